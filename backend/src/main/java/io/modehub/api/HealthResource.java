package io.modehub.api;

import io.modehub.ingest.AgentEndpoint;
import io.modehub.ingest.Ingest;
import io.modehub.live.LiveEndpoint;
import io.modehub.models.remote.RemoteModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Whether the hub lives, whether it can do its work, and how much it does. */
final class HealthResource {
    private static final int DATABASE_MS = 2_000;

    private final Pool pool;
    private final Ingest ingest;
    private final AgentEndpoint agents;
    private final LiveEndpoint pages;
    private final Optional<RemoteModel> remote;
    private final Build build;
    private volatile boolean stopping;

    /** What was built. */
    record Build(String version, String commit) {}

    HealthResource(
            Pool pool,
            Ingest ingest,
            AgentEndpoint agents,
            LiveEndpoint pages,
            Optional<RemoteModel> remote,
            Build build) {
        this.pool = pool;
        this.ingest = ingest;
        this.agents = agents;
        this.pages = pages;
        this.remote = remote;
        this.build = build;
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
        Runtime runtime = Runtime.getRuntime();
        String text = gauge("hub_agent_links", "Open agent links", agents.count())
                + gauge("hub_live_links", "Open dashboards", pages.count())
                + counter("hub_activities_received_total", "Activities taken in", ingest.received())
                + gauge("hub_unacknowledged", "Entries not yet durable", ingest.backlog())
                + gauge("hub_writing_fails", "1 while the database can't be written", ingest.isFailing() ? 1 : 0)
                + gauge("hub_heap_used_bytes", "Used heap", runtime.totalMemory() - runtime.freeMemory())
                + gauge("hub_up", "1 unless stopping", stopping ? 0 : 1)
                + remote.map(HealthResource::remote).orElse("");
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(text)
                .onFailure(context::fail);
    }

    private static String remote(RemoteModel model) {
        String faults = "hub_remote_faults_total";
        return counter(
                        "hub_remote_answers_total",
                        "Questions that the remote classifier answered",
                        model.tally().answeredSoFar())
                + gauge("hub_remote_open", "1 while the remote classifier is left alone", model.isOpen() ? 1 : 0)
                + "# HELP " + faults + " Questions that it did not answer\n# TYPE " + faults + " counter\n"
                + model.tally().faults().entrySet().stream()
                        .map(fault -> faults + "{reason=\"" + fault.getKey().code() + "\"} " + fault.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    private static String gauge(String name, String help, long value) {
        return metric(name, help, "gauge", value);
    }

    private static String counter(String name, String help, long value) {
        return metric(name, help, "counter", value);
    }

    private static String metric(String name, String help, String type, long value) {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + " " + value + "\n";
    }
}
