package io.modehub.spans;

import io.modehub.activity.Prediction;
import io.modehub.activity.Sample;
import io.modehub.protocol.Activity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One agent's activities in order become predictions and spans, day by day. Around UTC midnight two days are folded side by
 * side: the one that ends, and the one that warms up. Not thread-safe.
 */
public final class AgentFold {
    private final Trackers trackers;
    private final NavigableMap<LocalDate, DayFold> days = new TreeMap<>();
    private Instant lastAt = Instant.MIN;
    private Instant lastEnd = Instant.MIN;
    private @Nullable DayFold today;
    private @Nullable String mode;
    private Instant since = Instant.MIN;

    public AgentFold(Trackers trackers) {
        this.trackers = trackers;
    }

    /**
     * What one activity brought.
     *
     * @param changes by day, one or two
     */
    public record Step(Prediction prediction, List<SpanChanges> changes) {}

    /** From where on activities must be folded again, in order, to go on after one that started at that moment. */
    public static Instant resumeFrom(Instant lastAt) {
        return DayFold.startOf(DayFold.daysTouchedBy(lastAt).get(0)).minus(DayFold.MARGIN);
    }

    /** Whether an activity comes in order: by start, then length. */
    public boolean accepts(Activity activity) {
        int order = activity.at().compareTo(lastAt);
        return order > 0 || (order == 0 && !activity.end().isBefore(lastEnd));
    }

    /**
     * Folds one activity.
     *
     * @throws IllegalArgumentException where {@link #accepts} says no
     */
    public Step add(Sample sample) {
        Instant at = sample.at();
        DayFold same = today;
        if (same != null && days.size() == 1 && same.isAlone(at)) {
            List<SpanChanges> change = List.of(same.add(sample));
            remember(sample, same);
            return new Step(java.util.Objects.requireNonNull(same.last()), change);
        }
        days.values().removeIf(day -> !day.looksAt(at));
        List<SpanChanges> changes = new ArrayList<>(2);
        for (LocalDate day : DayFold.daysTouchedBy(at)) {
            DayFold fold = days.computeIfAbsent(day, fresh -> new DayFold(fresh, trackers));
            changes.add(fold.add(sample));
        }
        DayFold now = java.util.Objects.requireNonNull(days.get(DayFold.dayOf(at)));
        remember(sample, now);
        return new Step(java.util.Objects.requireNonNull(now.last()), changes);
    }

    private void remember(Sample sample, DayFold now) {
        Draft open = java.util.Objects.requireNonNull(now.open());
        boolean goesOn = open.mode().equals(mode) && !sample.at().isAfter(lastEnd.plus(SpanFold.MAX_GAP));
        since = goesOn && since.isBefore(open.from()) ? since : open.from();
        mode = open.mode();
        today = now;
        lastAt = sample.at();
        lastEnd = sample.end();
    }

    /** The span that may still grow, from where it really began; null before any activity. */
    public @Nullable Draft open() {
        DayFold now = today;
        Draft open = now == null ? null : now.open();
        return open == null ? null : open.beginningAt(since);
    }

    /** What was predicted last. */
    public @Nullable Prediction last() {
        DayFold now = today;
        return now == null ? null : now.last();
    }

    /** Start of the last activity. */
    public Instant lastAt() {
        return lastAt;
    }
}
