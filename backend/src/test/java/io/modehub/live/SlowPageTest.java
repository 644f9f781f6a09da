package io.modehub.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Socket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A page that asks and asks and never reads takes its place for some seconds, and nobody else's. */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class SlowPageTest {
    private static final int DEVICES = 60;
    private static final Duration MOST = Duration.ofSeconds(60);

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @Test
    void aPageThatStopsReadingIsSentAwayAndOthersDoNotNotice() throws InterruptedException {
        Rest owner = HUB.admin();
        for (int i = 0; i < DEVICES; i++) {
            HUB.pair(owner);
        }
        try (Socket deaf = page(owner);
                Socket other = page(owner)) {
            deaf.stopReading();
            long end = System.nanoTime() + MOST.toNanos();
            while (!metric("hub_live_slow_total 1") && System.nanoTime() < end) {
                deaf.throwAt("{\"type\":\"resync\"}");
                other.send("{\"type\":\"resync\"}");
                JsonObject frame = new JsonObject(other.next());
                while (!frame.getString("type").equals("snapshot")) {
                    frame = new JsonObject(other.next());
                }
                Thread.sleep(5); // some hundred questions a second, not as many as fit
            }

            assertThat(metric("hub_live_slow_total 1")).as("sent away").isTrue();
            assertThat(other.isOpen()).isTrue();
        }
    }

    private static boolean metric(String line) {
        return HUB.nobody().get("/metrics").body().contains(line);
    }

    private static Socket page(Rest owner) {
        Socket page = HUB.live();
        page.send(JsonObject.of("type", "auth", "token", owner.token()).encode());
        page.next();
        return page;
    }
}
