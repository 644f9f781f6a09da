package io.modehub.spans;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Opinion;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.protocol.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the model's opinions of a whole run of windows say of each of them: forward and backward pass of a hidden Markov model
 * whose modes tend to stay (Rabiner 1989, equations 19 to 27). Live prediction is the forward pass alone. A run ends where no
 * model was asked (absence, a meeting) and at pauses after which the classifier starts afresh.
 */
final class Hindsight {
    /** Chance that a mode goes on for another minute; simulated people change theirs 1.4 times an hour. */
    static final double STAYS_A_MINUTE = 0.97;

    /** Windows share most of what they saw with their neighbours, so that so much time counts as one look. */
    static final double LOOK_MS = 150_000;

    /** No single look may rule a mode out. */
    static final double LEAST = 0.01;

    private static final double MINUTE_MS = 60_000;

    /** Chances this close to each other, relatively, are equal. */
    private static final double ROUNDING = 1e-9;

    private final List<Activity> activities;
    private final int first;
    private final List<Opinion> opinions;
    private final List<String> modes;
    private final double[][] looks;

    /**
     * One run.
     *
     * @param activities all, since what comes after the run may cut its last window
     * @param first where the run begins
     */
    private Hindsight(List<Activity> activities, int first, List<Opinion> opinions) {
        this.activities = activities;
        this.first = first;
        this.opinions = opinions;
        Set<String> all = new TreeSet<>();
        opinions.forEach(opinion -> all.addAll(opinion.modes()));
        modes = List.copyOf(all);
        looks = new double[opinions.size()][];
        for (int i = 0; i < looks.length; i++) {
            looks[i] = look(i);
        }
    }

    /**
     * The predictions of windows that don't displace each other, in order, where the model decided as the whole run says. What
     * nobody could tell stays unknown.
     */
    static List<Prediction> seen(List<Activity> activities, List<Prediction> predictions) {
        List<Prediction> seen = new ArrayList<>(predictions);
        List<Opinion> run = new ArrayList<>();
        for (int i = 0; i <= predictions.size(); i++) {
            Opinion opinion =
                    i == predictions.size() ? null : predictions.get(i).opinion();
            if (!run.isEmpty() && (opinion == null || isAfresh(activities, i))) {
                int from = i - run.size();
                new Hindsight(activities, from, run).tell(seen.subList(from, i));
                run = new ArrayList<>();
            }
            if (opinion != null) {
                run.add(opinion);
            }
        }
        return seen;
    }

    private static boolean isAfresh(List<Activity> activities, int i) {
        return activities
                .get(i)
                .at()
                .isAfter(DaySmoothing.end(activities, i - 1).plus(DayReplay.RESET));
    }

    private void tell(List<Prediction> predictions) {
        double[][] forward = forward();
        double[][] backward = backward();
        for (int i = 0; i < looks.length; i++) {
            Prediction said = predictions.get(i);
            if (said.source() == Source.MODEL && !said.mode().equals(ModeNames.UNKNOWN)) {
                double[] both = new double[modes.size()];
                for (int mode = 0; mode < both.length; mode++) {
                    both[mode] = forward[i][mode] * backward[i][mode];
                }
                normalise(both);
                int best = best(both);
                predictions.set(i, said.instead(modes.get(best), Math.min(1, both[best])));
            }
        }
    }

    /** Chances of each mode by all up to a window. */
    private double[][] forward() {
        double[][] forward = new double[looks.length][];
        for (int i = 0; i < looks.length; i++) {
            double[] here = looks[i].clone();
            if (i > 0) {
                double[] before = moved(forward[i - 1], stays(i));
                for (int mode = 0; mode < here.length; mode++) {
                    here[mode] *= before[mode];
                }
            }
            forward[i] = normalise(here);
        }
        return forward;
    }

    /** How well each mode goes with all after a window. */
    private double[][] backward() {
        double[][] backward = new double[looks.length][];
        backward[looks.length - 1] = new double[modes.size()];
        Arrays.fill(backward[looks.length - 1], 1);
        for (int i = looks.length - 2; i >= 0; i--) {
            double[] after = looks[i + 1].clone();
            for (int mode = 0; mode < after.length; mode++) {
                after[mode] *= backward[i + 1][mode];
            }
            backward[i] = normalise(moved(after, stays(i + 1)));
        }
        return backward;
    }

    /** Chance that the mode of the window before is still that window's. */
    private double stays(int i) {
        long millis = Duration.between(activity(i - 1).at(), activity(i).at()).toMillis();
        return Math.pow(STAYS_A_MINUTE, millis / MINUTE_MS);
    }

    /** One step of the chain, which is the same in both directions. */
    private static double[] moved(double[] chances, double stays) {
        double all = Arrays.stream(chances).sum();
        double moves = (1 - stays) / Math.max(1, chances.length - 1);
        double[] moved = new double[chances.length];
        for (int mode = 0; mode < moved.length; mode++) {
            moved[mode] = stays * chances[mode] + moves * (all - chances[mode]);
        }
        return moved;
    }

    /** The window at that place of the run. */
    private Activity activity(int i) {
        return activities.get(first + i);
    }

    private double[] look(int i) {
        Instant end = DaySmoothing.end(activities, first + i);
        double weight = Math.min(1, Duration.between(activity(i).at(), end).toMillis() / LOOK_MS);
        double[] look = new double[modes.size()];
        Arrays.fill(look, Math.pow(LEAST, weight));
        List<String> told = opinions.get(i).modes();
        for (int place = 0; place < told.size(); place++) {
            look[modes.indexOf(told.get(place))] =
                    Math.pow(Math.max(LEAST, opinions.get(i).probability(place)), weight);
        }
        return look;
    }

    private static double[] normalise(double[] chances) {
        double sum = Arrays.stream(chances).sum();
        for (int mode = 0; mode < chances.length; mode++) {
            chances[mode] /= sum;
        }
        return chances;
    }

    /** Of equals the first, however the machine rounds. */
    private static int best(double[] chances) {
        int best = 0;
        for (int mode = 1; mode < chances.length; mode++) {
            best = chances[mode] > chances[best] * (1 + ROUNDING) ? mode : best;
        }
        return best;
    }
}
