package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.admission.Doorway;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import io.modehub.protocol.MalformedFrame;
import io.modehub.store.AgentStore;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
final class AgentLink implements Peer, SlimSocket.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);
    private static final int HELLO_MS = 5_000;

    /** Agents wait so long for their welcome. */
    private static final int OPENING_MS = 10_000;

    private static final int PING_MS = 25_000;
    private static final int MAX_BATCH = 100;
    private static final int DRAIN_WITHIN_MS = 5_000;

    /** What was brought last is committed within this, or comes again at another hub. */
    private static final int SETTLE_MS = 1_000;

    /** Agents aren't told to look at their meters for less. */
    private static final Duration SHORTEST_WATCH = Duration.ofSeconds(1);

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final AgentEndpoint.Stages stages;
    private final Doorway doorway;
    private final ContextInternal home;
    private final AgentRef agent;
    private final UUID token;
    private final Instant renewal;
    private final long number = NUMBERS.incrementAndGet();
    private final LevelMeters meters;
    private @Nullable SlimSocket socket;
    private @Nullable Runnable left;
    private @Nullable Promise<Void> drained;
    private volatile Ingest.@Nullable Stream stream;
    private boolean greeted;
    private boolean arrived;
    private boolean closed;
    private boolean pongDue;
    private boolean held;
    private boolean toRenew;

    /** What is to be told after the welcome, which comes first; null once that was said. */
    private @Nullable List<Runnable> early = new ArrayList<>(0);

    /** When to do something next, in ms of {@link #now}; read by whoever goes round. */
    private volatile long due = now() + HELLO_MS;

    AgentLink(AgentEndpoint.Stages stages, Doorway doorway, AgentEndpoint.Known known) {
        this.stages = stages;
        this.doorway = doorway;
        // That of the event loop; the request's own would be kept for as long as the link.
        this.home = ((ContextInternal) stages.vertx().getOrCreateContext()).unwrap();
        this.agent = known.agent();
        this.token = known.token();
        this.renewal = known.renewal();
        this.meters = new LevelMeters(stages.bus(), agent);
    }

    AgentRef agent() {
        return agent;
    }

    /** @param whenLeft runs once, when the connection is gone */
    void open(Channel channel, Runnable whenLeft) {
        left = whenLeft;
        socket = SlimSocket.takeOver(channel, home, this);
        if (!channel.isActive()) {
            gone();
        }
    }

    @Override
    public void tell(HubFrame frame) {
        String text = HubFrames.encode(frame);
        home.runOnContext(nothing -> {
            List<Runnable> waiting = early;
            if (waiting == null || frame instanceof HubFrame.Fault) {
                say(frame, text);
            } else if (frame instanceof HubFrame.Welcome) {
                early = null;
                say(frame, text);
                waiting.forEach(Runnable::run);
            } else {
                waiting.add(() -> say(frame, text));
            }
        });
    }

    private void say(HubFrame frame, String text) {
        if (closed || socket().isClosing()) {
            return;
        }
        if (socket().isFull()) {
            end(CloseCode.SLOW, "the agent doesn't read what it is told");
        } else {
            ChannelFuture sent = socket().send(text);
            if (frame instanceof HubFrame.Ack) {
                sent.addListener(done -> FaultPoint.AFTER_ACK.reached());
            }
        }
    }

    @Override
    public void end(CloseCode code, String why) {
        home.runOnContext(nothing -> {
            if (!closed) {
                stages.ingest().noteEnd(code);
                LOG.atLevel(code == CloseCode.RESTART ? Level.DEBUG : Level.INFO)
                        .addKeyValue("link", name())
                        .addKeyValue("agent", agent.id())
                        .addKeyValue("code", code.code())
                        .log("link ended: {}", why);
                socket().close(code, why);
                closed();
            }
        });
    }

    @Override
    public void goOn() {
        home.runOnContext(nothing -> {
            held = false;
            socket().resume();
        });
    }

    void revoked() {
        end(CloseCode.BAD_TOKEN, "this device's token is no longer taken");
    }

    /** The device was paired, and has that token from now on. */
    void paired(UUID inForce) {
        if (!token.equals(inForce)) {
            revoked();
        }
    }

    void resync() {
        home.runOnContext(nothing -> {
            if (greeted) {
                end(CloseCode.RESYNC, "history of this device was imported");
            }
        });
    }

    /** Its meters are wanted for so long. */
    void watch(Duration wanted) {
        home.runOnContext(nothing -> {
            if (stream != null) {
                tell(new HubFrame.Watch(wanted.toMillis()));
            }
        });
    }

    /** Does what is due. From any thread. */
    void visit() {
        if (due <= now()) {
            due = now() + PING_MS;
            home.runOnContext(nothing -> attend());
        }
    }

    private void attend() {
        if (closed) {
            return;
        }
        if (!greeted) {
            end(CloseCode.NO_HELLO, "no hello within 5 s");
        } else if (stream == null) {
            end(CloseCode.OVERLOADED, "the stream can't be opened now");
        } else {
            ping();
            if (toRenew && !stages.clock().instant().isBefore(renewal)) {
                toRenew = false;
                tell(new HubFrame.Drain(DRAIN_WITHIN_MS));
            }
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** Among links within one run of the hub; together with the start in the log a name for each. */
    private String name() {
        return Long.toString(number, Character.MAX_RADIX);
    }

    private SlimSocket socket() {
        return java.util.Objects.requireNonNull(socket);
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
            drained = ended;
            tell(new HubFrame.Drain(withinMs));
            stages.vertx()
                    .timer(1 + ThreadLocalRandom.current().nextInt(Math.max(1, withinMs)))
                    .compose(due -> settled())
                    .onComplete(settled -> end(CloseCode.RESTART, "the hub restarts"));
        });
        return ended.future();
    }

    /** Takes nothing more in, and completes once what was taken in is durable, or it has taken too long. */
    private Future<Void> settled() {
        socket().pause();
        Ingest.Stream open = stream;
        return open == null ? Future.succeededFuture() : open.settled().timeout(SETTLE_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void pong() {
        pongDue = false;
    }

    @Override
    public void refuse(CloseCode code, String why) {
        end(code, why);
    }

    @Override
    public void broken(Throwable failure) {
        LOG.atDebug().addKeyValue("link", name()).log("link broke: {}", failure.toString());
    }

    @Override
    public void gone() {
        closed();
        Runnable told = left;
        left = null;
        if (told != null) {
            told.run();
        }
    }

    @Override
    public void text(byte[] utf8) {
        FaultPoint.AFTER_RECEIVE.reached();
        AgentFrame frame;
        try {
            frame = AgentFrames.decode(utf8);
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
            socket().pause();
        }
    }

    private void hello(AgentFrame.Hello hello) {
        if (greeted) {
            end(CloseCode.BAD_FRAME, "hello comes once");
            return;
        }
        greeted = true;
        due = now() + OPENING_MS;
        JsonArray sources = new JsonArray();
        hello.sources().forEach(source -> {
            JsonObject one = JsonObject.of("source", source.source().wire());
            sources.add(source.name() == null ? one : one.put("name", source.name()));
        });
        AgentStore.Arrival arrival = new AgentStore.Arrival(
                hello.stream(), hello.next(), hello.platform(), hello.agentVersion(), hello.sensors(), sources);
        doorway.goOn(() -> present().compose(nothing -> stages.ingest().open(agent, arrival, this)))
                .compose(opened -> present()
                        .compose(nothing -> renewed())
                        .onFailure(failure -> opened.stream().leave())
                        .map(fresh -> {
                            welcome(opened, fresh);
                            return opened;
                        }))
                .onFailure(this::refused);
    }

    /** Fails once the agent has left. */
    private Future<Void> present() {
        return closed
                ? Future.failedFuture(new HubException(ErrorCode.OVERLOADED, "it has left"))
                : Future.succeededFuture();
    }

    private void welcome(Ingest.Opened opened, @Nullable String freshToken) {
        Ingest.Stream open = opened.stream();
        stream = open;
        tell(new HubFrame.Welcome(
                open.acked(), open.window(), MAX_BATCH, PING_MS, stages.clock().instant(), freshToken));
        home.runOnContext(nothing -> settleIn(opened, freshToken == null));
    }

    private void settleIn(Ingest.Opened opened, boolean withPresentToken) {
        if (closed) {
            opened.stream().leave();
            return;
        }
        arrived = true;
        toRenew = withPresentToken;
        due = now() + PING_MS;
        Duration watched = stages.bus().watch(agent.key());
        if (watched.compareTo(SHORTEST_WATCH) > 0) {
            watch(watched);
        }
        stages.presence().came(opened.device());
    }

    /** A new token past half the life of the present one, else null. */
    private Future<@Nullable String> renewed() {
        if (stages.clock().instant().isBefore(renewal)) {
            return Future.succeededFuture(null);
        }
        UUID tokenId = UUID.randomUUID();
        return stages.agents()
                .renewToken(agent, tokenId)
                .map(nothing -> stages.tokens().forAgent(agent.id(), tokenId).token());
    }

    private void refused(Throwable failure) {
        ErrorCode code = failure instanceof HubException expected ? expected.code() : ErrorCode.INTERNAL;
        if (code == ErrorCode.UNAUTHENTICATED) {
            revoked();
            return;
        }
        if (code == ErrorCode.INTERNAL) {
            LOG.warn("a link could not be opened: {}", failure.toString());
        }
        tell(new HubFrame.Fault(code.wire(), "the stream can't be opened now; try again", true));
        end(CloseCode.OVERLOADED, "the stream can't be opened now");
    }

    private boolean offered(AgentFrame frame) {
        Ingest.Stream open = stream;
        meters.hear(frame);
        return open != null && open.offer(frame);
    }

    private void levels(AgentFrame.Levels levels) {
        Instant at = stages.clock().instant();
        if (stream != null && !stream.isPaused(at)) {
            meters.show(levels, at);
        }
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
        socket().ping();
    }

    private void closed() {
        if (closed) {
            return;
        }
        closed = true;
        if (drained != null) {
            drained.tryComplete();
        }
        Ingest.Stream open = stream;
        if (open != null) {
            open.leave();
        }
        if (arrived) {
            stages.presence().went(agent);
        }
    }

    /** A close reason holds 123 bytes at most. */
    private static String cut(String text) {
        String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.length() <= 100 ? ascii : ascii.substring(0, 100);
    }
}
