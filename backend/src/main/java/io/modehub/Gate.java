package io.modehub;

import io.modehub.accounts.ClientAddresses;
import io.modehub.admission.Admission;
import io.modehub.failure.HubException;
import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    private final ClientAddresses addresses;
    private final Handler<HttpServerRequest> inside;
    private final Map<Channel, Guest> guests = new HashMap<>();

    Gate(Vertx vertx, Admission admission, ClientAddresses addresses, Handler<HttpServerRequest> inside) {
        this.vertx = vertx;
        this.admission = admission;
        this.addresses = addresses;
        this.inside = inside;
    }

    /**
     * A connection. It counts for its other end until it asks, then for whoever asked last: a proxy uses one for many people, one
     * after the other, but gives each of their sockets one of its own.
     */
    private final class Guest {
        private final Admission.Place place = admission.connected();
        private final long silence;
        private String address;
        private Admission.Place home;

        Guest(HttpConnection connection) {
            address = ClientAddresses.network(connection.remoteAddress().hostAddress());
            home = admission.from(address);
            silence = vertx.setTimer(admission.limits().silence().toMillis(), id -> close(connection));
        }

        /** Why whoever asks from there is to be told to leave; empty where they may stay. */
        Optional<HubException> asks(String from) {
            vertx.cancelTimer(silence);
            if (!from.equals(address)) {
                home.giveBack();
                address = from;
                home = admission.from(from);
            }
            return place.refusal().or(home::refusal);
        }

        void left() {
            vertx.cancelTimer(silence);
            home.giveBack();
            place.giveBack();
        }
    }

    /** Vert.x tells nobody of the end of a connection that was upgraded, so its channel is asked. */
    void connected(HttpConnection connection) {
        Channel channel = channel(connection);
        Guest guest = new Guest(connection);
        guests.put(channel, guest);
        channel.closeFuture().addListener(closed -> {
            guests.remove(channel);
            guest.left();
        });
    }

    private static Channel channel(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }

    void requested(HttpServerRequest request) {
        @Nullable Guest guest = guests.get(channel(request.connection()));
        Optional<HubException> refusal =
                guest == null ? Optional.empty() : guest.asks(ClientAddresses.network(addresses.of(request)));
        refusal.ifPresentOrElse(why -> refuse(request, why), () -> inside.handle(request));
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
