package io.modehub.ingest;

import io.modehub.accounts.Tokens;
import io.modehub.classify.LiveFloors;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.live.Presence;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import io.modehub.protocol.MalformedFrame;
import io.modehub.store.AgentStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One agent's socket, from upgrade to close. Belongs to its event loop. */
final class AgentLink implements Peer {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);
    private static final int HELLO_MS = 5_000;
    private static final int PING_MS = 25_000;
    private static final int MAX_BATCH = 100;
    private static final int LEVELS_EVERY_MS = 500;
    private static final int DRAIN_WITHIN_MS = 5_000;

    /** What was brought last is committed within this, or comes again at another hub. */
    private static final int SETTLE_MS = 1_000;

    /** Numbers links within one run of the hub; together with the start in the log a name for each. */
    private static final AtomicLong IDS = new AtomicLong();

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Context home;
    private final AgentStore.Device device;
    private final Tokens.AgentToken token;
    private final AgentStore agents;
    private final Tokens tokens;
    private final Ingest ingest;
    private final LiveBus bus;
    private final Presence presence;
    private final Clock clock;
    private final String id = Long.toString(IDS.incrementAndGet(), Character.MAX_RADIX);
    private final List<Long> timers = new ArrayList<>();
    private final List<Runnable> subscriptions = new ArrayList<>();
    private final List<Promise<Void>> drained = new ArrayList<>(0);
    private Ingest.@Nullable Stream stream;
    private final LiveFloors floors = new LiveFloors();
    private boolean greeted;
    private boolean closed;
    private boolean pongDue;
    private boolean held;
    private long lastLevels;

    AgentLink(
            Vertx vertx,
            ServerWebSocket socket,
            AgentEndpoint.Known known,
            AgentStore agents,
            Tokens tokens,
            Ingest ingest,
            LiveBus bus,
            Presence presence,
            Clock clock) {
        this.vertx = vertx;
        this.socket = socket;
        this.home = vertx.getOrCreateContext();
        this.device = known.device();
        this.token = known.token();
        this.agents = agents;
        this.tokens = tokens;
        this.ingest = ingest;
        this.bus = bus;
        this.presence = presence;
        this.clock = clock;
    }

    void open() {
        timers.add(vertx.setTimer(HELLO_MS, id -> {
            if (!greeted) {
                end(CloseCode.NO_HELLO, "no hello within 5 s");
            }
        }));
        subscriptions.add(bus.onRevoked(
                device.ref().key(), () -> end(CloseCode.BAD_TOKEN, "this device's token is no longer taken")));
        socket.textMessageHandler(this::receive);
        socket.binaryMessageHandler(bytes -> end(CloseCode.BAD_FRAME, "frames are text"));
        socket.pongHandler(bytes -> pongDue = false);
        socket.exceptionHandler(
                failure -> LOG.atDebug().addKeyValue("link", id).log("link broke: {}", failure.toString()));
        socket.closeHandler(nothing -> closed());
    }

    @Override
    public void tell(HubFrame frame) {
        String text = HubFrames.encode(frame);
        home.runOnContext(nothing -> {
            if (!closed && socket.writeQueueFull()) {
                end(CloseCode.SLOW, "the agent doesn't read what it is told");
            } else if (!closed) {
                Future<Void> sent = socket.writeTextMessage(text);
                sent.onFailure(failure -> LOG.debug("not sent: {}", failure.toString()));
                if (frame instanceof HubFrame.Ack) {
                    sent.onSuccess(done -> FaultPoint.AFTER_ACK.reached());
                }
            }
        });
    }

    @Override
    public void end(CloseCode code, String why) {
        home.runOnContext(nothing -> {
            if (!closed) {
                ingest.noteEnd(code);
                LOG.atLevel(code == CloseCode.RESTART ? Level.DEBUG : Level.INFO)
                        .addKeyValue("link", id)
                        .addKeyValue("agent", device.ref().id())
                        .addKeyValue("code", code.code())
                        .log("link ended: {}", why);
                socket.close(code.code(), why).onFailure(failure -> LOG.debug("close: {}", failure.toString()));
                closed();
            }
        });
    }

    @Override
    public void goOn() {
        home.runOnContext(nothing -> {
            held = false;
            socket.resume();
        });
    }

    /**
     * Asks the agent to come back within that time, and sends it away at a random moment of it, once everything it brought is
     * acknowledged; completes when the link has ended.
     */
    Future<Void> drain(int withinMs) {
        Promise<Void> ended = Promise.promise();
        home.runOnContext(nothing -> {
            if (closed) {
                ended.complete();
                return;
            }
            drained.add(ended);
            tell(new HubFrame.Drain(withinMs));
            vertx.timer(1 + ThreadLocalRandom.current().nextInt(Math.max(1, withinMs)))
                    .compose(due -> settled())
                    .onComplete(settled -> end(CloseCode.RESTART, "the hub restarts"));
        });
        return ended.future();
    }

    /** Takes nothing more in, and completes once what was taken in is durable, or it has taken too long. */
    private Future<Void> settled() {
        socket.pause();
        Ingest.Stream open = stream;
        return open == null ? Future.succeededFuture() : open.settled().timeout(SETTLE_MS, TimeUnit.MILLISECONDS);
    }

    private void receive(String text) {
        FaultPoint.AFTER_RECEIVE.reached();
        if (AgentFrames.isTooBig(text)) {
            end(CloseCode.TOO_BIG, "a frame has at most 64 KiB");
            return;
        }
        AgentFrame frame;
        try {
            frame = AgentFrames.decode(text);
        } catch (MalformedFrame e) {
            end(CloseCode.BAD_FRAME, cut(String.valueOf(e.getMessage())));
            return;
        }
        if (frame instanceof AgentFrame.Unknown unknown) {
            tell(new HubFrame.Fault(
                    ErrorCode.UNKNOWN_TYPE.wire(),
                    "the type \"" + cut(unknown.type()) + "\" is not known here",
                    false));
        } else if (frame instanceof AgentFrame.Hello hello) {
            hello(hello);
        } else if (frame instanceof AgentFrame.Levels levels) {
            levels(levels);
        } else if (stream == null) {
            end(CloseCode.BAD_FRAME, "a link begins with hello, and waits for welcome");
        } else if (!offered(frame)) {
            held = true;
            socket.pause();
        }
    }

    private void hello(AgentFrame.Hello hello) {
        if (greeted) {
            end(CloseCode.BAD_FRAME, "hello comes once");
            return;
        }
        greeted = true;
        JsonArray sources = new JsonArray();
        hello.sources().forEach(source -> {
            JsonObject one = JsonObject.of("source", source.source().wire());
            sources.add(source.name() == null ? one : one.put("name", source.name()));
        });
        agents.noteSpool(device.ref(), hello.stream(), hello.next())
                .compose(noted ->
                        agents.describe(device.ref(), hello.platform(), hello.agentVersion(), hello.sensors(), sources))
                .compose(described -> ingest.open(device.ref(), hello.stream(), this)
                        .compose(opened -> renewed().map(fresh -> {
                            welcome(opened, fresh);
                            return described;
                        })))
                .onSuccess(described -> {
                    if (stream != null) {
                        presence.came(described);
                    }
                })
                .onFailure(this::refused);
    }

    private void welcome(Ingest.Stream opened, @Nullable String freshToken) {
        if (closed) {
            opened.leave();
            return;
        }
        stream = opened;
        tell(new HubFrame.Welcome(opened.acked(), opened.window(), MAX_BATCH, PING_MS, clock.instant(), freshToken));
        subscriptions.add(bus.onWatch(device.ref().key(), left -> tell(new HubFrame.Watch(left.toMillis()))));
        subscriptions.add(
                bus.onResync(device.ref().key(), () -> end(CloseCode.RESYNC, "history of this device was imported")));
        timers.add(vertx.setPeriodic(PING_MS, id -> ping()));
        if (freshToken == null) {
            timers.add(vertx.setTimer(untilRenewal(), id -> tell(new HubFrame.Drain(DRAIN_WITHIN_MS))));
        }
    }

    /** A new token past half the life of the present one, else null. */
    private Future<@Nullable String> renewed() {
        if (untilRenewal() > 1) {
            return Future.succeededFuture(null);
        }
        UUID tokenId = UUID.randomUUID();
        return agents.renewToken(device.ref(), tokenId)
                .map(nothing -> tokens.forAgent(device.ref().id(), tokenId).token());
    }

    private long untilRenewal() {
        if (token.outdated()) {
            return 1;
        }
        Duration half = Duration.between(token.issuedAt(), token.expiresAt()).dividedBy(2);
        return Math.max(
                1,
                Duration.between(clock.instant(), token.issuedAt().plus(half)).toMillis());
    }

    private void refused(Throwable failure) {
        boolean expected = failure instanceof HubException;
        if (!expected) {
            LOG.warn("a link could not be opened: {}", failure.toString());
        }
        tell(new HubFrame.Fault(
                expected ? ((HubException) failure).code().wire() : ErrorCode.INTERNAL.wire(),
                "the stream can't be opened now; try again",
                true));
        end(CloseCode.OVERLOADED, "the stream can't be opened now");
    }

    private boolean offered(AgentFrame frame) {
        Ingest.Stream open = stream;
        hear(frame);
        return open != null && open.offer(frame);
    }

    private void hear(AgentFrame frame) {
        if (frame instanceof AgentFrame.Activities batch) {
            for (AgentFrame.Item item : batch.items()) {
                if (item instanceof AgentFrame.Valid valid) {
                    floors.hear(valid.activity());
                }
            }
        }
    }

    private void levels(AgentFrame.Levels levels) {
        long now = System.nanoTime() / 1_000_000;
        if (stream == null || now - lastLevels < LEVELS_EVERY_MS) {
            return;
        }
        Instant at = clock.instant();
        if (stream.isPaused(at)) {
            return;
        }
        lastLevels = now;
        List<AudioLevel> audio = levels.audio();
        bus.publish(
                device.ref().user(),
                "levels/" + device.ref().id(),
                LiveFrames.levels(
                        device.ref().id(),
                        at,
                        audio,
                        floors::activeFromDb,
                        levels.mouse(),
                        levels.keyboard(),
                        levels.app(),
                        levels.title()));
    }

    private void ping() {
        if (held) {
            return;
        }
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
        drained.forEach(Promise::tryComplete);
        timers.forEach(vertx::cancelTimer);
        subscriptions.forEach(Runnable::run);
        Ingest.Stream open = stream;
        if (open != null) {
            open.leave();
            presence.went(device.ref());
        }
    }

    /** A close reason holds 123 bytes at most. */
    private static String cut(String text) {
        String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.length() <= 100 ? ascii : ascii.substring(0, 100);
    }
}
