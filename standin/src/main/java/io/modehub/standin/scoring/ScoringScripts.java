package io.modehub.standin.scoring;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers by name: a deployment of that name plays it. */
public final class ScoringScripts {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Map<String, ScoringScript> ALL = new LinkedHashMap<>();

    static {
        wellMeant();
        refused();
        wrong();
        brokenOff();
    }

    private ScoringScripts() {}

    /** All of them, in the order of a list for people. */
    public static Map<String, ScoringScript> all() {
        return Collections.unmodifiableMap(ALL);
    }

    private static void wellMeant() {
        ALL.put("blue", (asked, reply) -> reply.results());
        ALL.put("labels", (asked, reply) -> reply.results(ToyModel.predict(asked.rows())));
        ALL.put("double-encoded", (asked, reply) -> reply.doubleEncoded());
        ALL.put("slow", (asked, reply) -> reply.after(Duration.ofMillis(200), reply::results));
    }

    private static void refused() {
        ALL.put("s401", (asked, reply) -> reply.refused(401));
        ALL.put("s404", (asked, reply) -> reply.refused(404));
        ALL.put("s408", (asked, reply) -> reply.timedOut());
        ALL.put("s424-400", (asked, reply) -> reply.modelError(400, "Bad Request"));
        ALL.put("s424-500", (asked, reply) -> reply.modelError(500, "Internal Server Error"));
        ALL.put("s424-502", (asked, reply) -> reply.modelError(502, "Bad Gateway"));
        ALL.put("s424-503", (asked, reply) -> reply.modelError(503, "Service Unavailable"));
        ALL.put("s429", (asked, reply) -> reply.refused(429));
        ALL.put("s429-1s", (asked, reply) -> reply.refused(429, "Retry-After", "1"));
        ALL.put("s429-day", (asked, reply) -> reply.refused(429, "Retry-After", "86400"));
        ALL.put("s500", (asked, reply) -> reply.refused(500));
        ALL.put("s502", (asked, reply) -> reply.refused(502));
        ALL.put("s503", (asked, reply) -> reply.refused(503));
        ALL.put("s504", (asked, reply) -> reply.refused(504));
        ALL.put("redirect", (asked, reply) -> reply.refused(307, "Location", "/elsewhere"));
    }

    private static void wrong() {
        ALL.put("garbage", (asked, reply) -> reply.body("<html>Welcome</html>"));
        ALL.put("number", (asked, reply) -> reply.body("7"));
        ALL.put("deep", (asked, reply) -> reply.body("[".repeat(100_000)));
        ALL.put("no-results", (asked, reply) -> reply.body("{\"Outputs\":[\"Work\"]}"));
        ALL.put("error-as-answer", (asked, reply) -> reply.body("\"{\\\"error\\\": \\\"no such column\\\"}\""));
        ALL.put("nothing", (asked, reply) -> reply.body(""));
        ALL.put("null-row", (asked, reply) -> reply.results(each(asked, null)));
        ALL.put(
                "too-few",
                (asked, reply) -> reply.results(
                        ToyModel.predict(asked.rows().subList(0, asked.rows().size() - 1))));
        ALL.put(
                "too-many",
                (asked, reply) -> reply.results(ToyModel.predict(asked.rows()).add("Work")));
        ALL.put("unknown-class", (asked, reply) -> reply.results(each(asked, "Knitting")));
        ALL.put("other-columns", (asked, reply) -> reply.results(each(asked, JsonArray.of(0.5, 0.5))));
        ALL.put("negative", (asked, reply) -> reply.results(each(asked, JsonArray.of(-0.5, 0.5, 0.5, 0.5))));
        ALL.put("not-one", (asked, reply) -> reply.results(each(asked, JsonArray.of(0.9, 0.9, 0.1, 0.1))));
        ALL.put("nan", (asked, reply) -> reply.body("{\"Results\":[[NaN,0.2,0.3,0.5]]}"));
        ALL.put("endless", (asked, reply) -> reply.endless());
    }

    private static void brokenOff() {
        ALL.put("late", (asked, reply) -> reply.after(LONG, reply::results));
        ALL.put("cut", (asked, reply) -> reply.cut());
        ALL.put("drop", (asked, reply) -> reply.drop());
    }

    private static JsonArray each(ScoringRequest asked, @org.jspecify.annotations.Nullable Object result) {
        return new JsonArray(Collections.nCopies(asked.rows().size(), result));
    }

    /** Their names, in order. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }
}
