package io.modehub.spans;

import io.modehub.activity.Prediction.Source;
import java.time.Instant;

/**
 * A predicted span {@code [from, to)}.
 *
 * @param mode by the classifier's name
 * @param confidence 0 to 1, the mean over time
 */
public record Draft(Instant from, Instant to, String mode, Source source, double confidence, String model) {
    Draft endingAt(Instant end) {
        return new Draft(from, end, mode, source, confidence, model);
    }

    Draft beginningAt(Instant start) {
        return new Draft(start, to, mode, source, confidence, model);
    }
}
