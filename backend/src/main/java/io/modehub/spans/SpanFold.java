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

    private final Deque<Draft> run = new ArrayDeque<>();
    private Instant lastAt = Instant.MIN;
    private Instant lastEnd = Instant.MIN;

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
        if (activity.at().equals(lastAt) && activity.end().equals(lastEnd)) {
            return SpanChanges.none(lastAt);
        }
        Instant before = lastEnd;
        lastAt = activity.at();
        lastEnd = activity.end();
        Draft open = run.peekLast();
        if (open == null || activity.at().isAfter(open.to().plus(MAX_GAP))) {
            run.clear();
            return changes(List.of(), List.of(begin(activity.at(), prediction)), activity.at(), before);
        }
        return open.mode().equals(prediction.mode())
                ? changes(
                        List.of(), List.of(grow(open, activity, prediction)), earlier(activity.at(), open.to()), before)
                : turn(activity, prediction, before);
    }

    /** Another mode begins, perhaps further back than the activity. */
    private SpanChanges turn(Activity activity, Prediction prediction, Instant before) {
        Instant since = earlier(prediction.since(), activity.at());
        List<Draft> gone = new ArrayList<>();
        Draft last = run.peekLast();
        while (last != null && !last.from().isBefore(since)) {
            gone.add(run.removeLast());
            last = run.peekLast();
        }
        if (last == null) {
            // Everything since the pause, or as far back as is known, was of the new mode.
            since = gone.isEmpty() ? since : gone.get(gone.size() - 1).from();
        }
        List<Draft> put = new ArrayList<>(2);
        if (last != null && last.mode().equals(prediction.mode())) {
            put.add(grow(last, activity, prediction));
            return changes(gone, put, earlier(since, last.to()), before);
        }
        if (last != null && since.isBefore(last.to())) {
            run.removeLast();
            run.addLast(last.endingAt(since));
            put.add(last.endingAt(since));
        }
        put.add(begin(since, prediction));
        return changes(gone, put, since, before);
    }

    /** A window that ended later than this one does was cut by it, so the change reaches to that end. */
    private SpanChanges changes(List<Draft> gone, List<Draft> put, Instant from, Instant before) {
        return new SpanChanges(gone, put, from, before.isAfter(lastEnd) ? before : lastEnd);
    }

    private Draft begin(Instant from, Prediction prediction) {
        Draft begun = new Draft(
                from, lastEnd, prediction.mode(), prediction.source(), prediction.confidence(), prediction.model());
        run.addLast(begun);
        if (run.size() > MAX_RUN) {
            run.removeFirst();
        }
        return begun;
    }

    /** The span up to the window's end, its confidence the mean over time. */
    private Draft grow(Draft span, Activity activity, Prediction prediction) {
        double before = Duration.between(span.from(), activity.at()).toMillis();
        double window = activity.durationMs();
        double confidence = (span.confidence() * before + prediction.confidence() * window) / (before + window);
        Draft grown = new Draft(span.from(), activity.end(), span.mode(), span.source(), confidence, span.model());
        run.removeLast();
        run.addLast(grown);
        return grown;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
