package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.activity.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What people install, unpacked into a scratch root, as a new user with nothing but an address and a code meets it. */
@Tag("faults")
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class PackagesTest {
    private static final Path AGENT = Path.of("..", "agent");

    @TempDir
    private Path directory;

    /** Not if it was done since the jar was built. */
    @BeforeAll
    static void pack() {
        InstalledAgent.run(new ProcessBuilder("bash", "-c", ". ./prerequisites.sh; package_agent")
                .directory(Path.of("..").toFile()));
    }

    @Test
    void anArchiveIsUnpackedPairedSeenOnTheHubAndUninstalledWithoutATrace() throws Exception {
        Path user = Files.createDirectories(directory.resolve("a user's home"));
        InstalledAgent agent = InstalledAgent.unpack(AGENT.resolve("target"), directory.resolve("some where"));
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            UserId person;
            String code;
            try (People people = new People(hub.database())) {
                person = people.create();
                code = people.pairingCode(person);
            }
            HubApi api = new HubApi(hub);
            String token = api.signIn(person);
            long begun = System.nanoTime();
            String unpaired = InstalledAgent.run(agent.command(user, Map.of(), "run"), 1);
            assertThat(unpaired).contains("this device is not paired");
            InstalledAgent.run(agent.command(
                    user, Map.of(), "pair", "http://127.0.0.1:" + hub.port(), code, "--name", "Büro laptop"));
            Process running = agent.command(user, Map.of(), "run")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said.txt").toFile())
                    .start();
            await().atMost(Duration.ofSeconds(60)).until(() -> isOnline(api, token));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("visible in under a minute")
                    .isLessThan(Duration.ofMinutes(1));

            JsonObject doctor =
                    new JsonObject(InstalledAgent.run(agent.command(user, Map.of(), "doctor", "--json"), 3));
            assertThat(states(doctor))
                    .containsEntry("pairing", "ok")
                    .containsEntry("hub", "ok")
                    .containsEntry("agent", "ok")
                    .containsEntry("window", "missing")
                    .containsEntry("idle", "missing")
                    .containsEntry("audio", "missing");
            InstalledAgent.run(agent.command(user, Map.of(), "mode", "Meeting", "--for", "30m"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> api.get("modes/current", token).contains("\"mode\":\"Meeting\""));
            JsonObject status = new JsonObject(InstalledAgent.run(agent.command(user, Map.of(), "status", "--json")));
            assertThat(status.getBoolean("linked")).isTrue();
            assertThat(InstalledAgent.run(agent.command(user, Map.of("LC_ALL", "de_DE.UTF-8"), "status")))
                    .contains("Verbunden mit http://127.0.0.1:" + hub.port());

            InstalledAgent.run(agent.command(user, Map.of(), "install"));
            assertThat(user.resolve(".config/autostart/modehub-agent.desktop"))
                    .content()
                    .contains("Exec=\"" + agent.program().toRealPath() + "\" run");
            InstalledAgent.run(agent.command(user, Map.of(), "uninstall"));
            assertThat(running.waitFor()).isZero();
            assertThat(files(user)).as("no trace").isEmpty();
        }
    }

    @Test
    void aDebianPackageHoldsTheSameProgramAndAUserUnit() throws Exception {
        Path root = directory.resolve("root");
        try (DirectoryStream<Path> packages =
                Files.newDirectoryStream(AGENT.resolve("target"), "modehub-agent_*.deb")) {
            String deb = packages.iterator().next().toString();
            InstalledAgent.run(new ProcessBuilder("dpkg-deb", "-x", deb, root.toString()));
            assertThat(InstalledAgent.run(new ProcessBuilder("dpkg-deb", "-f", deb, "Package")))
                    .isEqualTo("modehub-agent\n");
        }
        assertThat(root.resolve("usr/lib/systemd/user/modehub-agent.service"))
                .content()
                .contains("ExecStart=/usr/bin/modehub-agent run", "WantedBy=graphical-session.target");
        InstalledAgent agent = InstalledAgent.at(root.resolve("usr/bin/modehub-agent"));
        assertThat(InstalledAgent.run(agent.command(directory, Map.of(), "--version")))
                .startsWith("modehub-agent ");
        JsonObject doctor =
                new JsonObject(InstalledAgent.run(agent.command(directory, Map.of(), "doctor", "--json"), 3));
        assertThat(states(doctor)).containsEntry("home", "ok").containsEntry("pairing", "missing");
    }

    private static boolean isOnline(HubApi api, String token) {
        JsonArray agents = new JsonObject(api.get("agents", token)).getJsonArray("items");
        for (int i = 0; i < agents.size(); i++) {
            JsonObject agent = agents.getJsonObject(i);
            if (agent.getString("name").equals("Büro laptop") && agent.getBoolean("online")) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> states(JsonObject doctor) {
        Map<String, Object> states = new java.util.HashMap<>();
        doctor.getJsonArray("findings")
                .forEach(finding -> states.put(
                        ((JsonObject) finding).getString("what"), ((JsonObject) finding).getString("state")));
        return states;
    }

    private static java.util.List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !Files.isDirectory(path)).toList();
        }
    }
}
