package io.modehub.classify;

import java.time.Instant;

/**
 * A piece of replayed time, beside its truth.
 *
 * @param truth the true mode
 * @param live the mode shown while it was the present
 * @param said the mode recorded in the end, as by {@code Away} that reached back
 * @param confidence of what was said, 0 to 1
 * @param conversing whether, since the true mode began, voices had been heard on both sides while something recorded
 */
public record Step(
        Instant from, Instant to, String truth, String live, String said, double confidence, boolean conversing) {
    public Step {
        if (!from.isBefore(to) || confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException("no time, or no confidence: " + from + " to " + to + ", " + confidence);
        }
    }

    long millis() {
        return to.toEpochMilli() - from.toEpochMilli();
    }
}
