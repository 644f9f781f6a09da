package io.modehub.models;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Asked before every tree and every fit. Returning lets the work go on; waiting pauses it; throwing {@link
 * CancellationException} ends it. Called by several threads.
 */
@FunctionalInterface
public interface Checkpoint {
    /** Never stops. */
    Checkpoint NONE = () -> {};

    void pass();

    /** Ends the work once the answer is true. */
    static Checkpoint until(BooleanSupplier cancelled) {
        return () -> {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the run was cancelled");
            }
        };
    }
}
