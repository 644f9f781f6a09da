package io.modehub.ingest;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Moments on the way to an acknowledgement at which fault tests let the hub die, as by {@code kill -9}: the system property
 * {@code modehub.die} names one and how often it is passed alive, as in {@code BEFORE_COMMIT:7}. Without it nothing happens.
 */
enum FaultPoint {
    AFTER_RECEIVE,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    BEFORE_ACK,
    AFTER_ACK;

    private static final int KILLED = 137;

    /** The one that was chosen; empty in every hub but those of fault tests. */
    private static final String CHOSEN;

    private static final AtomicInteger LEFT;

    static {
        String[] words = System.getProperty("modehub.die", ":0").split(":");
        CHOSEN = words[0];
        LEFT = new AtomicInteger(Integer.parseInt(words[1]));
    }

    void reached() {
        if (!CHOSEN.isEmpty() && name().equals(CHOSEN) && LEFT.decrementAndGet() < 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
