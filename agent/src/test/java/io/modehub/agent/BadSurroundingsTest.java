package io.modehub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real program where the disk or its files are not as they should be: a clear line, and on with what it can. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class BadSurroundingsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void goesOnWhenTheDiskIsFullAndSaysWhatIsLost() throws Exception {
        pair(directory.resolve("simulated").resolve("1"));
        Path said = directory.resolve("said.txt");
        // No file may grow beyond 4 KiB: the disk as full as it gets.
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 4; exec \"$@\"", "full"));
        command.addAll(command("simulate", "--speed", "100000", "--since", "30d"));
        Process agent = start(command, said);
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(Files.readString(said))
                    .contains("the spool cannot be written, what is measured is lost: "));
            assertThat(agent.isAlive()).isTrue();
            assertThat(Files.readString(said).lines().filter(line -> line.contains("the spool cannot be written")))
                    .as("a line a transition: a short activity may still fit where a long one didn't")
                    .hasSizeLessThan(10);
        } finally {
            agent.destroyForcibly().waitFor();
        }
        try (var spool = OpenedSpool.of(new AgentHome(directory.resolve("simulated/1")), java.time.Clock.systemUTC())) {
            assertThat(spool.next()).as("what went on the disk is whole").isGreaterThan(5);
            assertThat(spool.read(1, 1_000, 100_000)).isPresent();
        }
    }

    @Test
    void saysWhatToDoWhereItsHomeCannotBeWritten() throws Exception {
        assertThat(refused(command("pair", "http://127.0.0.1:1", "CODE", "--home", "/proc/modehub")))
                .contains("cannot make /proc/modehub", "choose another directory with --home");
        pair(directory);
        Files.writeString(directory.resolve("spool"), "a file where a directory should be");
        assertThat(refused(command("run"))).contains("the spool in", "cannot be opened", "free space there");
    }

    @Test
    void refusesWrongSettingsButGoesOnWithoutUnknownOnes() throws Exception {
        pair(directory);
        Files.writeString(directory.resolve("settings"), "titles = of\n");
        assertThat(refused(command("run"))).contains("titles: 'of' is not possible");
        assertThat(directory.resolve("spool")).doesNotExist();
        Files.writeString(directory.resolve("settings"), "colour = blue\n");
        Path said = directory.resolve("said.txt");
        Process agent = start(command("run"), said);
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(Files.readString(said))
                    .contains("keys this version does not know, which are ignored: line 1: colour", "link lost"));
            Files.writeString(directory.resolve("settings"), "hours = never\n");
            await().atMost(SOON).untilAsserted(() -> assertThat(Files.readString(said))
                    .contains("the earlier ones stay in force", "hours: 'never' is not possible"));
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    private static void pair(Path home) throws Exception {
        new AgentHome(home).store(new Account(URI.create("http://127.0.0.1:1"), "a", "secret", "d"));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.modehub.agent.Main"));
        command.addAll(List.of(arguments));
        if (!command.contains("--home")) {
            command.addAll(List.of("--home", directory.toString()));
        }
        return command;
    }

    private static Process start(List<String> command, Path said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"));
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "PULSE_SERVER", "unix:/nowhere"));
        return builder.redirectOutput(said.toFile()).start();
    }

    private String refused(List<String> command) throws Exception {
        Path said = directory.resolve("refused.txt");
        Process process = start(command, said);
        assertThat(process.waitFor()).isEqualTo(1);
        return Files.readString(said);
    }
}
