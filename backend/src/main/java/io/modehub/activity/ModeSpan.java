package io.modehub.activity;

import io.modehub.activity.Prediction.Source;
import java.time.Instant;

/**
 * A stretch {@code [from, to)} of one mode.
 *
 * @param id stable name of the stretch to the outside
 * @param agentKey 0 for the person's own timeline
 * @param modeId of the person's modes
 * @param confidence 0 to 1; a person's word is 1
 * @param model what decided, for provenance; empty for a person's word
 */
public record ModeSpan(
        String id, int agentKey, Instant from, Instant to, int modeId, Source source, double confidence, String model) {
    public ModeSpan {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a span must end after it begins");
        }
    }

    /** The part of this span within another stretch's bounds. */
    public ModeSpan between(Instant start, Instant end) {
        return new ModeSpan(id, agentKey, start, end, modeId, source, confidence, model);
    }
}
