package io.modehub.ingest;

import io.modehub.accounts.Role;
import io.modehub.accounts.Tokens;
import io.modehub.activity.AgentRef;
import io.modehub.admission.Admission;
import io.modehub.admission.Doorway;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.Presence;
import io.modehub.store.AgentStore;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /ws/agent}: who may open a link. Everything is settled before the upgrade. */
public final class AgentEndpoint implements Handler<RoutingContext> {
    private static final String BEARER = "Bearer ";

    /** Few links are ended soon, many one after the other. */
    private static final int MS_A_LINK = 20;

    /** So many openings at once keep the machine busy and leave connections to the database for pages. */
    private static final int OPENINGS = 4;

    /** Agents wait ten seconds for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** How often links are looked at: for one that says no hello, for those to be pinged. */
    private static final int ROUND_MS = 1_000;

    private final Stages stages;
    private final Admission admission;
    private final Doorway doorway;
    private final Set<AgentLink> links = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /** What links work with. */
    public record Stages(
            Vertx vertx,
            Tokens tokens,
            AgentStore agents,
            Ingest ingest,
            LiveBus bus,
            Presence presence,
            Clock clock) {}

    public AgentEndpoint(Stages stages, Admission admission) {
        this.stages = stages;
        this.admission = admission;
        this.doorway = new Doorway(stages.vertx(), OPENINGS, PATIENCE, admission::late);
        stages.vertx().setPeriodic(ROUND_MS, id -> links.forEach(AgentLink::visit));
        stages.bus().onRevoked(key -> of(key, AgentLink::revoked));
        stages.bus().onPaired((key, token) -> of(key, link -> link.paired(token)));
        stages.bus().onResync(key -> of(key, AgentLink::resync));
        stages.bus().onWatch(key -> of(key, link -> link.watch(LiveBus.WATCH)));
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.pause();
        Channel channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        wanted(channel)
                .compose(nothing -> authenticated(bearer(request), channel))
                .compose(known -> wanted(channel).compose(nothing -> open(request, channel, known)))
                .onFailure(context::fail);
    }

    /** Who waits in the doorway may leave meanwhile, or the hub may begin to stop. */
    private Future<Void> wanted(Channel channel) {
        if (draining) {
            return Future.failedFuture(new HubException(ErrorCode.STOPPING, "come back in a few seconds"));
        }
        return channel.isActive() ? Future.succeededFuture() : Future.failedFuture(admission.late());
    }

    private Future<AgentLink> open(HttpServerRequest request, Channel channel, Known known) {
        Admission.Place place = admission.of(known.agent().user(), Admission.Kind.AGENT);
        if (place.refusal().isPresent()) {
            return Future.failedFuture(place.refusal().get());
        }
        return request.toWebSocket()
                .map(socket -> {
                    AgentLink link = new AgentLink(stages, doorway, known);
                    links.add(link);
                    link.open(channel, () -> {
                        links.remove(link);
                        place.giveBack();
                    });
                    if (draining) {
                        link.drain(0);
                    }
                    return link;
                })
                .onFailure(failure -> place.giveBack());
    }

    private void of(int agentKey, Consumer<AgentLink> told) {
        links.stream().filter(link -> link.agent().key() == agentKey).forEach(told);
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

    private Future<Known> authenticated(@Nullable String token, Channel channel) {
        return stages.tokens().agent(token).compose(claims -> doorway.enter(
                        () -> wanted(channel).compose(nothing -> stages.agents()
                                .byToken(
                                        claims.agent(),
                                        claims.tokenId(),
                                        stages.clock().instant())))
                .recover(failure -> Future.failedFuture(
                        failure instanceof HubException
                                ? failure
                                : new HubException(
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
        return new Known(device.device().ref(), claims.tokenId(), renewalOf(claims));
    }

    /** Half a token's life after it was made; one signed with the previous secret is renewed at once. */
    private static Instant renewalOf(Tokens.AgentToken token) {
        return token.outdated()
                ? Instant.MIN
                : token.issuedAt()
                        .plus(Duration.between(token.issuedAt(), token.expiresAt())
                                .dividedBy(2));
    }

    /**
     * A device that has shown its token.
     *
     * @param token which of its tokens
     * @param renewal from when on it needs another one
     */
    record Known(AgentRef agent, UUID token, Instant renewal) {}

    private static @Nullable String bearer(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
