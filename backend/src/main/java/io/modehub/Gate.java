package io.modehub;

import io.modehub.admission.Admission;
import io.modehub.failure.HubException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In front of everything else: who may stay connected. Who may not is told why at the first request, before anything of it
 * is read, and who asks for nothing is shown out. One an event loop.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Vertx vertx;
    private final Admission admission;
    private final Handler<HttpServerRequest> inside;
    private final Map<HttpConnection, Visitor> silent = new HashMap<>();

    Gate(Vertx vertx, Admission admission, Handler<HttpServerRequest> inside) {
        this.vertx = vertx;
        this.admission = admission;
        this.inside = inside;
    }

    /** A connection that hasn't asked for anything yet. */
    private record Visitor(Admission.Place place, long timer) {}

    void connected(HttpConnection connection) {
        Admission.Place place = admission.connected(connection.remoteAddress().hostAddress());
        long timer = vertx.setTimer(admission.limits().silence().toMillis(), id -> {
            silent.remove(connection);
            close(connection);
        });
        silent.put(connection, new Visitor(place, timer));
        connection.closeHandler(closed -> {
            Visitor left = silent.remove(connection);
            if (left != null) {
                vertx.cancelTimer(left.timer());
            }
            place.giveBack();
        });
    }

    void requested(HttpServerRequest request) {
        @Nullable Visitor visitor = silent.remove(request.connection());
        if (visitor == null) {
            inside.handle(request);
            return;
        }
        vertx.cancelTimer(visitor.timer());
        visitor.place().refusal().ifPresentOrElse(refusal -> refuse(request, refusal), () -> inside.handle(request));
    }

    private static void refuse(HttpServerRequest request, HubException refusal) {
        JsonObject problem = JsonObject.of(
                "type", "about:blank",
                "title", refusal.code().title(),
                "status", refusal.code().status(),
                "detail", refusal.getMessage(),
                "code", refusal.code().wire(),
                "errors", new JsonArray());
        request.response()
                .setStatusCode(refusal.code().status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader(
                        "Retry-After",
                        Long.toString(Math.max(1, refusal.retryAfter().toSeconds())))
                .putHeader("Connection", "close")
                .end(problem.toBuffer())
                .onComplete(sent -> close(request.connection()));
    }

    private static void close(HttpConnection connection) {
        connection.close().onFailure(failure -> LOG.debug("close: {}", failure.toString()));
    }
}
