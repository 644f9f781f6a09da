package io.modehub.api;

import io.modehub.chat.ChatEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One answer as {@code text/event-stream}. Used on the request's context alone. */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** Proxies end what is silent for a minute or half of one. */
    private static final long KEEP_ALIVE_MS = 15_000;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private Runnable onClose = () -> {};
    private long keepAlive = -1;
    private boolean closed;

    EventStream(RoutingContext context) {
        vertx = context.vertx();
        response = context.response();
        response.closeHandler(nothing -> close());
        response.exceptionHandler(failure -> LOG.debug("an answer's page is gone: {}", failure.toString()));
    }

    /** What is to be done when the page goes before the end; at once if it has. */
    void onClose(Runnable work) {
        onClose = work;
        if (closed) {
            work.run();
        }
    }

    void send(ChatEvent event) {
        if (closed) {
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    // Compressed, events would wait for each other.
                    .putHeader("Content-Encoding", "identity")
                    .putHeader("X-Accel-Buffering", "no");
            keepAlive = vertx.setPeriodic(KEEP_ALIVE_MS, timer -> write(": keep-alive\n\n"));
        }
        write("event: " + event.type() + "\ndata: " + event.json().encode() + "\n\n");
    }

    private void write(String text) {
        response.write(text).onFailure(failure -> LOG.debug("an event was not sent: {}", failure.toString()));
    }

    void end() {
        vertx.cancelTimer(keepAlive);
        onClose = () -> {};
        if (!closed) {
            response.end().onFailure(failure -> LOG.debug("an answer was not ended: {}", failure.toString()));
        }
    }

    private void close() {
        closed = true;
        vertx.cancelTimer(keepAlive);
        onClose.run();
    }
}
