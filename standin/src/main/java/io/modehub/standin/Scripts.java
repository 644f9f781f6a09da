package io.modehub.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers by name: a deployment of that name, or {@code [[name]]} in a question, plays it. */
public final class Scripts {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int TOO_MANY_CALLS = 200;
    private static final int TOO_BIG = 1_200_000;

    private static final Map<String, Script> ALL = new LinkedHashMap<>();

    static {
        wellMeant();
        oddlyFormed();
        brokenOff();
        refused();
    }

    private Scripts() {}

    /** All of them, in the order of a list for people. */
    public static Map<String, Script> all() {
        return Map.copyOf(ALL);
    }

    /** Their names, in order. */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static void wellMeant() {
        ALL.put("text", Scripts::text);
        ALL.put("tools", (asked, reply) -> reply.opening()
                .toolCall("call_A1", "active_time", "{\"period\":\"last_week\",\"group_by\":\"mode\"}")
                .toolCall("call_B2", "breaks", "{\"period\":\"last_week\"}")
                .finished("tool_calls"));
        ALL.put(
                "no-usage",
                (asked, reply) -> reply.opening().text("Yes.").finish("stop").done());
        ALL.put("length", (asked, reply) -> reply.opening().text("It is a long").finished("length"));
        ALL.put(
                "filtered-answer",
                (asked, reply) -> reply.opening().text("It is").finished("content_filter"));
        ALL.put("empty", (asked, reply) -> reply.opening().finished("stop"));
        ALL.put("unknown-tool", (asked, reply) -> reply.opening()
                .toolCall("call_1", "delete_everything", "{\"sure\":true}")
                .finished("tool_calls"));
        ALL.put("wrong-arguments", (asked, reply) -> reply.opening()
                .toolCall("call_1", "active_time", "{\"period\":7,\"group_by\":[\"mode\"], }")
                .finished("tool_calls"));
        ALL.put("200-calls", (asked, reply) -> {
            reply.opening();
            for (int i = 0; i < TOO_MANY_CALLS; i++) {
                reply.toolCall("call_" + i, "active_time", "{\"period\":\"today\"}");
            }
            reply.finished("tool_calls");
        });
    }

    private static void oddlyFormed() {
        ALL.put("tiny", (asked, reply) -> text(asked, reply.tiny()));
        ALL.put("crlf", (asked, reply) -> text(asked, reply.crlf()));
        ALL.put("async-filter", (asked, reply) -> reply.opening()
                .text("One")
                .filterOffsets()
                .text(" two")
                .filterOffsets()
                .finished("stop"));
        ALL.put("comments", (asked, reply) -> reply.raw(": keep-alive\n\n")
                .opening()
                .raw("event: message\nid: 7\nretry: 100\n")
                .text("Still")
                .raw(": keep-alive\n\n:\n\n")
                .text(" here")
                .finished("stop"));
        ALL.put("two-choices", (asked, reply) -> reply.opening()
                .text("First")
                .event(JsonObject.of(
                        "choices",
                        JsonArray.of(JsonObject.of(
                                "index", 1, "delta", JsonObject.of("content", "Second"), "finish_reason", "stop"))))
                .finished("stop"));
        ALL.put("repeated-ids", (asked, reply) -> reply.opening()
                .toolCallDelta(call(0, "call_A", "active_time", "{\"per"))
                .toolCallDelta(call(0, "call_A", "active_time", "iod\":\"today\"}"))
                .toolCallDelta(call(0, "call_B", "breaks", "{}"))
                .finished("stop"));
        ALL.put("garbage-after-finish", (asked, reply) -> reply.opening()
                .text("Yes.")
                .finish("stop")
                .raw("data: {\"choi\n\n")
                .done());
        ALL.put(
                "no-done",
                (asked, reply) -> reply.opening().text("Yes.").finish("stop").end());
        ALL.put("slow", (asked, reply) -> reply.opening()
                .pause(Duration.ofMillis(100))
                .text("One ")
                .pause(Duration.ofMillis(100))
                .text("two.")
                .finished("stop"));
    }

    private static void brokenOff() {
        ALL.put("late", (asked, reply) -> reply.pause(LONG).end());
        ALL.put(
                "stall",
                (asked, reply) -> reply.opening().text("Wait").pause(LONG).end());
        ALL.put("stall-with-comments", (asked, reply) -> {
            reply.opening().text("Wait");
            for (int i = 0; i < 1_000; i++) {
                reply.pause(Duration.ofMillis(50)).raw(": keep-alive\n\n");
            }
            reply.end();
        });
        ALL.put("slow-forever", (asked, reply) -> {
            reply.opening();
            for (int i = 0; i < 10_000; i++) {
                reply.text("word ").pause(Duration.ofMillis(50));
            }
            reply.end();
        });
        ALL.put("endless", (asked, reply) -> reply.opening().forever("and so on, ".repeat(100)));
        ALL.put(
                "huge-event",
                (asked, reply) ->
                        reply.opening().text("x".repeat(TOO_BIG)).pause(LONG).end());
        ALL.put("eof", (asked, reply) -> reply.opening().text("Am meisten").end());
        ALL.put("nothing", (asked, reply) -> reply.raw("\n").end());
        ALL.put(
                "no-finish",
                (asked, reply) -> reply.opening().text("Am meisten").done());
        ALL.put("drop", (asked, reply) -> reply.opening()
                .text("Am meisten")
                .raw("data: {\"choi")
                .pause(Duration.ofMillis(50))
                .drop());
        ALL.put("drop-at-once", (asked, reply) -> reply.drop());
        ALL.put("malformed", (asked, reply) -> reply.opening()
                .text("Am meisten")
                .raw("data: {\"choices\":[{\"index\":0,\n\n")
                .text(" und mehr")
                .finished("stop"));
        ALL.put("malformed-at-once", (asked, reply) -> reply.raw("data: <html>\n\n")
                .end());
        ALL.put("error-in-stream", (asked, reply) -> reply.opening()
                .text("Am meisten")
                .event(ErrorBodies.broken(asked.dialect()))
                .done());
        ALL.put("error-at-once", (asked, reply) -> reply.event(ErrorBodies.broken(asked.dialect()))
                .done());
        ALL.put("filter-in-stream", (asked, reply) -> reply.event(ErrorBodies.filtered(asked.dialect()))
                .end());
    }

    private static void refused() {
        ALL.put("401", (asked, reply) -> reply.refuse(401, ErrorBodies.wrongKey(asked.dialect()), List.of()));
        ALL.put("403", (asked, reply) -> reply.refuse(403, ErrorBodies.forbidden(asked.dialect()), List.of()));
        ALL.put("404", (asked, reply) -> reply.refuse(404, ErrorBodies.missing(asked.dialect()), List.of()));
        ALL.put("filtered", (asked, reply) -> reply.refuse(400, ErrorBodies.filtered(asked.dialect()), List.of()));
        ALL.put("too-long", (asked, reply) -> reply.refuse(400, ErrorBodies.tooLong(), List.of()));
        ALL.put("no-tools", (asked, reply) -> {
            if (asked.tools().isEmpty()) {
                text(asked, reply);
            } else {
                reply.refuse(400, ErrorBodies.noTools(asked.dialect()), List.of());
            }
        });
        ALL.put("429", (asked, reply) -> reply.refuse(429, ErrorBodies.limited(asked.dialect()), List.of()));
        ALL.put(
                "429-in-words",
                (asked, reply) -> reply.refuse(429, ErrorBodies.limited(asked.dialect(), "37 seconds"), List.of()));
        ALL.put(
                "429-1s",
                (asked, reply) -> reply.refuse(
                        429, ErrorBodies.limited(asked.dialect(), "1 second"), List.of("Retry-After", "1")));
        ALL.put(
                "429-ms",
                (asked, reply) -> reply.refuse(
                        429,
                        ErrorBodies.limited(asked.dialect(), "1 second"),
                        List.of("retry-after-ms", "250", "Retry-After", "1", "x-ratelimit-remaining-tokens", "0")));
        ALL.put(
                "429-day",
                (asked, reply) -> reply.refuse(
                        429, ErrorBodies.limited(asked.dialect(), "86400 seconds"), List.of("Retry-After", "86400")));
        ALL.put("500", (asked, reply) -> reply.refuse(500, ErrorBodies.broken(asked.dialect()), List.of()));
        ALL.put("503", (asked, reply) -> reply.refuse(503, new JsonObject(), List.of("Retry-After", "2")));
        ALL.put(
                "redirect",
                (asked, reply) ->
                        reply.refuse(302, new JsonObject(), List.of("Location", "http://localhost:1/elsewhere")));
    }

    private static void text(Asked asked, Reply reply) {
        reply.opening()
                .text("Am meisten")
                .text(" nachts: 12 h 30 min")
                .text(" 🌙 – ünïcödé")
                .finished("stop");
    }

    private static JsonObject call(int index, String id, String name, String arguments) {
        return JsonObject.of(
                "index",
                index,
                "id",
                id,
                "type",
                "function",
                "function",
                JsonObject.of("name", name, "arguments", arguments));
    }
}
