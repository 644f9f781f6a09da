package io.modehub.live;

import io.modehub.accounts.Callers;
import io.modehub.accounts.ClientAddresses;
import io.modehub.accounts.Origins;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.CloseCode;
import io.modehub.store.CurrentModeStore;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /ws/live}: a foreign page is refused before the upgrade, the person shows a token in the first frame. */
public final class LiveEndpoint implements Handler<RoutingContext> {
    private final Vertx vertx;
    private final Origins origins;
    private final Callers callers;
    private final ClientAddresses addresses;
    private final CurrentModeStore modes;
    private final Presence presence;
    private final LiveBus bus;
    private final Clock clock;
    private final Set<LiveLink> links = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    public LiveEndpoint(
            Vertx vertx,
            Origins origins,
            Callers callers,
            ClientAddresses addresses,
            CurrentModeStore modes,
            Presence presence,
            LiveBus bus,
            Clock clock) {
        this.vertx = vertx;
        this.origins = origins;
        this.callers = callers;
        this.addresses = addresses;
        this.modes = modes;
        this.presence = presence;
        this.bus = bus;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!origins.allows(request.getHeader("Origin"))) {
            context.fail(new HubException(
                    ErrorCode.FOREIGN_ORIGIN, "open the hub by its own address, or set PUBLIC_URL to this one"));
            return;
        }
        if (draining) {
            context.fail(new HubException(ErrorCode.STOPPING, "come back in a few seconds"));
            return;
        }
        String from = addresses.of(request);
        request.toWebSocket()
                .onSuccess(socket -> {
                    LiveLink link = new LiveLink(
                            vertx, socket, token -> callers.of(token, from), modes, presence, bus, clock);
                    links.add(link);
                    socket.endHandler(nothing -> links.remove(link));
                    link.open();
                })
                .onFailure(context::fail);
    }

    /** Open pages of this hub. */
    public int count() {
        return links.size();
    }

    /** Takes no new pages and sends the open ones away, to come back. */
    public void drain() {
        draining = true;
        links.forEach(link -> link.end(CloseCode.RESTART, "the hub restarts"));
    }
}
