package io.modehub.spans;

import io.modehub.activity.Prediction;
import io.modehub.activity.Sample;
import io.modehub.protocol.Activity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one agent's UTC day classified and folded from scratch: the same spans as if its activities had come in
 * order. A stretch lies between two pauses so long that neither classifier nor fold remembers anything across them.
 *
 * @param from {@code [from, to)} is the part of the day that the spans speak for
 * @param spans in order, within the day
 */
public record DayReplay(Instant from, Instant to, List<Draft> spans) {
    /** A pause that resets the classifier. */
    static final Duration RESET = Duration.ofMinutes(15);

    /** Where an activity is kept for its time. */
    private static final String TIME_ALONE = "-";

    /**
     * Replays a stretch.
     *
     * @param samples as {@link Reach} gives them
     * @param finished whether the day is over, so that it is smoothed
     */
    public static DayReplay of(LocalDate day, List<Sample> samples, Trackers trackers, boolean finished) {
        UnderWay replay = new UnderWay(day, trackers);
        samples.forEach(replay::add);
        return replay.end(finished);
    }

    /**
     * A replay under way. Keeps of each sample only what folding and smoothing look at: when it was and what was predicted, without
     * the reasons. Not thread-safe.
     */
    public static final class UnderWay {
        private final LocalDate day;
        private final Function<Sample, Prediction> tracker;
        private final List<Activity> times = new ArrayList<>();
        private final List<Prediction> predictions = new ArrayList<>();

        public UnderWay(LocalDate day, Trackers trackers) {
            this.day = day;
            this.tracker = trackers.create();
        }

        /** Takes the next sample; whether it shows a sign of a person. */
        public boolean add(Sample sample) {
            Prediction prediction = tracker.apply(sample).withoutReasons();
            times.add(new Activity(
                    sample.at(), sample.activity().durationMs(), TIME_ALONE, null, null, 0, 0, null, List.of()));
            predictions.add(prediction);
            return prediction.present();
        }

        /**
         * What came of them.
         *
         * @param finished whether the day is over, so that it is smoothed
         */
        public DayReplay end(boolean finished) {
            Instant start = DayFold.startOf(day);
            Instant end = DayFold.startOf(day.plusDays(1));
            NavigableMap<Instant, Draft> spans =
                    fold(times, finished ? DaySmoothing.smooth(times, predictions) : predictions, end);
            List<Draft> inside = spans.values().stream()
                    .flatMap(draft -> DayFold.within(draft, start, end).stream())
                    .toList();
            Instant from = times.isEmpty() ? start : times.get(0).at();
            Instant to =
                    times.stream().map(Activity::end).max(Instant::compareTo).orElse(start);
            return new DayReplay(from.isBefore(start) ? start : from, to.isAfter(end) ? end : to, inside);
        }
    }

    /** Where the activities a day depends on begin. */
    public static Instant windowFrom(LocalDate day) {
        return DayFold.startOf(day).minus(DayFold.MARGIN);
    }

    /** Where the activities a day depends on end. */
    public static Instant windowTo(LocalDate day) {
        return DayFold.startOf(day.plusDays(1)).plus(DayFold.MARGIN);
    }

    /**
     * Finds the part of a day that activities in {@code [from, to]} may have something to do with: from the last long pause at or
     * before {@code from} up to the first one after {@code to}. A pause counts as one only where no window reaches into it, however
     * early that began, since a window that came late may have cut it only now.
     */
    public static final class Reach {
        private final Instant from;
        private final Instant to;
        private Instant begin;
        private Instant end;
        private @Nullable Instant reached;
        private boolean over;

        public Reach(LocalDate day, Instant from, Instant to) {
            this.from = from;
            this.to = to;
            this.begin = windowFrom(day);
            this.end = windowTo(day);
        }

        /** Takes the times of the next sample of {@code [windowFrom, windowTo)}. */
        public void add(Instant at, Instant ends) {
            Instant before = reached;
            boolean afterPause = before != null && at.isAfter(before.plus(RESET));
            reached = before == null || ends.isAfter(before) ? ends : before;
            if (over) {
                return;
            }
            if (afterPause && at.isAfter(to)) {
                end = at;
                over = true;
            } else if (afterPause && !at.isAfter(from)) {
                begin = at;
            }
        }

        /** Samples of the part start at or after this … */
        public Instant begin() {
            return begin;
        }

        /** … and before this. */
        public Instant end() {
            return end;
        }
    }

    /** What comes after the day's end changes nothing of it, as in {@link DayFold}. */
    private static NavigableMap<Instant, Draft> fold(
            List<Activity> activities, List<Prediction> predictions, Instant end) {
        SpanFold fold = new SpanFold();
        NavigableMap<Instant, Draft> spans = new TreeMap<>();
        for (int i = 0; i < activities.size(); i++) {
            SpanChanges changes = fold.add(activities.get(i), predictions.get(i));
            if (!changes.from().isBefore(end)) {
                continue;
            }
            changes.gone().forEach(draft -> spans.remove(draft.from()));
            changes.put().forEach(draft -> spans.put(draft.from(), draft));
        }
        return spans;
    }
}
