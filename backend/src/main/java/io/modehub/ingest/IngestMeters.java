package io.modehub.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What operators can see of the way in; docs/operations.md explains each. */
final class IngestMeters {
    private static final Duration[] STEPS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final DistributionSummary batchSize;
    private final Timer batch;
    private final Timer commit;
    private final Timer acknowledged;
    private final Counter repeats;
    private final Counter gaps;
    private final Counter held;

    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        batchSize = DistributionSummary.builder("hub.batch.size")
                .description("Entries of a transaction")
                .serviceLevelObjectives(1, 10, 50, 100, 250, 499)
                .register(registry);
        batch = timer("hub.batch", "One transaction, from its begin to the end of its commit");
        commit = timer("hub.commit", "The commit alone");
        acknowledged = timer(
                "hub.received.to.acked", "From taking in a number to its acknowledgement; of each batch its oldest");
        repeats = Counter.builder("hub.repeats")
                .description("Numbers that came again after they were taken in")
                .register(registry);
        gaps = Counter.builder("hub.gaps")
                .description("Numbers that agents said they lost")
                .register(registry);
        held = Counter.builder("hub.links.held")
                .description("Times a link was not read for a while, since too much of it waited")
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(STEPS)
                .register(registry);
    }

    void watch(Ingest ingest) {
        FunctionCounter.builder("hub.activities.received", ingest, Ingest::received)
                .description("Activities taken in")
                .register(registry);
        Gauge.builder("hub.unacknowledged", ingest, Ingest::backlog)
                .description("Numbers taken in and not yet durable")
                .register(registry);
        Gauge.builder("hub.unacknowledged.oldest", ingest, from -> from.waitingMs() / 1e3)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("hub.writing.fails", ingest, from -> from.isFailing() ? 1 : 0)
                .description("1 while the database can't be written")
                .register(registry);
        Gauge.builder("hub.window", ingest, Ingest::window)
                .description("Numbers a link may have unacknowledged, in the fuller lane")
                .register(registry);
    }

    void written(int entries, long nanos) {
        batchSize.record(entries);
        batch.record(nanos, TimeUnit.NANOSECONDS);
    }

    void committed(long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }

    void acknowledged(long oldestNanos) {
        acknowledged.record(oldestNanos, TimeUnit.NANOSECONDS);
    }

    void repeated(long numbers) {
        repeats.increment((double) numbers);
    }

    void lost(long numbers) {
        gaps.increment((double) numbers);
    }

    void held() {
        held.increment();
    }

    /** @param code of the one table, so there are few */
    void rejected(String code) {
        registry.counter("hub.rejected", "reason", code).increment();
    }

    /** @param code of the close frame */
    void ended(int code) {
        registry.counter("hub.links.ended", "code", Integer.toString(code)).increment();
    }
}
