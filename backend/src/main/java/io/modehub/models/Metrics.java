package io.modehub.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model did on rows it had not seen. Shares are 0 to 1.
 *
 * @param heldOut what was held out together: {@code days}, {@code sessions}, {@code stratified} or {@code apps}
 * @param rows rows judged, each once
 * @param days different days among them, 0 without dates
 * @param accuracy share of rows that were right
 * @param macroF1 mean of the modes' F1, each counting alike
 * @param weightedAuc area under the curve of each mode against the rest, weighted by support (Azure's AUC_weighted)
 * @param logLoss mean of −ln of the true mode's probability, calibrated; ln(modes) is guessing
 * @param modes each mode's figures, in order of the confusion matrix
 * @param confusion rows by true mode, then by answer
 * @param coverage what can be answered if the answers shall be 97 % right
 * @param calibration how far confidence is from the truth
 * @param steadiness of a replay with smoothing; null where none was made
 * @param warnings why to be careful with these figures
 */
public record Metrics(
        String heldOut,
        int rows,
        int days,
        double accuracy,
        double macroF1,
        double weightedAuc,
        double logLoss,
        List<OfMode> modes,
        List<List<Integer>> confusion,
        Coverage coverage,
        Calibration calibration,
        @Nullable Steadiness steadiness,
        List<Warning> warnings) {

    public Metrics {
        modes = List.copyOf(modes);
        confusion = confusion.stream().map(List::copyOf).toList();
        warnings = List.copyOf(warnings);
    }

    /**
     * One mode's figures.
     *
     * @param precision of the rows that were called so, the share that was so; 0 where none was
     * @param recall of the rows that were so, the share that was called so
     * @param support rows that were so
     */
    public record OfMode(String mode, double precision, double recall, double f1, int support) {}

    /**
     * The most rows that can be answered so that the answers are right often enough.
     *
     * @param accuracy that was asked for
     * @param share of rows that are answered
     * @param threshold calibrated confidence from which to answer; above 1 where nothing can be answered so well
     */
    public record Coverage(double accuracy, double share, double threshold) {}

    /**
     * Expected calibration error over ten bins of confidence.
     *
     * @param temperature that was fitted to all held-out rows
     * @param before without it
     * @param after each fold with the temperature of the others
     */
    public record Calibration(double temperature, double before, double after) {}

    /**
     * How steady the answers are once smoothed.
     *
     * @param flipsPerChange shown changes for every true one
     * @param segmentF1 of segments that overlap by half
     * @param medianDelayMs from a true change until it is shown
     */
    public record Steadiness(double flipsPerChange, double segmentF1, long medianDelayMs) {}

    /**
     * A reason to be careful: a code for programs, a sentence for people.
     *
     * @param mode key of the mode that it is about, with which the sentence begins; null where it is about none
     */
    public record Warning(
            String code, String message, @Nullable String mode) {
        Warning(String code, String message) {
            this(code, message, null);
        }
    }

    /** The same with the figures of a replay. */
    public Metrics with(Steadiness replayed) {
        return new Metrics(
                heldOut,
                rows,
                days,
                accuracy,
                macroF1,
                weightedAuc,
                logLoss,
                modes,
                confusion,
                coverage,
                calibration,
                replayed,
                warnings);
    }
}
