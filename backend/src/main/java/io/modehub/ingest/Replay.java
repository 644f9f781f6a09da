package io.modehub.ingest;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.spans.SpanFold;
import io.modehub.spans.SpanFold.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one agent's activities classified and folded from scratch. A stretch begins after a pause so long that
 * neither classifier nor fold remembers what was before, or, where there is none, {@link #WARM_UP} earlier.
 */
final class Replay {
    /** How far back the state of a moment may depend on what was measured; longer memories are cut. */
    static final Duration WARM_UP = Duration.ofHours(4);

    /** A pause that resets the classifier. */
    private static final Duration RESET = Duration.ofMinutes(15);

    private final Function<Activity, Prediction> tracker;
    private final SpanFold fold = new SpanFold();
    private final NavigableMap<Instant, Draft> spans = new TreeMap<>();
    private @Nullable Prediction last;

    private Replay(Function<Activity, Prediction> tracker) {
        this.tracker = tracker;
    }

    /** Replays activities that are in order of their start. */
    static Replay of(List<Activity> activities, Trackers trackers) {
        Replay replay = new Replay(trackers.create());
        activities.forEach(replay::add);
        return replay;
    }

    /** The activities from the last pause at or before {@code from} on, up to the first pause after {@code to}. */
    static List<Activity> stretch(List<Activity> activities, Instant from, Instant to) {
        int begin = 0;
        for (int i = 1; i < activities.size(); i++) {
            Activity activity = activities.get(i);
            boolean afterPause =
                    activity.at().isAfter(activities.get(i - 1).end().plus(RESET));
            if (afterPause && activity.at().isAfter(to)) {
                return activities.subList(begin, i);
            }
            if (afterPause && !activity.at().isAfter(from)) {
                begin = i;
            }
        }
        return activities.subList(begin, activities.size());
    }

    private void add(Activity activity) {
        Prediction prediction = tracker.apply(activity);
        last = prediction;
        for (Draft draft : fold.add(activity, prediction)) {
            spans.put(draft.from(), draft);
        }
    }

    Function<Activity, Prediction> tracker() {
        return tracker;
    }

    SpanFold fold() {
        return fold;
    }

    /** The spans of the stretch in order. */
    Collection<Draft> spans() {
        return new ArrayList<>(spans.values());
    }

    /** What was believed at the end. */
    @Nullable Prediction last() {
        return last;
    }
}
