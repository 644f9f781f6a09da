package io.modehub.chat.models;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Microsoft's idea of an HTTP client, for one round. */
final class AzureWire implements HttpClient {
    private static final List<HttpHeaderName> HEADERS =
            List.of(HttpHeaderName.fromString("api-key"), HttpHeaderName.CONTENT_TYPE, HttpHeaderName.ACCEPT);

    private final RunningRound round;
    private final boolean plain;

    /** @param plain whether https in the library's addresses stands for http */
    AzureWire(RunningRound round, boolean plain) {
        this.round = round;
        this.plain = plain;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromSupplier(() -> {
            String url = request.getUrl().toString();
            BinaryData body = request.getBodyAsBinaryData();
            Sinks.Many<ByteBuffer> events = Sinks.many().unicast().onBackpressureBuffer();
            round.send(
                    plain ? url.replaceFirst("^https", "http") : url,
                    headers(request),
                    Buffer.buffer(body == null ? new byte[0] : body.toBytes()),
                    new EventWriter(events));
            return new Streamed(request, events.asFlux());
        });
    }

    private static MultiMap headers(HttpRequest request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (HttpHeaderName name : HEADERS) {
            String value = request.getHeaders().getValue(name);
            if (value != null) {
                headers.set(name.getCaseInsensitiveName(), value);
            }
        }
        return headers;
    }

    /** Writes chunks as the library expects them from the wire: it takes the whole array behind a buffer. */
    private record EventWriter(Sinks.Many<ByteBuffer> events) implements RunningRound.Reader {
        @Override
        public void chunk(String json) {
            write("data: " + json + "\n\n");
        }

        @Override
        public void end() {
            write("data: [DONE]\n\n");
            events.tryEmitComplete();
        }

        private void write(String event) {
            events.tryEmitNext(ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** An answer that always begins well; how it really did is the round's to tell. */
    private static final class Streamed extends HttpResponse {
        private final HttpHeaders headers =
                new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        private final Flux<ByteBuffer> body;

        Streamed(HttpRequest request, Flux<ByteBuffer> body) {
            super(request);
            this.body = body;
        }

        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return body;
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return BinaryData.fromFlux(body).map(BinaryData::toBytes);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
        }
    }
}
