package io.modehub.standin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An answer being written: chunks as Azure or OpenAI write them, and everything that can go wrong with them. */
public final class Reply {
    private static final int TINY = 7;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Asked asked;
    private final Deque<Step> steps = new ArrayDeque<>();
    private String newline = "\n";
    private boolean tiny;
    private int toolCalls;

    /** What is done next. */
    private sealed interface Step {
        record Write(String text) implements Step {}

        record Pause(Duration length) implements Step {}

        record End() implements Step {}

        record Drop() implements Step {}

        record Forever(String text) implements Step {}
    }

    Reply(Vertx vertx, HttpServerRequest request, Asked asked) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.asked = asked;
    }

    /** Lines end in CRLF. */
    public Reply crlf() {
        newline = "\r\n";
        return this;
    }

    /** Seven bytes a packet, through characters. */
    public Reply tiny() {
        tiny = true;
        return this;
    }

    /** The chunks before the first word: Azure's begins with the prompt's filter results and no choice. */
    public Reply opening() {
        if (asked.dialect() == Dialect.AZURE) {
            event(JsonObject.of(
                    "choices",
                    new JsonArray(),
                    "created",
                    0,
                    "id",
                    "",
                    "model",
                    "",
                    "object",
                    "",
                    "prompt_filter_results",
                    JsonArray.of(
                            JsonObject.of("prompt_index", 0, "content_filter_results", ErrorBodies.unfiltered()))));
        }
        return delta(JsonObject.of("role", "assistant", "content", "", "refusal", null), null);
    }

    /** A piece of text. */
    public Reply text(String text) {
        return delta(JsonObject.of("content", text), null);
    }

    /** Text word by word. */
    public Reply words(String text, Duration pace) {
        for (String word : text.split("(?<=\\s)")) {
            text(word);
            if (!pace.isZero()) {
                pause(pace);
            }
        }
        return this;
    }

    /** A call in several deltas; only the first has an id and a name. */
    public Reply toolCall(String id, String name, String arguments) {
        int index = toolCalls++;
        delta(
                call(JsonObject.of(
                        "index",
                        index,
                        "id",
                        id,
                        "type",
                        "function",
                        "function",
                        JsonObject.of("name", name, "arguments", ""))),
                null);
        for (int i = 0; i < arguments.length(); i += 5) {
            String part = arguments.substring(i, Math.min(i + 5, arguments.length()));
            delta(call(JsonObject.of("index", index, "function", JsonObject.of("arguments", part))), null);
        }
        return this;
    }

    /** Any {@code tool_calls} delta. */
    public Reply toolCallDelta(JsonObject call) {
        return delta(call(call), null);
    }

    /** The finish: {@code stop}, {@code tool_calls}, {@code length} or {@code content_filter}. */
    public Reply finish(String reason) {
        return delta(new JsonObject(), reason);
    }

    /** Azure's asynchronous filter: a choice without a delta. */
    public Reply filterOffsets() {
        return event(envelope(JsonArray.of(JsonObject.of(
                "index",
                0,
                "finish_reason",
                null,
                "content_filter_results",
                ErrorBodies.unfiltered(),
                "content_filter_offsets",
                JsonObject.of("check_offset", 44, "start_offset", 44, "end_offset", 198)))));
    }

    /** The count of tokens. */
    public Reply usage(int input, int output) {
        return event(envelope(new JsonArray())
                .put(
                        "usage",
                        JsonObject.of(
                                "prompt_tokens",
                                input,
                                "completion_tokens",
                                output,
                                "total_tokens",
                                input + output,
                                "prompt_tokens_details",
                                JsonObject.of("cached_tokens", 0),
                                "completion_tokens_details",
                                JsonObject.of("reasoning_tokens", 0))));
    }

    /** {@code [DONE]} and the end. */
    public Reply done() {
        return raw("data: [DONE]" + newline + newline).end();
    }

    /** Finish, count, done. */
    public Reply finished(String reason) {
        return finish(reason)
                .usage(Math.max(1, asked.body().encode().length() / 4), 7)
                .done();
    }

    /** Any event. */
    public Reply event(JsonObject data) {
        return raw("data: " + data.encode() + newline + newline);
    }

    /** Bytes as they are. */
    public Reply raw(String text) {
        steps.add(new Step.Write(text));
        return this;
    }

    public Reply pause(Duration length) {
        steps.add(new Step.Pause(length));
        return this;
    }

    /** A clean end. */
    public Reply end() {
        steps.add(new Step.End());
        return this;
    }

    /** The connection breaks. */
    public Reply drop() {
        steps.add(new Step.Drop());
        return this;
    }

    /** The same text until the client has enough. */
    public Reply forever(String text) {
        steps.add(new Step.Forever("data: " + textChunk(text).encode() + newline + newline));
        return this;
    }

    /** An error in place of an answer; a wait is {@code Retry-After} in seconds. */
    public void refuse(int status, JsonObject body, @Nullable String retryAfter) {
        if (retryAfter != null) {
            response.putHeader("Retry-After", retryAfter);
        }
        refuse(status, body, List.of());
    }

    /** An error in place of an answer, with headers: name, value, name, value. */
    void refuse(int status, JsonObject body, List<String> headers) {
        for (int i = 0; i < headers.size(); i += 2) {
            response.putHeader(headers.get(i), headers.get(i + 1));
        }
        steps.clear();
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }

    void play() {
        if (response.ended() || response.closed()) {
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
        }
        while (!steps.isEmpty() && !response.closed()) {
            Step step = steps.remove();
            if (step instanceof Step.Write write) {
                write(write.text());
            } else if (step instanceof Step.Pause pause) {
                vertx.timer(Math.max(1, pause.length().toMillis()), TimeUnit.MILLISECONDS)
                        .onSuccess(nothing -> play());
                return;
            } else if (step instanceof Step.End) {
                response.end();
            } else if (step instanceof Step.Drop) {
                request.connection().close();
            } else if (step instanceof Step.Forever forever) {
                steps.addFirst(forever);
                response.write(forever.text()).onSuccess(nothing -> vertx.runOnContext(again -> play()));
                return;
            }
        }
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int size = tiny ? TINY : Math.max(1, bytes.length);
        for (int i = 0; i < bytes.length; i += size) {
            response.write(Buffer.buffer().appendBytes(bytes, i, Math.min(size, bytes.length - i)));
        }
    }

    private static JsonObject call(JsonObject call) {
        return JsonObject.of("tool_calls", JsonArray.of(call));
    }

    private JsonObject textChunk(String text) {
        return chunk(JsonObject.of("content", text), null);
    }

    private Reply delta(JsonObject delta, @Nullable String finish) {
        return event(chunk(delta, finish));
    }

    private JsonObject chunk(JsonObject delta, @Nullable String finish) {
        JsonObject choice = JsonObject.of("index", 0, "delta", delta, "finish_reason", finish, "logprobs", null);
        if (asked.dialect() == Dialect.AZURE) {
            choice.put("content_filter_results", new JsonObject());
        }
        return envelope(JsonArray.of(choice));
    }

    private JsonObject envelope(JsonArray choices) {
        return JsonObject.of(
                "choices",
                choices,
                "created",
                1_764_000_000,
                "id",
                "chatcmpl-standin",
                "model",
                asked.model(),
                "object",
                "chat.completion.chunk",
                "system_fingerprint",
                "fp_standin",
                "usage",
                null);
    }
}
