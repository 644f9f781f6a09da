package io.modehub.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.util.EnumSet;

/** All meters of one hub, and the Vert.x that is measured by them. */
public final class Metrics implements AutoCloseable {
    private static final long LAG_EVERY_MS = 100;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Where rooms register theirs. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * A Vert.x with native sockets where there are some. Of its own meters only pools are wanted, the database's among them: the
     * others cost something for every link and frame, and rooms know better what matters.
     */
    public Vertx vertx(VertxOptions options) {
        EnumSet<MetricsDomain> unwanted = EnumSet.allOf(MetricsDomain.class);
        unwanted.remove(MetricsDomain.NAMED_POOLS);
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions();
        unwanted.forEach(metrics::addDisabledMetricsCategory);
        metrics.setEnabled(true);
        return Vertx.builder()
                .with(options.setPreferNativeTransport(true)
                        .setMetricsOptions(metrics)
                        .setTracingOptions(new TracingOptions()))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .withTracer(nothing -> new SlowQueries(registry))
                .build();
    }

    /** Watches how late timers run on the event loop that asks, on which everything else is as late. */
    public void watchLoop(Vertx vertx, String name) {
        io.micrometer.core.instrument.Timer lag = io.micrometer.core.instrument.Timer.builder("hub.event.loop.lag")
                .description("How late timers run on an event loop")
                .tag("loop", name)
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(500))
                .register(registry);
        long[] due = {System.nanoTime() + Duration.ofMillis(LAG_EVERY_MS).toNanos()};
        vertx.setPeriodic(LAG_EVERY_MS, id -> {
            long now = System.nanoTime();
            lag.record(Duration.ofNanos(Math.max(0, now - due[0])));
            due[0] = now + Duration.ofMillis(LAG_EVERY_MS).toNanos();
        });
    }

    /** Prometheus' text format. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
