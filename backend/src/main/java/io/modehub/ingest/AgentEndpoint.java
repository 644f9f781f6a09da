package io.modehub.ingest;

import io.modehub.accounts.Role;
import io.modehub.accounts.Tokens;
import io.modehub.admission.Admission;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.Presence;
import io.modehub.store.AgentStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code /ws/agent}: who may open a link. Everything is settled before the upgrade. */
public final class AgentEndpoint implements Handler<RoutingContext> {
    private static final String BEARER = "Bearer ";

    /** Few links are ended soon, many one after the other. */
    private static final int MS_A_LINK = 20;

    private final Vertx vertx;
    private final Tokens tokens;
    private final AgentStore agents;
    private final Ingest ingest;
    private final LiveBus bus;
    private final Presence presence;
    private final Admission admission;
    private final Clock clock;
    private final Set<AgentLink> links = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    public AgentEndpoint(
            Vertx vertx,
            Tokens tokens,
            AgentStore agents,
            Ingest ingest,
            LiveBus bus,
            Presence presence,
            Admission admission,
            Clock clock) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.agents = agents;
        this.ingest = ingest;
        this.bus = bus;
        this.presence = presence;
        this.admission = admission;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        if (draining) {
            context.fail(new HubException(ErrorCode.STOPPING, "come back in a few seconds"));
            return;
        }
        authenticated(bearer(request)).compose(known -> open(request, known)).onFailure(context::fail);
    }

    private Future<AgentLink> open(HttpServerRequest request, Known known) {
        Admission.Place place = admission.of(known.device().ref().user(), Admission.Kind.AGENT);
        if (place.refusal().isPresent()) {
            return Future.failedFuture(place.refusal().get());
        }
        return request.toWebSocket()
                .map(socket -> {
                    AgentLink link = new AgentLink(vertx, socket, known, agents, tokens, ingest, bus, presence, clock);
                    links.add(link);
                    socket.endHandler(nothing -> {
                        links.remove(link);
                        place.giveBack();
                    });
                    link.open();
                    return link;
                })
                .onFailure(failure -> place.giveBack());
    }

    /** Open links of this hub. */
    public int count() {
        return links.size();
    }

    /**
     * Takes no new links, asks the open ones to come back elsewhere, and ends each at a random moment, once what it brought
     * is acknowledged.
     *
     * @param most how long that may take
     */
    public Future<Void> drain(Duration most) {
        draining = true;
        int withinMs = (int) Math.min(most.toMillis(), (long) MS_A_LINK * links.size());
        List<Future<Void>> ends = new ArrayList<>();
        links.forEach(link -> ends.add(link.drain(withinMs)));
        return Future.join(ends).mapEmpty();
    }

    private Future<Known> authenticated(@Nullable String token) {
        return tokens.agent(token)
                .map(claims -> {
                    // Only now, so that nobody without a token of ours keeps devices out.
                    admission.upgrade(Admission.Kind.AGENT);
                    return claims;
                })
                .compose(claims -> agents.byToken(claims.agent(), claims.tokenId(), clock.instant())
                        .recover(failure -> Future.failedFuture(new HubException(
                                ErrorCode.DATABASE_UNAVAILABLE, "no new link without the database; try again")))
                        .map(shown -> known(shown, claims)));
    }

    private static Known known(Optional<AgentStore.Shown> shown, Tokens.AgentToken claims) {
        AgentStore.Shown device = shown.orElseThrow(
                () -> new HubException(ErrorCode.UNAUTHENTICATED, "this device is no longer paired; pair it again"));
        if (!Role.CONTRIBUTOR.isHeldBy(device.roles())) {
            throw new HubException(
                    ErrorCode.FORBIDDEN,
                    "its owner may look and not report; an administrator can make them a contributor");
        }
        return new Known(device.device(), claims);
    }

    /** A device that has shown its token. */
    record Known(AgentStore.Device device, Tokens.AgentToken token) {}

    private static @Nullable String bearer(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
