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

/**
 * A stretch of one agent's UTC day classified and folded from scratch: the same spans as if its activities had come in
 * order. A stretch lies between two pauses so long that neither classifier nor fold remembers anything across them.
 *
 * @param from {@code [from, to)} is the part of the day that the spans speak for
 * @param spans in order, within the day
 * @param present for each activity whether it shows a sign of a person
 */
public record DayReplay(Instant from, Instant to, List<Draft> spans, List<Boolean> present) {
    /** A pause that resets the classifier. */
    static final Duration RESET = Duration.ofMinutes(15);

    /**
     * Replays a stretch.
     *
     * @param samples as {@link #stretch} gives them
     * @param finished whether the day is over, so that it is smoothed
     */
    public static DayReplay of(LocalDate day, List<Sample> samples, Trackers trackers, boolean finished) {
        Instant start = DayFold.startOf(day);
        Instant end = DayFold.startOf(day.plusDays(1));
        List<Activity> activities = samples.stream().map(Sample::activity).toList();
        List<Prediction> predictions = predict(samples, trackers);
        List<Boolean> present = predictions.stream().map(Prediction::present).toList();
        NavigableMap<Instant, Draft> spans =
                fold(activities, finished ? DaySmoothing.smooth(activities, predictions) : predictions, end);
        List<Draft> inside = spans.values().stream()
                .flatMap(draft -> DayFold.within(draft, start, end).stream())
                .toList();
        Instant from = activities.isEmpty() ? start : activities.get(0).at();
        Instant to =
                activities.stream().map(Activity::end).max(Instant::compareTo).orElse(start);
        return new DayReplay(from.isBefore(start) ? start : from, to.isAfter(end) ? end : to, inside, present);
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
     * The samples, as indices {@code [0] <= i < [1]}, that activities in {@code [from, to]} may have something to do with:
     * from the last long pause at or before {@code from} up to the first one after {@code to}. A pause counts as one only where
     * no window reaches into it, however early that began, since a window that came late may have cut it only now.
     */
    public static int[] stretch(List<Sample> samples, Instant from, Instant to) {
        int begin = 0;
        Instant end = Instant.MIN;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            boolean afterPause = i > 0 && sample.at().isAfter(end.plus(RESET));
            if (afterPause && sample.at().isAfter(to)) {
                return new int[] {begin, i};
            }
            if (afterPause && !sample.at().isAfter(from)) {
                begin = i;
            }
            end = sample.end().isAfter(end) ? sample.end() : end;
        }
        return new int[] {begin, samples.size()};
    }

    private static List<Prediction> predict(List<Sample> samples, Trackers trackers) {
        Function<Sample, Prediction> tracker = trackers.create();
        List<Prediction> predictions = new ArrayList<>(samples.size());
        samples.forEach(sample -> predictions.add(tracker.apply(sample)));
        return predictions;
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
