package io.modehub.live;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a person's pages on one event loop are told. The first change after a pause goes at once; those that follow are gathered
 * for a moment and put together once, since each write to each page is a system call. Belongs to its loop.
 */
final class Topic {
    /** So long a change may wait for others; docs/benchmarks.md has the figures. */
    private static final int GATHER_MS = 12;

    private static final long GATHER_NANOS = GATHER_MS * 1_000_000L;

    private final Vertx vertx;
    private final Set<Consumer<Parcel>> pages = new LinkedHashSet<>();
    private final MessageConsumer<LiveFrame> changes;
    private final Backlog gathered = new Backlog();
    private long toldAt = System.nanoTime() - GATHER_NANOS;

    Topic(Vertx vertx, String address) {
        this.vertx = vertx;
        this.changes = vertx.eventBus().consumer(address);
        changes.handler(this::hear);
    }

    /** What it hears of begins now. */
    void add(Consumer<Parcel> page) {
        tell();
        pages.add(page);
    }

    /** Takes it out; whether it was the last. */
    boolean remove(Consumer<Parcel> page) {
        return pages.remove(page) && pages.isEmpty();
    }

    void end() {
        changes.unregister();
    }

    private void hear(Message<LiveFrame> change) {
        boolean first = gathered.isEmpty();
        gathered.put(change.body());
        boolean afterPause = first && System.nanoTime() - toldAt >= GATHER_NANOS;
        if (afterPause || gathered.bytes() >= Backlog.PARCEL_BYTES) {
            tell();
        } else if (first) {
            vertx.setTimer(GATHER_MS, id -> tell());
        }
    }

    private void tell() {
        while (!gathered.isEmpty()) {
            toldAt = System.nanoTime();
            Parcel parcel = gathered.take();
            List.copyOf(pages).forEach(page -> page.accept(parcel));
        }
    }
}
