package io.modehub.live;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What goes to one page: at once while the system takes it, and otherwise waits, newer frames instead of older ones of the
 * same key, so that memory is bounded by the number of a person's agents, and again in bytes. A page that doesn't read holds up
 * nobody else. Belongs to the page's event loop.
 */
final class Outbox {
    private static final int MAX_KEYS = 5_000;
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_STUCK_MS = 10_000;

    private final ChannelHandlerContext wire;
    private final LiveMeters meters;
    private final Runnable tooSlow;
    private final Backlog waiting = new Backlog();
    private @Nullable Future<?> giveUp;
    private boolean writing;
    private boolean closed;

    /** @param wire from where whole WebSocket frames may be written as bytes */
    Outbox(ChannelHandlerContext wire, LiveMeters meters, Runnable tooSlow) {
        this.wire = wire;
        this.meters = meters;
        this.tooSlow = tooSlow;
    }

    /** Sends at once, or what is left to tell once the page has taken what came before. */
    void send(Parcel parcel) {
        if (closed) {
            return;
        }
        if (!writing) {
            write(parcel);
            return;
        }
        for (LiveFrame frame : parcel.frames()) {
            if (waiting.put(frame)) {
                meters.replaced();
            }
        }
        if (waiting.size() > MAX_KEYS || waiting.bytes() > MAX_BYTES) {
            tooSlow.run();
        }
    }

    /** The page has gone. */
    void close() {
        closed = true;
        waiting.clear();
        patient();
    }

    private void write(Parcel parcel) {
        writing = true;
        ChannelFuture taken = wire.writeAndFlush(Unpooled.wrappedBuffer(parcel.bytes()));
        meters.written(parcel);
        if (taken.isDone()) {
            taken();
        } else {
            giveUp = wire.executor().schedule(tooSlow, MAX_STUCK_MS, TimeUnit.MILLISECONDS);
            taken.addListener(done -> taken());
        }
    }

    private void taken() {
        writing = false;
        patient();
        if (!waiting.isEmpty()) {
            write(waiting.take());
        }
    }

    private void patient() {
        Future<?> timer = giveUp;
        if (timer != null) {
            giveUp = null;
            timer.cancel(false);
        }
    }
}
