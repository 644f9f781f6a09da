package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever is killed at whatever moment: what was acknowledged is stored once, as it was sent. */
@Tag("faults")
@Isolated
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final int ROUNDS = Math.max(1, KILLS / 5);
    private static final int AGENTS = Integer.getInteger("agents", 20);
    private static final int MOST_STOP_SECONDS = 8;

    private final Random random = new Random();

    @TempDir
    Path directory;

    @Test
    void keepsWhatItAcknowledgedWhenTheHubIsKilledAtAnyMoment() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            try (Streaming streaming = new Streaming(hub, hub::port, AGENTS)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    Thread.sleep(random.nextInt(2_500)); // the moment of the disaster, anywhere in start and stream
                    hub.kill();
                    hub.start();
                }
                streaming.awaitProgress();
                stopUnderLoad(hub);
                streaming.requireKept(KILLS + " kills and a stop");
            }
            endWithoutATrace(hub);
        }
    }

    private static void endWithoutATrace(HubProcess hub) {
        hub.close();
        assertThat(hub.processes()).isEmpty();
    }

    /** SIGTERM in the midst of it: over soon, and nothing lost. */
    private static void stopUnderLoad(HubProcess hub) {
        long before = System.nanoTime();
        hub.stop();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(MOST_STOP_SECONDS);
        assertThat(hub.processes()).isEmpty();
        hub.start();
    }

    @Test
    void keepsWhatItAcknowledgedWhenTheHubDiesAtAnyPointOnTheWayToAnAcknowledgement() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            try (Streaming streaming = new Streaming(hub, hub::port, AGENTS)) {
                hub.kill();
                for (int round = 0; round < ROUNDS; round++) {
                    for (String point :
                            new String[] {"AFTER_RECEIVE", "BEFORE_COMMIT", "AFTER_COMMIT", "BEFORE_ACK", "AFTER_ACK"
                            }) {
                        hub.start(Map.of("JAVA_TOOL_OPTIONS", "-Dmodehub.die=" + point + ":" + random.nextInt(60)));
                        hub.awaitDeath();
                    }
                }
                hub.start();
                streaming.requireKept(ROUNDS * 5 + " deaths at named points");
            }
        }
    }

    @Test
    void keepsWhatItAcknowledgedWhenItsPostgresIsKilled() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            try (Streaming streaming = new Streaming(hub, hub::port, AGENTS)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    Thread.sleep(random.nextInt(2_500));
                    long postmaster = hub.postgresPid();
                    ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
                    await().atMost(Streaming.PATIENCE)
                            .until(() -> hub.postgresPid() != postmaster && hub.isPostgresReady());
                }
                streaming.awaitProgress();
                streaming.requireKept(KILLS + " kills of PostgreSQL");
            }
        }
    }
}
