package io.modehub.models.remote;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops asking an endpoint that fails: after {@value #FAULTS} faults in a row it is open for 30 s, then lets one question
 * through, whose end decides. All but {@link #isOpen} belong to one thread.
 */
final class Breaker {
    static final int FAULTS = 5;
    static final Duration OPEN = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private int faults;
    private boolean trying;
    private volatile long openUntil;
    private volatile boolean closed = true;

    /** @param nanos a clock that never goes back, such as {@link System#nanoTime} */
    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a question would be refused at this moment, but for those that a try under way keeps out. On any thread. */
    boolean isOpen() {
        return !closed && nanos.getAsLong() - openUntil < 0;
    }

    /** Whether a question may go out; its end must be told by {@link #succeeded} or {@link #failed}. */
    boolean admits() {
        if (closed) {
            return true;
        }
        if (isOpen() || trying) {
            return false;
        }
        trying = true;
        return true;
    }

    void succeeded() {
        faults = 0;
        trying = false;
        closed = true;
    }

    void failed() {
        faults++;
        if (trying || faults >= FAULTS) {
            trying = false;
            openUntil = nanos.getAsLong() + OPEN.toNanos();
            closed = false;
        }
    }
}
