package io.modehub.models;

import io.modehub.classify.ModeModel;
import io.modehub.models.Metrics.Calibration;
import io.modehub.models.Metrics.Coverage;
import io.modehub.models.Metrics.OfMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Probabilities for rows that each fold's model had not seen, and what they are worth. */
final class HeldOut {
    private static final double WANTED_ACCURACY = 0.97;
    private static final int BINS = 10;
    private static final double LEAST = 1e-6;

    private final Folds folds;
    private final List<String> modes;
    private final int[] truth;
    private final double[][] raw;
    private final double[][] calibrated;
    private final double temperature;

    /**
     * Takes the arrays over.
     *
     * @param modes all modes, in the order of the columns
     * @param truth the true mode's column by row
     * @param raw one probability a mode by row, together 1
     */
    HeldOut(Folds folds, List<String> modes, int[] truth, double[][] raw) {
        this.folds = folds;
        this.modes = modes;
        this.truth = truth;
        this.raw = raw;
        this.calibrated = new double[raw.length][];
        int[] all = IntStream.range(0, raw.length).toArray();
        this.temperature = Temperature.fit(raw, truth, all);
        for (int fold = 0; fold < folds.count(); fold++) {
            int held = fold;
            double others = Temperature.fit(
                    raw,
                    truth,
                    Arrays.stream(all).filter(i -> folds.of().get(i) != held).toArray());
            for (int row : folds.held(fold)) {
                calibrated[row] = ModeModel.scaled(raw[row].clone(), others);
            }
        }
    }

    /** The temperature that suits all rows, for the model fitted to all. */
    double temperature() {
        return temperature;
    }

    /** The area under the curve of each fold's own rows. */
    List<Double> aucByFold() {
        return IntStream.range(0, folds.count())
                .mapToObj(fold -> weightedAuc(folds.held(fold)))
                .toList();
    }

    Metrics metrics() {
        int[][] confusion = new int[modes.size()][modes.size()];
        double loss = 0;
        for (int row = 0; row < truth.length; row++) {
            confusion[truth[row]][best(raw[row])]++;
            loss -= Math.log(Math.max(LEAST, calibrated[row][truth[row]]));
        }
        List<OfMode> ofModes = IntStream.range(0, modes.size())
                .mapToObj(mode -> ofMode(mode, confusion))
                .toList();
        int right = IntStream.range(0, modes.size()).map(i -> confusion[i][i]).sum();
        return new Metrics(
                folds.kind().name().toLowerCase(Locale.ROOT),
                truth.length,
                folds.days(),
                right / (double) truth.length,
                ofModes.stream().mapToDouble(OfMode::f1).average().orElse(0),
                weightedAuc(IntStream.range(0, truth.length).toArray()),
                loss / truth.length,
                ofModes,
                Arrays.stream(confusion)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList(),
                coverage(),
                new Calibration(temperature, calibrationError(raw), calibrationError(calibrated)),
                null,
                Warnings.of(folds, ofModes));
    }

    private OfMode ofMode(int mode, int[][] confusion) {
        int right = confusion[mode][mode];
        int support = Arrays.stream(confusion[mode]).sum();
        int called = Arrays.stream(confusion).mapToInt(row -> row[mode]).sum();
        return new OfMode(
                modes.get(mode),
                share(right, called),
                share(right, support),
                share(2 * right, called + support),
                support);
    }

    /** Of each mode against the rest: how often a row of it is rated above another, ties half (Mann-Whitney). */
    private double weightedAuc(int[] rows) {
        double sum = 0;
        int weight = 0;
        for (int mode = 0; mode < modes.size(); mode++) {
            int column = mode;
            int support = (int)
                    Arrays.stream(rows).filter(row -> truth[row] == column).count();
            if (support > 0 && support < rows.length) {
                sum += support * auc(rows, mode, support);
                weight += support;
            }
        }
        return weight == 0 ? 0.5 : sum / weight;
    }

    private double auc(int[] rows, int mode, int support) {
        List<Integer> order = new ArrayList<>(Arrays.stream(rows).boxed().toList());
        order.sort(Comparator.comparingDouble(row -> raw[row][mode]));
        double ranks = 0;
        for (int from = 0; from < order.size(); ) {
            int to = from;
            int ofMode = 0;
            while (to < order.size() && raw[order.get(to)][mode] == raw[order.get(from)][mode]) {
                ofMode += truth[order.get(to++)] == mode ? 1 : 0;
            }
            ranks += ofMode * (from + to + 1) / 2.0;
            from = to;
        }
        double others = rows.length - (double) support;
        return (ranks - support * (support + 1.0) / 2) / (support * others);
    }

    private Coverage coverage() {
        List<Integer> surest = IntStream.range(0, truth.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -calibrated[row][best(calibrated[row])]))
                .toList();
        int right = 0;
        Coverage most = new Coverage(WANTED_ACCURACY, 0, 1.01);
        for (int i = 0; i < surest.size(); i++) {
            int row = surest.get(i);
            int best = best(calibrated[row]);
            right += best == truth[row] ? 1 : 0;
            double confidence = calibrated[row][best];
            boolean tied = i + 1 < surest.size() && confidence == highest(surest.get(i + 1));
            if (!tied && right >= WANTED_ACCURACY * (i + 1)) {
                most = new Coverage(WANTED_ACCURACY, (i + 1) / (double) surest.size(), confidence);
            }
        }
        return most;
    }

    private double highest(int row) {
        return calibrated[row][best(calibrated[row])];
    }

    private double calibrationError(double[][] probabilities) {
        double[] confidence = new double[BINS];
        int[] right = new int[BINS];
        for (int row = 0; row < truth.length; row++) {
            int best = best(probabilities[row]);
            int bin = Math.min(BINS - 1, (int) (probabilities[row][best] * BINS));
            confidence[bin] += probabilities[row][best];
            right[bin] += best == truth[row] ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(confidence[bin] - right[bin]);
        }
        return error / truth.length;
    }

    private static int best(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }
}
