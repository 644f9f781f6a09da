package io.modehub.spans;

import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.protocol.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of one agent, in order of their activities' start, become spans of one mode. The state is the open span
 * and the last window, so the fold can be continued or run again over any stretch. Not thread-safe.
 *
 * <p>Rules: a later window cuts an earlier one, of two with the same start the longer stays; a gap of more than 60 s ends
 * a span; a prediction that reaches back amends the tail of the open span, and never more than that.
 */
public final class SpanFold {
    /** The longest time without activity that a span bridges. */
    public static final Duration MAX_GAP = Duration.ofSeconds(60);

    private @Nullable Draft open;
    private Instant lastAt = Instant.EPOCH;
    private Instant lastEnd = Instant.EPOCH;

    /** A predicted span; the mode by the classifier's name. */
    public record Draft(Instant from, Instant to, String mode, Source source, double confidence, String model) {
        Draft endingAt(Instant end) {
            return new Draft(from, end, mode, source, confidence, model);
        }
    }

    /** A fold that has seen nothing yet. */
    public SpanFold() {}

    /** A fold that continues after the given open span and last window. */
    public SpanFold(@Nullable Draft open, Instant lastAt, Instant lastEnd) {
        this.open = open;
        this.lastAt = lastAt;
        this.lastEnd = lastEnd;
    }

    /** Start of the latest window seen; earlier ones need a new run. */
    public Instant lastAt() {
        return lastAt;
    }

    /** Whether an activity can be folded in order. */
    public boolean accepts(Activity activity) {
        return !activity.at().isBefore(lastAt);
    }

    /** The span that may still grow. */
    public @Nullable Draft open() {
        return open;
    }

    /**
     * Folds one activity; the answer holds every span that is new or has changed, by its start.
     *
     * @throws IllegalArgumentException where {@link #accepts} says no
     */
    public List<Draft> add(Activity activity, Prediction prediction) {
        if (!accepts(activity)) {
            throw new IllegalArgumentException("activities come in order of their start");
        }
        Instant end = activity.end();
        if (activity.at().equals(lastAt) && !end.isAfter(lastEnd)) {
            return List.of();
        }
        lastAt = activity.at();
        lastEnd = end;
        Draft previous = open;
        if (previous == null || activity.at().isAfter(previous.to().plus(MAX_GAP))) {
            return List.of(begin(activity.at(), end, prediction));
        }
        if (previous.mode().equals(prediction.mode())) {
            Draft grown = grown(previous, activity, prediction);
            open = grown;
            return List.of(grown);
        }
        Instant since = prediction.since().isBefore(activity.at()) ? prediction.since() : activity.at();
        if (!since.isAfter(previous.from())) {
            return List.of(begin(previous.from(), end, prediction));
        }
        List<Draft> changed = new ArrayList<>(2);
        if (since.isBefore(previous.to())) {
            changed.add(previous.endingAt(since));
        }
        changed.add(begin(since, end, prediction));
        return changed;
    }

    private Draft begin(Instant from, Instant to, Prediction prediction) {
        Draft begun = new Draft(
                from, to, prediction.mode(), prediction.source(), prediction.confidence(), prediction.model());
        open = begun;
        return begun;
    }

    /** The span up to the window's end, its confidence the mean over time. */
    private static Draft grown(Draft span, Activity activity, Prediction prediction) {
        double before = Duration.between(span.from(), activity.at()).toMillis();
        double window = activity.durationMs();
        double confidence = (span.confidence() * before + prediction.confidence() * window) / (before + window);
        return new Draft(span.from(), activity.end(), span.mode(), span.source(), confidence, span.model());
    }
}
