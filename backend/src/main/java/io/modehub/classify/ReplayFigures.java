package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.classify.Segments.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How days came out against their truth. Segments count from five minutes on; two agree where the time in common is at least
 * half of the time of either.
 *
 * @param accuracy share of time that is right
 * @param flipsAnHour changes of mode recorded
 * @param trueFlipsAnHour changes of mode that there were
 * @param segmentF1 of segments found and of segments that are true
 * @param segments true ones that were looked for
 * @param medianDelayMs from a true change to its mode being shown, over segments found; −1 without any
 * @param p90DelayMs the same for the slowest tenth
 * @param missed share of true segments that were never shown
 * @param coverageAt97 share of time that can be told with 97 % of it right, most confident first
 * @param calibrationError expected calibration error, 0 to 1
 * @param meetings those with voices on both sides
 * @param meetingStartP95Ms from voices on both sides to the meeting being shown; −1 without any, and as long as the meeting
 *     where it never was
 */
public record ReplayFigures(
        double accuracy,
        double flipsAnHour,
        double trueFlipsAnHour,
        double segmentF1,
        int segments,
        long medianDelayMs,
        long p90DelayMs,
        double missed,
        double coverageAt97,
        double calibrationError,
        int meetings,
        long meetingStartP95Ms) {
    private static final double TOLD = 0.97;
    private static final double MS_AN_HOUR = 3_600_000;

    /**
     * The figures of some days.
     *
     * @param days each a day's steps in order
     */
    public static ReplayFigures of(List<List<Step>> days) {
        List<Step> all = days.stream().flatMap(Collection::stream).toList();
        Count count = new Count();
        days.forEach(count::add);
        double millis = Math.max(1, all.stream().mapToLong(Step::millis).sum());
        double right = all.stream()
                .filter(step -> step.said().equals(step.truth()))
                .mapToLong(Step::millis)
                .sum();
        return new ReplayFigures(
                right / millis,
                count.flips * MS_AN_HOUR / millis,
                count.trueFlips * MS_AN_HOUR / millis,
                2.0 * (count.found + count.true_) / Math.max(1, 2 * (count.looked + count.claimed)),
                (int) count.looked,
                percentile(count.delays, 0.5),
                percentile(count.delays, 0.9),
                count.missed / (double) Math.max(1, count.looked),
                Calibration.coverage(all, TOLD),
                Calibration.error(all),
                count.meetingStarts.size(),
                percentile(count.meetingStarts, 0.95));
    }

    /** Recorded changes over true ones. */
    public double flipsOverTruth() {
        return flipsAnHour / trueFlipsAnHour;
    }

    private static long percentile(List<Long> values, double share) {
        if (values.isEmpty()) {
            return -1;
        }
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
    }

    /** Adds days up. */
    private static final class Count {
        private long flips;
        private long trueFlips;
        private long looked;
        private long claimed;
        private long found;
        private long true_;
        private long missed;
        private final List<Long> delays = new ArrayList<>();
        private final List<Long> meetingStarts = new ArrayList<>();

        void add(List<Step> day) {
            List<Segment> truths = Segments.of(day, Step::truth);
            List<Segment> saids = Segments.of(day, Step::said);
            trueFlips += Math.max(0, truths.size() - 1);
            flips += Math.max(0, saids.size() - 1);
            looked += truths.stream().filter(Segment::isLong).count();
            claimed += saids.stream().filter(Segment::isLong).count();
            found += Segments.found(truths, saids);
            true_ += Segments.found(saids, truths);
            for (int i = 0; i < truths.size(); i++) {
                if (i > 0 && truths.get(i).isLong()) {
                    delay(day, truths.get(i));
                }
                if (truths.get(i).mode().equals(ModeNames.MEETING)) {
                    meeting(day, truths.get(i));
                }
            }
        }

        private void delay(List<Step> day, Segment truth) {
            for (Step step : day.subList(truth.first(), truth.last() + 1)) {
                if (step.live().equals(truth.mode())) {
                    delays.add(step.from().toEpochMilli() - truth.from());
                    return;
                }
            }
            missed++;
        }

        private void meeting(List<Step> day, Segment truth) {
            List<Step> steps = day.subList(truth.first(), truth.last() + 1);
            Step voices = steps.stream().filter(Step::conversing).findFirst().orElse(null);
            if (voices == null) {
                return;
            }
            long shown = steps.stream()
                    .filter(step -> step.live().equals(ModeNames.MEETING))
                    .findFirst()
                    .map(step -> step.to().toEpochMilli())
                    .orElse(truth.to());
            meetingStarts.add(Math.max(0, shown - voices.from().toEpochMilli()));
        }
    }
}
