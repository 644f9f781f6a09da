package io.modehub.live;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one page. A newer frame replaces an older one of the same key, so memory is bounded by the number of a
 * person's agents, and again in bytes. At most so many frames a moment are handed to the socket at once, in one write, and no
 * more before the system has taken them: a page that doesn't read holds up nobody else. Belongs to the page's event loop.
 */
final class Outbox {
    /** Pages are written to at most so often; the first frame after a pause goes at once. */
    static final int EVERY_MS = 25;

    private static final int MAX_KEYS = 5_000;
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_WRITE_BYTES = 64 * 1024;
    private static final int MAX_STUCK_MS = 10_000;
    private static final long MS = 1_000_000;

    private final Postman postman;
    private final Channel channel;
    private final Runnable tooSlow;
    private final LiveMeters meters;
    private final Map<String, LiveFrame> waiting = new LinkedHashMap<>();
    private @Nullable Future<?> giveUp;
    private int bytes;
    private long writtenAt = System.nanoTime() - EVERY_MS * MS;
    private boolean writing;
    private boolean closed;

    /** @param channel where whole WebSocket frames may be written as bytes */
    Outbox(Postman postman, Channel channel, LiveMeters meters, Runnable tooSlow) {
        this.postman = postman;
        this.channel = channel;
        this.meters = meters;
        this.tooSlow = tooSlow;
    }

    /** Sends at once, or soon, or instead of what has waited too long. */
    void send(LiveFrame frame) {
        if (closed) {
            return;
        }
        LiveFrame older = waiting.remove(frame.key());
        LiveFrame next = frame;
        if (older != null) {
            bytes -= older.bytes().length;
            next = frame.insteadOf(older);
            meters.replaced();
        }
        waiting.put(next.key(), next);
        bytes += next.bytes().length;
        if (waiting.size() > MAX_KEYS || bytes > MAX_BYTES) {
            tooSlow.run();
        } else if (!writing) {
            if (System.nanoTime() - writtenAt >= EVERY_MS * MS) {
                flush();
            } else {
                postman.visit(this);
            }
        }
    }

    /** Writes what waits, as far as it may. */
    void flush() {
        if (closed || writing || waiting.isEmpty()) {
            return;
        }
        writing = true;
        writtenAt = System.nanoTime();
        Iterator<LiveFrame> frames = waiting.values().iterator();
        int written = 0;
        @Nullable LiveFrame first = null;
        @Nullable ChannelFuture last = null;
        while (frames.hasNext() && written < MAX_WRITE_BYTES) {
            LiveFrame frame = frames.next();
            first = first == null ? frame : first;
            frames.remove();
            written += frame.bytes().length;
            last = channel.write(Unpooled.wrappedBuffer(frame.bytes()));
            meters.delivered();
        }
        bytes -= written;
        channel.flush();
        meters.written(java.util.Objects.requireNonNull(first));
        ChannelFuture taken = java.util.Objects.requireNonNull(last);
        if (taken.isDone()) {
            taken();
        } else {
            giveUp = channel.eventLoop().schedule(tooSlow, MAX_STUCK_MS, TimeUnit.MILLISECONDS);
            taken.addListener(done -> taken());
        }
    }

    /** The page has gone. */
    void close() {
        closed = true;
        waiting.clear();
        Future<?> timer = giveUp;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void taken() {
        writing = false;
        Future<?> timer = giveUp;
        if (timer != null) {
            giveUp = null;
            timer.cancel(false);
        }
        if (!waiting.isEmpty()) {
            postman.visit(this);
        }
    }
}
