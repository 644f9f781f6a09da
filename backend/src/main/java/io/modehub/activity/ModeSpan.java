package io.modehub.activity;

import io.modehub.activity.Prediction.Source;
import java.time.Duration;
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

    /** This span and one that follows it without a gap; the confidence is the mean over time. */
    public ModeSpan joinedWith(ModeSpan next) {
        double mine = Duration.between(from, to).toMillis();
        double its = Duration.between(next.from, next.to).toMillis();
        double mean = (confidence * mine + next.confidence * its) / (mine + its);
        return new ModeSpan(id, agentKey, from, next.to, modeId, source, mean, model);
    }

    /** The part of this span within another stretch's bounds. */
    public ModeSpan between(Instant start, Instant end) {
        return new ModeSpan(id, agentKey, start, end, modeId, source, confidence, model);
    }

    /** The same span with another end. */
    public ModeSpan endingAt(Instant end) {
        return between(from, end);
    }

    /** The same stretch of the person's own timeline. */
    public ModeSpan ofPerson() {
        return new ModeSpan(id, 0, from, to, modeId, source, confidence, model);
    }

    /** Whether this is the other one, or what is left of it after a cut. */
    public boolean isPartOf(ModeSpan other) {
        return agentKey == other.agentKey && base(id).equals(base(other.id));
    }

    /** What of this span lies after a cut, under a name that tells it from the first part. */
    public ModeSpan restFrom(Instant start) {
        String name = base(id) + "-" + start.toEpochMilli();
        return new ModeSpan(name, agentKey, start, to, modeId, source, confidence, model);
    }

    private static String base(String id) {
        int dash = id.indexOf('-');
        return dash < 0 ? id : id.substring(0, dash);
    }
}
