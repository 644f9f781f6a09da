package io.modehub.agent.link;

import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import io.modehub.protocol.MalformedFrame;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket's life: hello, welcome, then activities within the hub's window until it ends. The calling thread
 * receives; a second one sends, so that a hub that does not read never holds up what the hub says.
 */
final class Session {
    /** Without anything from the hub for so long, pings included, the link is dead. */
    static final Duration SILENCE = Duration.ofSeconds(75);

    private static final Duration WELCOME = Duration.ofSeconds(10);
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(10);
    private static final int MAX_BATCH_BYTES = 60 * 1024;

    private final WebSocket socket;
    private final Outbox outbox;
    private final LinkEvents events;
    private long acked;
    private long cursor;
    private int window;
    private int maxBatch;
    private long watchedUntil = System.nanoTime();
    private long endAt = Long.MAX_VALUE;
    private AgentFrame.@Nullable Levels levels;
    private @Nullable String comeBack;
    private @Nullable IOException sendFailure;
    private boolean over;

    Session(WebSocket socket, Outbox outbox, LinkEvents events) {
        this.socket = socket;
        this.outbox = outbox;
        this.events = events;
    }

    /** Lives until the link ends, and says how. */
    Ending run(AgentFrame.Hello hello) {
        try {
            socket.silenceTimeout(WELCOME);
            say(hello);
            HubFrame.Welcome welcome = welcome();
            if (welcome.acked() > outbox.sent()) {
                outbox.beginNewStream();
                socket.sayClose(1000);
                return new Ending.ComeBack("the spool was restored or copied: a new stream begins");
            }
            begin(welcome);
        } catch (IOException e) {
            return Ending.of(e);
        }
        Thread sender = new Thread(this::sendWhileOpen, "link-sender");
        sender.setDaemon(true);
        sender.start();
        Ending ending = receiveWhileOpen();
        end();
        return ending;
    }

    /** There may be more to send. */
    synchronized void wake() {
        notifyAll();
    }

    /** Whether somebody looks at this agent's meters. */
    synchronized boolean isWatched() {
        return watchedUntil - System.nanoTime() > 0;
    }

    /** The meters of this moment; newer ones replace those not sent yet. */
    synchronized void offer(AgentFrame.Levels latest) {
        levels = latest;
        notifyAll();
    }

    /** Ends the link so that it comes back with a new hello. */
    synchronized void comeBack(String reason) {
        endAt = System.nanoTime();
        comeBack = reason;
        notifyAll();
    }

    private HubFrame.Welcome welcome() throws IOException {
        while (true) {
            if (receive() instanceof HubFrame.Welcome welcome) {
                return welcome;
            }
        }
    }

    private synchronized void begin(HubFrame.Welcome welcome) throws IOException {
        acked = welcome.acked();
        cursor = acked;
        window = welcome.window();
        maxBatch = welcome.maxBatch();
        outbox.acknowledged(acked);
        String token = welcome.token();
        if (token != null) {
            events.tokenRenewed(token);
        }
        events.linked(welcome.serverTime());
        socket.silenceTimeout(SILENCE);
    }

    private Ending receiveWhileOpen() {
        try {
            while (true) {
                handle(receive());
            }
        } catch (SocketTimeoutException e) {
            return new Ending.Broken("nothing came from the hub for " + SILENCE.toSeconds() + " s");
        } catch (IOException e) {
            return endingAfter(e);
        }
    }

    private void say(AgentFrame frame) throws IOException {
        String text = AgentFrames.encode(frame);
        socket.send(text);
        events.sent(text);
    }

    private HubFrame receive() throws IOException {
        String text = socket.receive();
        try {
            return HubFrames.decode(text);
        } catch (MalformedFrame e) {
            socket.sayClose(CloseCode.BAD_FRAME.code());
            throw new WebSocketException.Closed(1002, "the hub sent a malformed frame: " + e.getMessage());
        }
    }

    private void handle(HubFrame frame) throws IOException {
        if (frame instanceof HubFrame.Ack ack) {
            outbox.acknowledged(acknowledge(ack));
        } else if (frame instanceof HubFrame.Mode mode) {
            events.modeTold(mode);
        } else if (frame instanceof HubFrame.Watch watch) {
            watch(Math.min(watch.forMs(), LONGEST_WATCH.toMillis()));
        } else if (frame instanceof HubFrame.Drain drain) {
            drain(drain.withinMs());
        } else if (frame instanceof HubFrame.Reject reject) {
            events.rejected(reject.code(), reject.message());
        } else if (frame instanceof HubFrame.Fault fault) {
            events.rejected(fault.code(), fault.message());
        }
    }

    private synchronized long acknowledge(HubFrame.Ack ack) {
        acked = Math.max(acked, Math.min(ack.through(), cursor));
        Integer size = ack.window();
        window = size == null ? window : size;
        notifyAll();
        return acked;
    }

    private synchronized void watch(long forMs) {
        watchedUntil = System.nanoTime() + Duration.ofMillis(forMs).toNanos();
    }

    private synchronized void drain(long withinMs) {
        long ms = ThreadLocalRandom.current().nextLong(Math.min(withinMs, Backoff.TERMINAL.toMillis()) + 1);
        endAt = System.nanoTime() + Duration.ofMillis(ms).toNanos();
        comeBack = "the hub asked to";
        notifyAll();
    }

    private void sendWhileOpen() {
        try {
            AgentFrame frame;
            while ((frame = awaitFrame()) != null) {
                if (!(frame instanceof AgentFrame.Levels)) {
                    outbox.beforeSending(lastNumber(frame));
                }
                say(frame);
            }
            socket.sayClose(1000);
        } catch (IOException e) {
            failed(e);
        } finally {
            end();
        }
    }

    /** The next frame to send, or null when it is time to end. */
    private synchronized @Nullable AgentFrame awaitFrame() throws IOException {
        while (!over) {
            long leftMs = endAt == Long.MAX_VALUE ? 0 : (endAt - System.nanoTime()) / 1_000_000;
            if (endAt != Long.MAX_VALUE && leftMs <= 0) {
                return null;
            }
            AgentFrame.Levels latest = levels;
            levels = null;
            AgentFrame frame = latest != null ? latest : numbered();
            if (frame != null) {
                return frame;
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                return null;
            }
        }
        return null;
    }

    private @Nullable AgentFrame numbered() throws IOException {
        int room = (int) Math.min(maxBatch, window - (cursor - acked));
        if (room <= 0 || cursor + 1 >= outbox.next()) {
            return null;
        }
        AgentFrame frame = outbox.read(cursor + 1, room, MAX_BATCH_BYTES).orElse(null);
        // A gap goes alone, since it may be wider than the window.
        if (frame == null || (frame instanceof AgentFrame.Gap && cursor > acked)) {
            return null;
        }
        cursor = lastNumber(frame);
        return frame;
    }

    private static long lastNumber(AgentFrame frame) {
        if (frame instanceof AgentFrame.Activities batch) {
            return batch.first() + batch.items().size() - 1;
        }
        return frame instanceof AgentFrame.Gap gap ? gap.to() : ((AgentFrame.SetMode) frame).seq();
    }

    private synchronized void failed(IOException e) {
        sendFailure = over ? null : e;
    }

    /** The receiver's failure may only be the echo of what the sender did. */
    private synchronized Ending endingAfter(IOException e) {
        String reason = comeBack;
        if (reason != null) {
            return new Ending.ComeBack(reason);
        }
        IOException first = e instanceof WebSocketException ? null : sendFailure;
        return Ending.of(first == null ? e : first);
    }

    private void end() {
        synchronized (this) {
            over = true;
            notifyAll();
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed either way.
        }
    }
}
