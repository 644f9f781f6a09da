package io.modehub.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.modehub.accounts.Callers;
import io.modehub.accounts.ClientAddresses;
import io.modehub.accounts.Origins;
import io.modehub.admission.Admission;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.CloseCode;
import io.modehub.store.CurrentModeStore;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** {@code /ws/live}: a foreign page is refused before the upgrade, the person shows a token in the first frame. */
public final class LiveEndpoint implements Handler<RoutingContext> {
    /** Few pages are sent away soon, many one after the other. */
    private static final int MS_A_PAGE = 5;

    private final Vertx vertx;
    private final Origins origins;
    private final Callers callers;
    private final ClientAddresses addresses;
    private final CurrentModeStore modes;
    private final Presence presence;
    private final LiveBus bus;
    private final Admission admission;
    private final Clock clock;
    private final Set<LiveLink> links = ConcurrentHashMap.newKeySet();
    private final LiveMeters meters;
    private volatile boolean draining;

    public LiveEndpoint(
            Vertx vertx,
            Origins origins,
            Callers callers,
            ClientAddresses addresses,
            CurrentModeStore modes,
            Presence presence,
            LiveBus bus,
            Admission admission,
            MeterRegistry registry,
            Clock clock) {
        this.vertx = vertx;
        this.origins = origins;
        this.callers = callers;
        this.addresses = addresses;
        this.modes = modes;
        this.presence = presence;
        this.bus = bus;
        this.admission = admission;
        this.meters = new LiveMeters(registry, links::size);
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
        admission.page();
        // Frames that many pages share are written from where the WebSocket encoder writes what it has encoded: Vert.x
        // would encode them for each page, and flush after each.
        ChannelPipeline pipeline = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .pipeline();
        String from = addresses.of(request);
        request.toWebSocket()
                .onSuccess(socket -> {
                    LiveLink link = new LiveLink(
                            vertx,
                            socket,
                            pipeline.context(WebSocketFrameEncoder.class),
                            token -> callers.of(token, from),
                            modes,
                            presence,
                            bus,
                            this,
                            clock);
                    links.add(link);
                    // However it ends; Vert.x tells an end only of those that said goodbye.
                    pipeline.channel().closeFuture().addListener(gone -> links.remove(link));
                    link.open();
                })
                .onFailure(context::fail);
    }

    /** Open pages of this hub. */
    public int count() {
        return links.size();
    }

    /**
     * Takes no new pages and sends the open ones away at random moments, to come back.
     *
     * @param most how long that may take
     */
    public Future<Void> drain(Duration most) {
        draining = true;
        int withinMs = (int) Math.min(most.toMillis(), (long) MS_A_PAGE * links.size());
        List<Future<Void>> ends = new ArrayList<>();
        links.forEach(
                link -> ends.add(vertx.timer(1 + ThreadLocalRandom.current().nextInt(Math.max(1, withinMs)))
                        .map(due -> {
                            link.end(CloseCode.RESTART, "the hub restarts");
                            return null;
                        })));
        return Future.join(ends).mapEmpty();
    }

    Admission admission() {
        return admission;
    }

    LiveMeters meters() {
        return meters;
    }
}
