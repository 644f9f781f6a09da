package io.modehub.live;

import io.modehub.accounts.Caller;
import io.modehub.accounts.Role;
import io.modehub.accounts.Scope;
import io.modehub.admission.Admission;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.CloseCode;
import io.modehub.store.CurrentModeStore;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One page's socket. Belongs to its event loop. */
final class LiveLink {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLink.class);
    private static final int AUTH_MS = 5_000;
    private static final int PING_MS = 25_000;
    private static final int WARN_BEFORE_MS = 60_000;
    private static final int PAGE = 100;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Function<@Nullable String, Future<Caller>> callers;
    private final CurrentModeStore modes;
    private final Presence presence;
    private final LiveBus bus;
    private final LiveEndpoint endpoint;
    private final Clock clock;
    private final Context home;
    private final Outbox outbox;
    private final List<Long> expiry = new ArrayList<>();
    private final List<Runnable> subscriptions = new ArrayList<>();
    private @Nullable Caller caller;
    private @Nullable String shown;
    private Admission.@Nullable Place place;
    private @Nullable Backlog beforeSnapshot;
    private boolean closed;
    private boolean pongDue;
    private long pinging;
    private long unknown;

    LiveLink(
            Vertx vertx,
            ServerWebSocket socket,
            ChannelHandlerContext wire,
            Function<@Nullable String, Future<Caller>> callers,
            CurrentModeStore modes,
            Presence presence,
            LiveBus bus,
            LiveEndpoint endpoint,
            Clock clock) {
        this.vertx = vertx;
        this.socket = socket;
        this.callers = callers;
        this.modes = modes;
        this.presence = presence;
        this.bus = bus;
        this.endpoint = endpoint;
        this.clock = clock;
        this.home = vertx.getOrCreateContext();
        this.outbox = new Outbox(wire, endpoint.meters(), this::tooSlow);
    }

    void open() {
        unknown = vertx.setTimer(AUTH_MS, id -> {
            if (caller == null) {
                end(CloseCode.NO_HELLO, "no auth within 5 s");
            }
        });
        pinging = vertx.setPeriodic(PING_MS, id -> ping());
        socket.textMessageHandler(this::receive);
        socket.binaryMessageHandler(bytes -> end(CloseCode.BAD_FRAME, "frames are text"));
        socket.pongHandler(bytes -> pongDue = false);
        socket.exceptionHandler(failure -> LOG.debug("live link broke: {}", failure.toString()));
        socket.closeHandler(nothing -> closed());
    }

    /** From any thread. */
    void end(CloseCode code, String why) {
        home.runOnContext(nothing -> close(code, why));
    }

    private void tooSlow() {
        endpoint.meters().slow();
        end(CloseCode.SLOW, "too slow to follow");
    }

    private void close(CloseCode code, String why) {
        if (!closed) {
            socket.close(code.code(), why).onFailure(failure -> LOG.debug("close: {}", failure.toString()));
            closed();
        }
    }

    private void receive(String text) {
        JsonObject frame;
        String type;
        try {
            frame = new JsonObject(text);
            type = frame.getString("type", "");
        } catch (DecodeException | ClassCastException e) {
            end(CloseCode.BAD_FRAME, "a frame is one JSON object with a type");
            return;
        }
        if ("auth".equals(type)) {
            authenticate(frame.getValue("token") instanceof String token ? token : null);
        } else if (caller == null) {
            end(CloseCode.NO_HELLO, "the first frame is auth");
        } else if ("watch".equals(type)) {
            watch(String.valueOf(frame.getValue("agentId")));
        } else if ("resync".equals(type)) {
            snapshot();
        } else {
            send("error", error("unknown_type", "this frame type is not known here"));
        }
    }

    /** What the page sends meanwhile waits. */
    private void authenticate(@Nullable String token) {
        socket.pause();
        callers.apply(token)
                .onSuccess(known -> {
                    if (Role.VIEWER.isHeldBy(known.roles()) && Scope.READ.isHeldBy(known.scopes())) {
                        shown = token;
                        authenticated(known);
                    } else {
                        end(CloseCode.FORBIDDEN, "this token may not read");
                    }
                })
                .onFailure(this::refused)
                .onComplete(done -> socket.resume());
    }

    private void refused(Throwable failure) {
        if (isBadToken(failure)) {
            end(CloseCode.BAD_TOKEN, "the token is wrong or expired");
        } else {
            end(CloseCode.OVERLOADED, "tokens can't be checked now");
        }
    }

    /** What the person may do has changed: the link goes on only while its token is still good. */
    private void checkAgain() {
        String token = shown;
        if (closed || token == null) {
            return;
        }
        callers.apply(token)
                .onSuccess(known -> send("account", JsonObject.of("type", "account")))
                .onFailure(failure -> {
                    if (isBadToken(failure)) {
                        end(CloseCode.BAD_TOKEN, "signed out");
                    }
                });
    }

    private static boolean isBadToken(Throwable failure) {
        return failure instanceof HubException refusal && refusal.code() == ErrorCode.UNAUTHENTICATED;
    }

    private void authenticated(Caller known) {
        Caller before = caller;
        if (closed) {
            return;
        }
        if (before != null && !before.user().equals(known.user())) {
            end(CloseCode.BAD_TOKEN, "another person's token");
            return;
        }
        if (before == null) {
            Admission.Place taken = endpoint.admission().of(known.user(), Admission.Kind.PAGE);
            if (taken.refusal().isPresent()) {
                end(CloseCode.TOO_MANY_CONNECTIONS, "too many pages of this person are open");
                return;
            }
            place = taken;
        }
        caller = known;
        expiry.forEach(vertx::cancelTimer);
        expiry.clear();
        long left =
                Math.max(1, Duration.between(clock.instant(), known.expiresAt()).toMillis());
        expiry.add(vertx.setTimer(
                Math.max(1, left - WARN_BEFORE_MS),
                id -> send("expiring", JsonObject.of("type", "expiring", "inMs", Math.min(left, WARN_BEFORE_MS)))));
        expiry.add(vertx.setTimer(left, id -> end(CloseCode.TOKEN_EXPIRED, "the token has expired")));
        if (before == null) {
            send(
                    "welcome",
                    JsonObject.of(
                            "type", "welcome", "serverTime", clock.instant().toString()));
            subscriptions.add(bus.subscribe(known.user(), this::publish));
            subscriptions.add(bus.onAccessChanged(known.user(), this::checkAgain));
            snapshot();
        }
    }

    /** What is published while a snapshot is read goes out after it, so that nothing newer is overwritten. */
    private void publish(Parcel parcel) {
        Backlog held = beforeSnapshot;
        if (held != null) {
            parcel.frames().forEach(held::put);
        } else {
            outbox.send(parcel);
        }
    }

    private void send(String key, JsonObject frame) {
        outbox.send(Parcel.of(LiveFrame.of(key, frame)));
    }

    private void snapshot() {
        Caller known = caller;
        if (known == null || beforeSnapshot != null) {
            return;
        }
        Backlog held = new Backlog();
        beforeSnapshot = held;
        modes.list(known.user(), clock.instant())
                .onSuccess(this::sendPages)
                .onFailure(failure -> send("error", error("database_unavailable", "the snapshot can't be read now")))
                .onComplete(nothing -> {
                    beforeSnapshot = null;
                    while (!held.isEmpty()) {
                        outbox.send(held.take());
                    }
                });
    }

    private void sendPages(List<CurrentModeStore.Current> all) {
        int pages = Math.max(1, (all.size() + PAGE - 1) / PAGE);
        for (int page = 1; page <= pages; page++) {
            JsonArray agents = new JsonArray();
            all.subList((page - 1) * PAGE, Math.min(page * PAGE, all.size()))
                    .forEach(current -> agents.add(presence.state(current)));
            send(
                    "snapshot/" + page,
                    JsonObject.of("type", "snapshot", "agents", agents, "page", page, "last", page == pages));
        }
    }

    /** What the page sends meanwhile waits, or it could ask for more than the database can answer. */
    private void watch(String agentId) {
        Caller known = caller;
        if (known != null) {
            socket.pause();
            modes.list(known.user(), clock.instant())
                    .onSuccess(all -> all.stream()
                            .map(current -> current.device().ref())
                            .filter(agent -> agent.id().toString().equals(agentId))
                            .forEach(agent -> bus.announceWatch(agent.key())))
                    .onFailure(failure -> LOG.debug("watch: {}", failure.toString()))
                    .onComplete(done -> socket.resume());
        }
    }

    private void ping() {
        if (pongDue) {
            end(CloseCode.NO_PONG, "no pong");
            return;
        }
        pongDue = true;
        socket.writePing(Buffer.buffer("modehub")).onFailure(failure -> LOG.debug("ping: {}", failure.toString()));
    }

    private void closed() {
        if (closed) {
            return;
        }
        closed = true;
        outbox.close();
        vertx.cancelTimer(pinging);
        vertx.cancelTimer(unknown);
        Admission.Place taken = place;
        if (taken != null) {
            taken.giveBack();
        }
        expiry.forEach(vertx::cancelTimer);
        subscriptions.forEach(Runnable::run);
    }

    private static JsonObject error(String code, String message) {
        return JsonObject.of("type", "error", "code", code, "message", message, "retryable", true);
    }
}
