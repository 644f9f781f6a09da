package io.modehub.spans;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of one agent, in order of their activities' start and length, become spans of one mode. The state is the run
 * of spans since the last pause, so the fold can be run again over any stretch. Not thread-safe.
 *
 * <p>Rules: a later window cuts an earlier one, of two with the same start the longer stays; a pause of more than 60 s ends
 * a span; a prediction that reaches back replaces what was predicted meanwhile, but never across such a pause.
 */
public final class SpanFold {
    /** The longest time without activity that a span bridges. */
    public static final Duration MAX_GAP = Duration.ofSeconds(60);

    /** A prediction reaches back over at most so many spans; Away does over two or three. */
    private static final int MAX_RUN = 200;

    private final Deque<Draft> run = new ArrayDeque<>(1);

    /** Pauses that spans of the run bridge. */
    private final Deque<Gap> gaps = new ArrayDeque<>(1);

    private Step last = new Step(List.of(), List.of(), 0, Instant.MIN, Instant.MIN);
    private Instant lastAt = Instant.MIN;
    private Instant lastEnd = Instant.MIN;

    /** A pause between two windows of one span. */
    private record Gap(Instant from, Instant to) {}

    /**
     * What the last window did to the run, so that a longer one with the same start can take its place.
     *
     * @param removed drafts as they were before, oldest first
     * @param added drafts that came instead
     * @param gaps how many pauses were bridged
     * @param from where anything changed
     * @param end where the window before ended
     */
    private record Step(List<Draft> removed, List<Draft> added, int gaps, Instant from, Instant end) {}

    /** Whether an activity comes in order. */
    boolean accepts(Activity activity) {
        int order = activity.at().compareTo(lastAt);
        return order > 0 || (order == 0 && !activity.end().isBefore(lastEnd));
    }

    /** The span that may still grow. */
    public @Nullable Draft open() {
        return run.peekLast();
    }

    /**
     * Folds one activity.
     *
     * @throws IllegalArgumentException where it comes out of order
     */
    public SpanChanges add(Activity activity, Prediction prediction) {
        if (!accepts(activity)) {
            throw new IllegalArgumentException("activities come in order of their start and length");
        }
        if (!activity.at().equals(lastAt)) {
            return take(activity, prediction);
        }
        if (activity.end().equals(lastEnd)) {
            return SpanChanges.none(lastAt);
        }
        SpanChanges undone = undo();
        return undone.then(take(activity, prediction));
    }

    private SpanChanges take(Activity activity, Prediction prediction) {
        Instant before = lastEnd;
        lastAt = activity.at();
        lastEnd = activity.end();
        Draft open = run.peekLast();
        List<Draft> removed = new ArrayList<>();
        List<Draft> added = new ArrayList<>(2);
        int bridged = gaps.size();
        Instant from = lastAt;
        if (open == null || lastAt.isAfter(open.to().plus(MAX_GAP))) {
            run.clear();
            gaps.clear();
            bridged = 0;
            added.add(begun(lastAt, prediction));
        } else if (open.mode().equals(prediction.mode())) {
            removed.add(run.removeLast());
            added.add(grown(open, activity, prediction));
            from = earlier(lastAt, open.to());
        } else {
            from = turn(activity, prediction, removed, added);
        }
        run.addAll(added);
        while (run.size() > MAX_RUN) {
            run.removeFirst();
        }
        while (gaps.size() > MAX_RUN) {
            gaps.removeFirst();
        }
        last = new Step(List.copyOf(removed), List.copyOf(added), Math.max(0, gaps.size() - bridged), from, before);
        return changes(removed, added, from, before);
    }

    /** Another mode begins, perhaps further back than the activity; the answer is where anything changes. */
    private Instant turn(Activity activity, Prediction prediction, List<Draft> removed, List<Draft> added) {
        Instant since = earlier(prediction.since(), activity.at());
        Draft open = run.peekLast();
        while (open != null && !open.from().isBefore(since)) {
            removed.add(0, run.removeLast());
            open = run.peekLast();
        }
        if (open == null) {
            // Everything since the pause, or as far back as is known, was of the new mode.
            since = removed.isEmpty() ? since : removed.get(0).from();
        }
        if (open != null && open.mode().equals(prediction.mode())) {
            removed.add(0, run.removeLast());
            added.add(grown(open, activity, prediction));
            return earlier(since, open.to());
        }
        Instant cut = since;
        if (open != null && since.isBefore(open.to())) {
            cut = windowEnd(since);
            removed.add(0, run.removeLast());
            added.add(open.endingAt(cut));
        }
        added.add(begun(since, prediction));
        return cut;
    }

    /** Where the last window before a moment ended: a pause before it belongs to no span that ends there. */
    private Instant windowEnd(Instant moment) {
        for (Gap gap : gaps) {
            if (gap.from().isBefore(moment) && !gap.to().isBefore(moment)) {
                return gap.from();
            }
        }
        return moment;
    }

    /** Takes the last window's changes back. */
    private SpanChanges undo() {
        for (int i = 0; i < last.added().size(); i++) {
            run.removeLast();
        }
        for (int i = 0; i < last.gaps(); i++) {
            gaps.removeLast();
        }
        run.addAll(last.removed());
        Instant end = lastEnd;
        lastEnd = last.end();
        return new SpanChanges(without(last.added(), last.removed()), last.removed(), last.from(), later(end, lastEnd));
    }

    /** A window that ended later than this one does was cut by it, so the change reaches to that end. */
    private SpanChanges changes(List<Draft> removed, List<Draft> added, Instant from, Instant before) {
        return new SpanChanges(without(removed, added), added, from, later(before, lastEnd));
    }

    /** Those that begin where none of the others does. */
    private static List<Draft> without(List<Draft> drafts, List<Draft> others) {
        List<Draft> left = new ArrayList<>(0);
        for (Draft draft : drafts) {
            if (!beginsOneOf(others, draft.from())) {
                left.add(draft);
            }
        }
        return left;
    }

    private static boolean beginsOneOf(List<Draft> drafts, Instant from) {
        for (Draft draft : drafts) {
            if (draft.from().equals(from)) {
                return true;
            }
        }
        return false;
    }

    private Draft begun(Instant from, Prediction prediction) {
        return new Draft(
                from, lastEnd, prediction.mode(), prediction.source(), prediction.confidence(), prediction.model());
    }

    /** The span up to the window's end, its confidence the mean over time. */
    private Draft grown(Draft span, Activity activity, Prediction prediction) {
        if (activity.at().isAfter(span.to())) {
            gaps.addLast(new Gap(span.to(), activity.at()));
        }
        double before = Duration.between(span.from(), activity.at()).toMillis();
        double window = activity.durationMs();
        double confidence = (span.confidence() * before + prediction.confidence() * window) / (before + window);
        return new Draft(span.from(), activity.end(), span.mode(), span.source(), confidence, span.model());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
