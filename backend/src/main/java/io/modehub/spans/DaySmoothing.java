package io.modehub.spans;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.protocol.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What can be told of a finished day and not live, where nobody knows what comes next: what {@link Hindsight} makes of the model's
 * opinions; and a short run of predictions between two runs that agree was none. Pure.
 */
final class DaySmoothing {
    /** A run shorter than this is doubted. */
    static final Duration MIN_RUN = Duration.ofSeconds(60);

    /** These two have machines of their own that know when they begin and end. */
    private static final Set<String> UNTOUCHED = Set.of(ModeNames.AWAY, ModeNames.MEETING);

    private DaySmoothing() {}

    /** Predictions {@code [from, to)} of one mode. */
    private record Run(int from, int to) {}

    /**
     * The predictions of a day as it was, seen from its end; in the order of their activities. A window that a longer one with
     * the same start displaced counts for nothing, one that a later one cut ends there.
     */
    static List<Prediction> smooth(List<Activity> activities, List<Prediction> predictions) {
        List<Integer> kept = kept(activities);
        List<Activity> windows = kept.stream().map(activities::get).toList();
        List<Prediction> seen =
                Hindsight.seen(windows, kept.stream().map(predictions::get).toList());
        List<Prediction> smooth = smoothed(windows, seen);
        List<Prediction> answer = new ArrayList<>(predictions);
        for (int i = 0; i < kept.size(); i++) {
            answer.set(kept.get(i), smooth.get(i));
        }
        return answer;
    }

    /** The places of the windows that no other displaced. */
    private static List<Integer> kept(List<Activity> activities) {
        List<Integer> kept = new ArrayList<>(activities.size());
        for (int i = 0; i < activities.size(); i++) {
            Activity before = kept.isEmpty() ? null : activities.get(kept.get(kept.size() - 1));
            if (before == null || !before.at().equals(activities.get(i).at())) {
                kept.add(i);
            } else if (activities.get(i).end().isAfter(before.end())) {
                kept.set(kept.size() - 1, i);
            }
        }
        return kept;
    }

    private static List<Prediction> smoothed(List<Activity> activities, List<Prediction> predictions) {
        List<Run> runs = runs(activities, predictions);
        List<Prediction> smooth = new ArrayList<>(predictions);
        for (int i = 1; i + 1 < runs.size(); i++) {
            Run run = runs.get(i);
            Prediction before = smooth.get(run.from() - 1);
            Prediction after = predictions.get(run.to());
            if (before.mode().equals(after.mode())
                    && !before.mode().equals(predictions.get(run.from()).mode())
                    && !UNTOUCHED.contains(before.mode())
                    && isDoubtful(run, activities, predictions)) {
                for (int k = run.from(); k < run.to(); k++) {
                    smooth.set(k, like(before, activities.get(k), predictions.get(k)));
                }
            }
        }
        return smooth;
    }

    private static List<Run> runs(List<Activity> activities, List<Prediction> predictions) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= predictions.size(); i++) {
            if (i == predictions.size()
                    || !predictions.get(i).mode().equals(predictions.get(i - 1).mode())
                    || isPause(activities, i)) {
                runs.add(new Run(from, i));
                from = i;
            }
        }
        return runs;
    }

    private static boolean isDoubtful(Run run, List<Activity> activities, List<Prediction> predictions) {
        Duration length = Duration.between(activities.get(run.from()).at(), end(activities, run.to() - 1));
        return length.compareTo(MIN_RUN) < 0
                && !isPause(activities, run.from())
                && !isPause(activities, run.to())
                && predictions.subList(run.from(), run.to()).stream()
                        .allMatch(one -> one.source() == Source.MODEL && !UNTOUCHED.contains(one.mode()));
    }

    /** Whether more than {@link SpanFold#MAX_GAP} lies before that activity. */
    private static boolean isPause(List<Activity> activities, int i) {
        return activities.get(i).at().isAfter(end(activities, i - 1).plus(SpanFold.MAX_GAP));
    }

    /** Where a window ends: at the latest where the next one begins. */
    static Instant end(List<Activity> activities, int i) {
        Instant end = activities.get(i).end();
        boolean cut = i + 1 < activities.size() && activities.get(i + 1).at().isBefore(end);
        return cut ? activities.get(i + 1).at() : end;
    }

    private static Prediction like(Prediction before, Activity activity, Prediction own) {
        return new Prediction(
                before.mode(),
                activity.at(),
                before.confidence(),
                before.source(),
                before.model(),
                before.reasons(),
                own.present());
    }
}
