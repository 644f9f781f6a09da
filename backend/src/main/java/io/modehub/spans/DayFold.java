package io.modehub.spans;

import io.modehub.activity.Prediction;
import io.modehub.activity.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One agent's spans of one UTC day. They depend on nothing but the activities that start from {@link #MARGIN} before the day
 * (so that the classifier has warmed up when it begins) until {@link #MARGIN} after it (so that an absence noticed after
 * midnight still begins before it). Not thread-safe.
 */
public final class DayFold {
    /** How far a day looks to both sides; an activity's window is at most that long. */
    public static final Duration MARGIN = Duration.ofHours(1);

    private final Instant start;
    private final Instant end;
    private final Instant aloneFrom;
    private final Instant aloneTo;
    private final Function<Sample, Prediction> tracker;
    private final SpanFold fold = new SpanFold();
    private @Nullable Prediction last;

    DayFold(LocalDate day, Trackers trackers) {
        this.start = startOf(day);
        this.end = startOf(day.plusDays(1));
        this.aloneFrom = start.plus(MARGIN);
        this.aloneTo = end.minus(MARGIN);
        this.tracker = trackers.create();
    }

    /** The first moment of a UTC day. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** The UTC day of a moment. */
    public static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** The days whose spans an activity that starts at that moment may change, in order: one or two. */
    public static List<LocalDate> daysTouchedBy(Instant at) {
        LocalDate first = dayOf(at.minus(MARGIN));
        LocalDate last = dayOf(at.plus(MARGIN));
        return first.equals(last) ? List.of(first) : List.of(first, last);
    }

    /** Whether an activity that starts at that moment tells this day something. */
    boolean looksAt(Instant at) {
        return !at.isBefore(start.minus(MARGIN)) && at.isBefore(end.plus(MARGIN));
    }

    /** Whether an activity that starts at that moment tells no other day anything. */
    boolean isAlone(Instant at) {
        return !at.isBefore(aloneFrom) && at.isBefore(aloneTo);
    }

    /** Takes the next activity in; the answer is what changed within the day. */
    SpanChanges add(Sample sample) {
        Prediction prediction = tracker.apply(sample);
        last = prediction;
        return within(fold.add(sample.activity(), prediction));
    }

    /** What was predicted for the last activity. */
    @Nullable Prediction last() {
        return last;
    }

    /** The span that may still grow; it may begin up to {@link #MARGIN} before the day. */
    @Nullable Draft open() {
        return fold.open();
    }

    /** What changed inside the day; beyond its end a span goes on without it, and so does the mean of its confidence. */
    private SpanChanges within(SpanChanges changes) {
        if (isInside(changes)) {
            return changes;
        }
        Instant from = changes.from().isBefore(start) ? start : changes.from();
        Instant to = changes.to().isAfter(end) ? end : changes.to();
        if (!from.isBefore(to)) {
            return SpanChanges.none(from);
        }
        List<Draft> gone = new ArrayList<>();
        List<Draft> put = new ArrayList<>(2);
        changes.gone().forEach(draft -> within(draft, start, end).ifPresent(gone::add));
        for (Draft draft : changes.put()) {
            if (draft.from().isBefore(start) && !draft.to().isAfter(start)) {
                // It may have reached into the day before it was cut.
                gone.add(new Draft(start, start, draft.mode(), draft.source(), draft.confidence(), draft.model()));
            }
            within(draft, start, end).ifPresent(put::add);
        }
        return new SpanChanges(gone, put, from, to);
    }

    private boolean isInside(SpanChanges changes) {
        return isInside(changes.gone())
                && isInside(changes.put())
                && !changes.from().isBefore(start)
                && changes.from().isBefore(changes.to())
                && !changes.to().isAfter(end);
    }

    private boolean isInside(List<Draft> drafts) {
        for (Draft draft : drafts) {
            if (draft.from().isBefore(start)
                    || !draft.from().isBefore(draft.to())
                    || draft.to().isAfter(end)) {
                return false;
            }
        }
        return true;
    }

    /** The part of a span inside {@code [start, end)}. */
    static Optional<Draft> within(Draft draft, Instant start, Instant end) {
        Draft cut = draft.from().isBefore(start) ? draft.beginningAt(start) : draft;
        cut = cut.to().isAfter(end) ? cut.endingAt(end) : cut;
        return cut.from().isBefore(cut.to()) ? Optional.of(cut) : Optional.empty();
    }
}
