package io.modehub.admission;

import io.modehub.failure.HubException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many in at once, however many come together. The others wait in the order in which they came, who has been in before
 * first, and each only for so long; the places they come from bound how many they are. Safe from any thread; who has waited goes
 * on where they asked.
 */
public final class Doorway {
    private final Vertx vertx;
    private final int atOnce;
    private final Duration patience;
    private final Supplier<HubException> refusal;
    private final Set<Guest> newcomers = new LinkedHashSet<>();
    private final Set<Guest> begun = new LinkedHashSet<>();
    private int inside;

    /** @param refusal what those are told who have waited in vain */
    public Doorway(Vertx vertx, int atOnce, Duration patience, Supplier<HubException> refusal) {
        this.vertx = vertx;
        this.atOnce = atOnce;
        this.patience = patience;
        this.refusal = refusal;
    }

    private static final class Guest {
        private final Context home;
        private final Promise<Void> turn = Promise.promise();
        private long timer;

        Guest(Context home) {
            this.home = home;
        }
    }

    /** Does the work once it is its turn. */
    public <T> Future<T> enter(Supplier<Future<T>> work) {
        return pass(newcomers, work);
    }

    /** The same for who has been in before, so that what was begun is finished first. */
    public <T> Future<T> goOn(Supplier<Future<T>> work) {
        return pass(begun, work);
    }

    private <T> Future<T> pass(Set<Guest> queue, Supplier<Future<T>> work) {
        return turn(queue).compose(nothing -> Future.<Void>succeededFuture()
                .compose(mine -> work.get())
                .onComplete(done -> leave()));
    }

    private synchronized Future<Void> turn(Set<Guest> queue) {
        if (inside < atOnce) {
            inside++;
            return Future.succeededFuture();
        }
        Guest guest = new Guest(vertx.getOrCreateContext());
        guest.timer = vertx.setTimer(patience.toMillis(), id -> expire(queue, guest));
        queue.add(guest);
        return guest.turn.future();
    }

    private void expire(Set<Guest> queue, Guest guest) {
        boolean waited;
        synchronized (this) {
            waited = queue.remove(guest);
        }
        if (waited) {
            guest.turn.fail(refusal.get());
        }
    }

    private void leave() {
        Guest next = next();
        if (next != null) {
            vertx.cancelTimer(next.timer);
            next.home.runOnContext(nothing -> next.turn.complete());
        }
    }

    private synchronized @Nullable Guest next() {
        Iterator<Guest> first = (begun.isEmpty() ? newcomers : begun).iterator();
        if (!first.hasNext()) {
            inside--;
            return null;
        }
        Guest next = first.next();
        first.remove();
        return next;
    }
}
