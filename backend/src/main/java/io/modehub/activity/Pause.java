package io.modehub.activity;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch {@code [from, to)} in which nothing of a person is kept.
 *
 * @param to empty: until they say otherwise
 */
public record Pause(Instant from, Optional<Instant> to) {
    public Pause {
        if (to.isPresent() && !to.get().isAfter(from)) {
            throw new IllegalArgumentException("a pause ends after it begins");
        }
    }

    /** Whether a window {@code [start, end)} lies in it, or partly in it. */
    public boolean touches(Instant start, Instant end) {
        return end.isAfter(from) && to.map(start::isBefore).orElse(true);
    }
}
