package io.modehub.chat.models;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;

/** langchain4j's idea of an HTTP client, for one round. */
final class OpenAiWire implements HttpClient {
    private static final Set<String> HEADERS = Set.of("Authorization", "Content-Type", "Accept");

    private final RunningRound round;

    OpenAiWire(RunningRound round) {
        this.round = round;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("answers are streamed");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        request.headers().forEach((name, values) -> {
            if (HEADERS.contains(name)) {
                headers.set(name, values);
            }
        });
        round.send(request.url(), headers, Buffer.buffer(request.body()), new EventTeller(listener));
    }

    /** Tells of an answer that always begins well; how it really did is the round's to tell. */
    private static final class EventTeller implements RunningRound.Reader {
        private final ServerSentEventListener listener;
        private final ServerSentEventContext context = new ServerSentEventContext(new Uncancelled());

        EventTeller(ServerSentEventListener listener) {
            this.listener = listener;
            listener.onOpen(SuccessfulHttpResponse.builder().statusCode(200).build());
        }

        @Override
        public void chunk(String json) {
            listener.onEvent(new ServerSentEvent(null, json), context);
        }

        @Override
        public void end() {
            listener.onClose();
        }
    }

    /** A round is cancelled at the wire. */
    private static final class Uncancelled implements ServerSentEventParsingHandle {
        @Override
        public void cancel() {
            throw new UnsupportedOperationException("cancel the round");
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }

    /** Gives the one client; the clock is the round's. */
    record Builder(OpenAiWire wire) implements HttpClientBuilder {
        @Override
        public Duration connectTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return wire;
        }
    }
}
