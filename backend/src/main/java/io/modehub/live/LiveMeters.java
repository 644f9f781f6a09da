package io.modehub.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What operators can see of pages; docs/operations.md explains each. */
final class LiveMeters {
    private final Counter delivered;
    private final Counter replaced;
    private final Counter slow;
    private final Timer changeToPage;

    LiveMeters(MeterRegistry registry, Supplier<Number> pages) {
        Gauge.builder("hub.live.links", pages).description("Open dashboards").register(registry);
        delivered = Counter.builder("hub.live.frames")
                .description("Frames written to dashboards")
                .register(registry);
        replaced = Counter.builder("hub.live.replaced")
                .description("Frames that a newer one replaced before a dashboard could take them")
                .register(registry);
        slow = Counter.builder("hub.live.slow")
                .description("Dashboards sent away because they did not read")
                .register(registry);
        changeToPage = Timer.builder("hub.live.change.to.page")
                .description("From a change to the write at a dashboard; of each write its oldest frame")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(60),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry);
    }

    void replaced() {
        replaced.increment();
    }

    void slow() {
        slow.increment();
    }

    void written(Parcel parcel) {
        delivered.increment(parcel.frames().size());
        LiveFrame oldest = parcel.frames().get(0);
        changeToPage.record(Math.max(0, System.currentTimeMillis() - oldest.madeAtMs()), TimeUnit.MILLISECONDS);
    }
}
