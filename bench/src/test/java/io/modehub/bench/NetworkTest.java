package io.modehub.bench;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Networks that cut, forget and crawl lose nothing that was acknowledged, and leave nothing behind at the hub. */
@Tag("faults")
@Isolated
class NetworkTest {
    private static final int ROUNDS = Integer.getInteger("cuts", 1);
    private static final int AGENTS = Integer.getInteger("agents", 20);
    private static final int CRAWL_BYTES_PER_SECOND = 4_000;

    /** Two pings. */
    private static final Duration NOTICED = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void keepsWhatItAcknowledgedOverABadNetwork() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            try (Detour detour = new Detour(hub::port);
                    Streaming streaming = new Streaming(hub, detour::port, AGENTS)) {
                for (int round = 0; round < ROUNDS; round++) {
                    detour.cutAll();
                    streaming.awaitProgress();
                    detour.leaveHalfOpen();
                    streaming.awaitProgress();
                    await().atMost(NOTICED).until(() -> detour.openAtTheHub() == AGENTS);
                    detour.throttle(CRAWL_BYTES_PER_SECOND);
                    Thread.sleep(2_000); // so long nearly nothing gets through
                    detour.throttle(Integer.MAX_VALUE);
                    detour.cutAll();
                    streaming.awaitProgress();
                }
                streaming.requireKept(ROUNDS + " rounds of cut, half-open and throttled connections");
            }
        }
    }
}
