package io.modehub.chat;

import io.modehub.chat.tools.ToolResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a turn tells its page, in order; exactly one {@link Last} ends it. */
public sealed interface ChatEvent {
    /** The name after {@code event:}. */
    String type();

    /** The object after {@code data:}. */
    JsonObject json();

    /** After it nothing comes. */
    sealed interface Last extends ChatEvent {}

    /** The first event. {@code deployment} is empty for the analyst. */
    record Start(UUID conversationId, UUID turnId, String provider, String deployment) implements ChatEvent {
        @Override
        public String type() {
            return "start";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(
                    "conversationId",
                    conversationId.toString(),
                    "turnId",
                    turnId.toString(),
                    "provider",
                    provider,
                    "deployment",
                    deployment);
        }
    }

    /** A tool begins, as it was asked. */
    record ToolRuns(String ref, String name, JsonObject arguments) implements ChatEvent {
        @Override
        public String type() {
            return "tool";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of("name", name, "arguments", arguments, "state", "running", "ref", ref);
        }
    }

    /** A tool has answered. */
    record ToolDone(ToolResult result) implements ChatEvent {
        @Override
        public String type() {
            return "tool";
        }

        /** Besides the contract's fields: {@code periods}, {@code columns} (what the rows' values are) and {@code facts}. */
        @Override
        public JsonObject json() {
            return result.json().put("name", result.tool()).put("state", "done");
        }
    }

    /** A tool could not be asked like that; {@code message} names the argument and the remedy. */
    record ToolFailed(String ref, String name, JsonObject arguments, String message) implements ChatEvent {
        @Override
        public String type() {
            return "tool";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(
                    "name",
                    name,
                    "arguments",
                    arguments,
                    "state",
                    "error",
                    "ref",
                    ref,
                    "rows",
                    new JsonArray(),
                    "message",
                    message);
        }
    }

    /** A piece of the answer: markdown without links, images and HTML. */
    record Delta(String text) implements ChatEvent {
        @Override
        public String type() {
            return "delta";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of("text", text);
        }
    }

    /** What {@code [n]} in the answer stands on: a result and its stretch of time. */
    record Cite(int n, String ref, String label, Instant from, Instant to) implements ChatEvent {
        @Override
        public String type() {
            return "cite";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of("n", n, "ref", ref, "label", label, "from", from.toString(), "to", to.toString());
        }
    }

    /** How a chart is drawn. */
    enum ChartKind {
        BAR,
        LINE;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A chart of a result's rows.
     *
     * @param unit of all values
     */
    record Chart(String ref, ChartKind kind, String unit, List<Series> series) implements ChatEvent {
        /** One line or set of bars. */
        public record Series(String name, List<Point> points) {}

        /** A value by key; both are the result's own. */
        public record Point(String key, double value) {}

        @Override
        public String type() {
            return "chart";
        }

        @Override
        public JsonObject json() {
            JsonArray all = new JsonArray();
            series.forEach(one -> {
                JsonArray points = new JsonArray();
                one.points().forEach(point -> points.add(JsonObject.of("key", point.key(), "value", point.value())));
                all.add(JsonObject.of("name", one.name(), "points", points));
            });
            return JsonObject.of("ref", ref, "kind", kind.wire(), "unit", unit, "series", all);
        }
    }

    /** Something to know besides the answer. */
    enum NoticeCode {
        /** What the analyst made of the question; chips are other readings. */
        UNDERSTOOD,
        /** The analyst asks back; chips are the readings to choose from. */
        CLARIFY,
        /** The answer comes from the precomputed summary, since the model takes no tools. */
        DIGEST,
        /** Titles tripped the content filter and were left out. */
        TITLES_REMOVED,
        /** Earlier turns of the conversation were left out. */
        HISTORY_DROPPED,
        /** Some numbers in the answer are in no result. */
        UNBACKED_NUMBERS,
        /** The answer was cut at its greatest length. */
        TRUNCATED;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A question the person may ask next by one click. */
    record Chip(String label, String question) {}

    record Notice(NoticeCode code, String message, List<Chip> chips) implements ChatEvent {
        @Override
        public String type() {
            return "notice";
        }

        @Override
        public JsonObject json() {
            JsonObject json = JsonObject.of("code", code.wire(), "message", message);
            if (!chips.isEmpty()) {
                JsonArray all = new JsonArray();
                chips.forEach(chip -> all.add(JsonObject.of("label", chip.label(), "question", chip.question())));
                json.put("chips", all);
            }
            return json;
        }
    }

    /** Another deployment answers than the one named first. */
    record Fallback(String deployment, String message) implements ChatEvent {
        @Override
        public String type() {
            return "notice";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of("code", "fallback", "message", message, "deployment", deployment);
        }
    }

    /** Tokens of the turn so far; {@code estimated} where the server did not count. */
    record Usage(long inputTokens, long outputTokens, boolean estimated) implements ChatEvent {
        @Override
        public String type() {
            return "usage";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of("inputTokens", inputTokens, "outputTokens", outputTokens, "estimated", estimated);
        }
    }

    /** Why an answer ended. */
    enum Finish {
        /** It is complete. */
        STOP,
        /** It was cut at its greatest length. */
        LENGTH,
        /** The analyst asked back. */
        CLARIFY,
        /** The question is not one this system answers. */
        REFUSED,
        /** The model's server filtered the answer. */
        CONTENT_FILTER;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    record Done(Finish finish) implements Last {
        @Override
        public String type() {
            return "done";
        }

        @Override
        public JsonObject json() {
            return JsonObject.of("finish", finish.wire());
        }
    }

    /** The turn failed; {@code message} is a sentence for the person, never text of another server. */
    record Failed(ChatFault fault, String message, Optional<Duration> retryAfter) implements Last {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public JsonObject json() {
            JsonObject json = JsonObject.of("code", fault.wire(), "message", message, "retryable", fault.isRetryable());
            retryAfter.ifPresent(wait -> json.put("retryAfterMs", wait.toMillis()));
            return json;
        }
    }
}
