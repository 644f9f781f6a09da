package io.modehub.chat.models;

import io.modehub.chat.models.LanguageModel.End;
import io.modehub.chat.models.LanguageModel.Failure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events of a chat completion as servers really send them, made into chunks that the client libraries can read: one choice,
 * always with a delta; each tool call whole, just before the finish; no filter results. Says when the answer is whole.
 */
final class Chunks {
    private static final String DONE = "[DONE]";

    private final ToolCalls toolCalls = new ToolCalls();
    private boolean heard;
    private Optional<End> end = Optional.empty();

    /** What an event comes to. */
    sealed interface Taken {
        /** Chunks to pass on; may be none. */
        record Some(List<JsonObject> chunks) implements Taken {}

        /** Nothing more comes. */
        record Last() implements Taken {}

        /** It can't be read, or it says that the server failed; {@code said} is empty where the server gave no reason. */
        record Bad(Optional<Failure> said) implements Taken {}
    }

    /** Whether there was any text or tool call. */
    boolean heard() {
        return heard;
    }

    /** How the answer ended; empty: it is not whole yet. */
    Optional<End> end() {
        return end;
    }

    Taken take(String data) {
        if (data.strip().equals(DONE)) {
            return new Taken.Last();
        }
        try {
            JsonObject event = new JsonObject(data);
            return event.getValue("error") == null
                    ? new Taken.Some(chunks(event))
                    : new Taken.Bad(Refusal.said(event.getValue("error")));
        } catch (DecodeException | ClassCastException e) {
            return new Taken.Bad(Optional.empty());
        }
    }

    private List<JsonObject> chunks(JsonObject event) {
        List<JsonObject> chunks = new ArrayList<>();
        JsonObject choice = choice(event);
        if (choice != null) {
            JsonObject delta = Objects.requireNonNullElseGet(choice.getJsonObject("delta"), JsonObject::new);
            String text = (String) delta.getValue("content");
            if (text != null && !text.isEmpty()) {
                heard = true;
                chunks.add(chunk(event, JsonObject.of("content", text), null));
            }
            JsonArray calls = delta.getJsonArray("tool_calls");
            if (calls != null && !calls.isEmpty()) {
                heard = true;
                toolCalls.add(calls);
            }
            String finish = (String) choice.getValue("finish_reason");
            if (finish != null && end.isEmpty()) {
                end = Optional.of(end(finish));
                toolCalls.whole().forEach(call -> chunks.add(chunk(event, call, null)));
                chunks.add(chunk(event, new JsonObject(), finish));
            }
        }
        JsonObject usage = event.getJsonObject("usage");
        if (usage != null) {
            chunks.add(envelope(event, new JsonArray()).put("usage", usage(usage)));
        }
        return chunks;
    }

    /** The first alternative; the hub asks for no others. */
    private static @Nullable JsonObject choice(JsonObject event) {
        JsonArray choices = event.getJsonArray("choices");
        for (int i = 0; choices != null && i < choices.size(); i++) {
            JsonObject choice = choices.getJsonObject(i);
            if (choice != null && choice.getInteger("index", 0) == 0) {
                return choice;
            }
        }
        return null;
    }

    private End end(String finish) {
        return switch (finish) {
            case "length" -> End.LENGTH;
            case "content_filter" -> End.CONTENT_FILTER;
            // Some servers say stop after tool calls.
            default -> toolCalls.isEmpty() ? End.STOP : End.TOOL_CALLS;
        };
    }

    private static JsonObject chunk(JsonObject event, JsonObject delta, @Nullable String finish) {
        return envelope(event, JsonArray.of(JsonObject.of("index", 0, "delta", delta, "finish_reason", finish)));
    }

    private static JsonObject envelope(JsonObject event, JsonArray choices) {
        return JsonObject.of(
                "id",
                event.getString("id", ""),
                "object",
                "chat.completion.chunk",
                "created",
                event.getLong("created", 0L),
                "model",
                event.getString("model", ""),
                "choices",
                choices);
    }

    private static JsonObject usage(JsonObject usage) {
        int input = usage.getInteger("prompt_tokens", 0);
        int output = usage.getInteger("completion_tokens", 0);
        return JsonObject.of("prompt_tokens", input, "completion_tokens", output, "total_tokens", input + output);
    }
}
