package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.activity.UserId;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The agent killed at any moment, and a hub that is away for days: nothing is lost, and nothing stored twice. */
@Tag("faults")
@Timeout(1_200)
@Execution(ExecutionMode.CONCURRENT)
class AgentFaultsTest {
    /** So many of the last activities are of the present, whose mode may well have lasted for hours. */
    private static final int PRESENT = 50;

    private static final int KILLS = Integer.getInteger("agentKills", 6);
    private static final long SEED = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ZoneId ZONE = ZoneId.systemDefault();

    private final Random random = new Random();
    private final List<Instant> kept = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private Process agent;
    private Thread reader;

    @Test
    void losesNothingWhenKilledNorWhenTheHubIsAwayForAWeek() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            StoredActivities stored = new StoredActivities(hub::database);
            try (Relay relay = new Relay(hub::port)) {
                killedAtRandomMoments(hub, relay, stored);
                awayForAWeek(hub, relay, stored);
            } finally {
                kill();
            }
        }
    }

    private void killedAtRandomMoments(HubProcess hub, Relay relay, StoredActivities stored) throws Exception {
        Path home = directory.resolve("killed");
        pair(relay, code(hub, person(hub)), home.resolve("simulated").resolve("1"));
        start(home, "simulate", "--speed", "4000", "--since", "300d");
        for (int kill = 0; kill < KILLS; kill++) {
            // Anywhere in start and stream, every other time in the stream; the hub comes and goes meanwhile.
            if (kill % 2 == 0) {
                int before = kept.size();
                await().atMost(PATIENCE).until(() -> kept.size() > before);
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(900));
            while (System.nanoTime() < end) {
                Thread.sleep(random.nextInt(400));
                relay.set(random.nextInt(3) > 0);
            }
            kill();
            if (kill % 50 == 49) {
                hub.kill();
                hub.start();
            }
            start(home, "simulate", "--speed", "4000", "--since", "300d");
        }
        relay.set(true);
        kill();
        // Time almost stands still for the last one, so that what is kept comes to an end.
        start(home, "simulate", "--speed", "1");
        String agentId = agentId(home);
        // Some are stored whose word a kill cut off, so that their number alone says nothing of the last.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored.starts(agentId))
                .as("whatever was kept before a kill")
                .containsAll(kept));
        List<Instant> found = stored.starts(agentId);
        List<Instant> lived = lived(found.get(0), found.size());
        assertThat(found).as("all of it, once, in order").isEqualTo(lived);
        System.out.printf(
                "agent killed %d times: %d activities kept, %d stored, 0 lost, 0 twice%n",
                KILLS, kept.size(), found.size());
        assertThat(kept.size()).isGreaterThanOrEqualTo(KILLS / 2);
        kill();
        kept.clear();
    }

    private void awayForAWeek(HubProcess hub, Relay relay, StoredActivities stored) throws Exception {
        UserId person = person(hub);
        Path home = directory.resolve("away");
        pair(relay, code(hub, person), home.resolve("simulated").resolve("1"));
        relay.set(false);
        start(home, "simulate", "--speed", "1000000", "--since", "7d");
        await().atMost(PATIENCE).until(() -> isQuiet(kept));
        String agentId = agentId(home);
        long before = stored.count(agentId);
        HubApi api = new HubApi(hub);
        String token = api.signIn(person);
        long back = System.nanoTime();
        relay.set(true);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            long old = liveModesFromHistory(api, token);
            long there = stored.count(agentId);
            if (there < kept.size() - PRESENT) {
                assertThat(old).as("live mode undisturbed").isZero();
            }
            return there >= kept.size();
        });
        long seconds = Duration.ofNanos(System.nanoTime() - back).toSeconds();
        assertThat(stored.starts(agentId)).as("in order").isSorted().isEqualTo(kept);
        System.out.printf(
                "a week away: %d activities, %d of them while the hub was away, all there after %d s%n",
                kept.size(), kept.size() - before, seconds);
    }

    /** How many agents claim a mode of the moment that began when the hub was away. */
    private static long liveModesFromHistory(HubApi api, String token) {
        JsonArray items = new JsonObject(api.get("modes/current", token)).getJsonArray("items");
        Instant lately = Instant.now().minus(Duration.ofMinutes(5));
        long old = 0;
        for (int i = 0; i < items.size(); i++) {
            String since = items.getJsonObject(i).getString("since");
            String mode = items.getJsonObject(i).getString("mode");
            old += mode != null && since != null && Instant.parse(since).isBefore(lately) ? 1 : 0;
        }
        return old;
    }

    private static boolean isQuiet(List<Instant> list) throws InterruptedException {
        int before = list.size();
        Thread.sleep(1_500);
        return before > 0 && list.size() <= before + 2;
    }

    /** What the simulated person's device must have told from a moment on. */
    private static List<Instant> lived(Instant from, int count) {
        Simulator simulator = Simulator.of(Persona.OFFICE, SEED, ZONE);
        List<Instant> lived = new ArrayList<>();
        for (LocalDate day = from.atZone(ZONE).toLocalDate(); lived.size() < count; day = day.plusDays(1)) {
            for (Lived sample : simulator.day(day)) {
                Activity activity = sample.activity();
                if (!activity.at().isBefore(from) && lived.size() < count) {
                    lived.add(activity.at());
                }
            }
        }
        return lived;
    }

    private static void pair(Relay relay, String code, Path home) {
        List<String> command = program();
        command.addAll(List.of("pair", relay.address(), code, "--home", home.toString()));
        InstalledAgent.run(new ProcessBuilder(command));
    }

    private static List<String> program() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.modehub.agent.Main"));
    }

    private void start(Path home, String... arguments) throws IOException {
        List<String> command = program();
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("--json", "--persona", "office", "--seed", Long.toString(SEED), "--home", home.toString()));
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("agent.log").toFile()))
                .start();
        agent = started;
        reader = new Thread(() -> read(started), "agent-output");
        reader.start();
    }

    /** Whole lines only: what a kill cuts off was not told. */
    private void read(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.endsWith("}")) {
                    kept.add(Instant.parse(new JsonObject(line).getString("at")));
                }
            }
        } catch (IOException e) {
            // Killed.
        }
    }

    private void kill() throws InterruptedException {
        Process running = agent;
        if (running != null) {
            running.destroyForcibly().waitFor();
            reader.join();
        }
    }

    private static String agentId(Path home) throws IOException {
        return new JsonObject(Files.readString(home.resolve("simulated/1/agent.json"))).getString("agentId");
    }

    private static UserId person(HubProcess hub) {
        try (People people = new People(hub.database())) {
            return people.create();
        }
    }

    private static String code(HubProcess hub, UserId person) {
        try (People people = new People(hub.database())) {
            return people.pairingCode(person);
        }
    }
}
