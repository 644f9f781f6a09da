package io.modehub.ingest;

import static io.modehub.Samples.typing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Samples;
import io.modehub.store.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: nothing is acknowledged that isn't stored, and all goes on once there is room again. */
@Tag("faults")
class FullDiskTest {
    private static final int DISK_MEGABYTES = 120;
    private static final int FRAME = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void whatIsAcknowledgedOnAFullDiskIsStoredAndTheRestFollowsOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs", disk.toString()))
                .as("a disk of its own, which only root may have")
                .isZero();
        try {
            fill(disk);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path disk) throws IOException {
        UUID stream = UUID.randomUUID();
        Instant start = Samples.yesterday();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(disk);
                HubUnderTest hub = HubUnderTest.startedOn(server.url())) {
            HubUnderTest.Device device = hub.pair(hub.admin());
            long sent = 0;
            try (AgentSocket agent = hub.agent(device)) {
                agent.hello(stream);
                agent.send(1, typing(start, FRAME));
                agent.untilAcked(FRAME);
                Path ballast = disk.resolve("ballast");
                takeAllRoom(ballast);
                sent = FRAME;
                while (isReady(hub) && sent < 90 * FRAME) {
                    for (int i = 0; i < 8; i++) {
                        agent.send(sent + 1, typing(start.plusSeconds(5 * sent), FRAME));
                        sent += FRAME;
                    }
                    long acked = sent;
                    await().atMost(PATIENCE)
                            .until(() -> !isReady(hub) || hub.acked(device).getOrDefault(stream, 0L) >= acked);
                }
                assertThat(isReady(hub)).as("there was no room").isFalse();

                Files.delete(ballast);

                agent.untilAcked(sent);
            }
            assertThat(hub.stored(device))
                    .isEqualTo(LongStream.rangeClosed(1, sent).boxed().toList());
            hub.requireTruth();
        }
    }

    private static boolean isReady(HubUnderTest hub) {
        return hub.nobody().get("/health/ready").status() == 200;
    }

    private static void takeAllRoom(Path ballast) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.size(ballast)).isPositive();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }
}
