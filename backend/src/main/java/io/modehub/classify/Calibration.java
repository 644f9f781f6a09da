package io.modehub.classify;

import java.util.Comparator;
import java.util.List;

/** What confidence is worth, weighted by time. */
final class Calibration {
    private static final int BINS = 10;

    private Calibration() {}

    /** Expected calibration error in ten bins of equal width: Guo et al. 2017, equation 3. */
    static double error(List<Step> steps) {
        double[] millis = new double[BINS];
        double[] right = new double[BINS];
        double[] sure = new double[BINS];
        double all = 0;
        for (Step step : steps) {
            int bin = (int) Math.min(BINS - 1, step.confidence() * BINS);
            millis[bin] += step.millis();
            right[bin] += step.said().equals(step.truth()) ? step.millis() : 0;
            sure[bin] += step.confidence() * step.millis();
            all += step.millis();
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(right[bin] - sure[bin]);
        }
        return all == 0 ? 0 : error / all;
    }

    /** The largest share of time, most confident first, that is right in at least that share of it. */
    static double coverage(List<Step> steps, double accuracy) {
        List<Step> surest = steps.stream()
                .sorted(Comparator.comparingDouble(Step::confidence).reversed())
                .toList();
        double millis = 0;
        double right = 0;
        double covered = 0;
        for (int i = 0; i < surest.size(); i++) {
            Step step = surest.get(i);
            millis += step.millis();
            right += step.said().equals(step.truth()) ? step.millis() : 0;
            boolean threshold = i + 1 == surest.size() || surest.get(i + 1).confidence() < step.confidence();
            covered = threshold && right >= accuracy * millis ? millis : covered;
        }
        return millis == 0 ? 0 : covered / millis;
    }
}
