package io.modehub.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modehub.ingest.AgentEndpoint;
import io.modehub.ingest.Ingest;
import io.modehub.metrics.Metrics;
import io.modehub.models.remote.Fault;
import io.modehub.models.remote.RemoteModel;
import io.modehub.models.remote.Tally;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether the hub lives, whether it can do its work, and how much it does. */
final class HealthResource {
    private static final int DATABASE_MS = 2_000;

    private final Pool pool;
    private final Ingest ingest;
    private final Metrics metrics;
    private final Build build;
    private volatile boolean stopping;

    /** What was built. */
    record Build(String version, String commit) {}

    HealthResource(
            Pool pool,
            Ingest ingest,
            AgentEndpoint agents,
            Optional<RemoteModel> remote,
            Metrics metrics,
            Build build) {
        this.pool = pool;
        this.ingest = ingest;
        this.metrics = metrics;
        this.build = build;
        Gauge.builder("hub.agent.links", agents, AgentEndpoint::count)
                .description("Open agent links")
                .register(metrics.registry());
        Gauge.builder("hub.up", this, health -> health.stopping ? 0 : 1)
                .description("1 unless stopping")
                .register(metrics.registry());
        remote.ifPresent(model -> watch(metrics.registry(), model));
    }

    /** From now on the hub isn't ready. */
    void stopping() {
        stopping = true;
    }

    void live(RoutingContext context) {
        Requests.sendJson(
                context,
                200,
                JsonObject.of("status", "up", "version", build.version(), "commit", build.commit())
                        .toBuffer());
    }

    void ready(RoutingContext context) {
        pool.query("select 1")
                .execute()
                .map(true)
                .timeout(DATABASE_MS, TimeUnit.MILLISECONDS)
                .otherwise(false)
                .onSuccess(databaseAnswers -> {
                    JsonArray reasons = new JsonArray();
                    if (!databaseAnswers) {
                        reasons.add("the database does not answer");
                    }
                    if (ingest.isFailing()) {
                        reasons.add("activities can't be written for now");
                    } else if (ingest.isSlow()) {
                        reasons.add("the database is too slow: activities have waited for " + ingest.waitingMs() / 1_000
                                + " s");
                    }
                    if (stopping) {
                        reasons.add("the hub is stopping");
                    }
                    Requests.sendJson(
                            context,
                            reasons.isEmpty() ? 200 : 503,
                            JsonObject.of("status", reasons.isEmpty() ? "ready" : "not ready", "reasons", reasons)
                                    .toBuffer());
                })
                .onFailure(context::fail);
    }

    /** Prometheus' text format. */
    void metrics(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.text())
                .onFailure(context::fail);
    }

    private static void watch(MeterRegistry registry, RemoteModel model) {
        FunctionCounter.builder("hub.remote.answers", model.tally(), Tally::answeredSoFar)
                .description("Questions that the remote classifier answered")
                .register(registry);
        Gauge.builder("hub.remote.open", model, remote -> remote.isOpen() ? 1 : 0)
                .description("1 while the remote classifier is left alone")
                .register(registry);
        for (Fault fault : Fault.values()) {
            FunctionCounter.builder("hub.remote.faults", model.tally(), tally -> tally.faults()
                            .getOrDefault(fault, 0L))
                    .description("Questions that it did not answer")
                    .tag("reason", fault.code())
                    .register(registry);
        }
    }
}
