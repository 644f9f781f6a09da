package io.modehub.classify;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How rows were judged against their truth.
 *
 * @param accuracy share of rows whose most probable mode is the true one
 * @param macroF1 mean of the true modes' F1
 * @param weightedAuc area under the ROC curve of each mode against the rest, weighted by how frequent it is
 */
public record Scores(double accuracy, double macroF1, double weightedAuc) {

    /** A row judged. */
    static final class Judged {
        private final String truth;
        private final double[] probabilities;

        /** @param probabilities in the order of the modes */
        Judged(String truth, double[] probabilities) {
            this.truth = truth;
            this.probabilities = probabilities;
        }

        String truth() {
            return truth;
        }

        private double of(int mode) {
            return probabilities[mode];
        }

        private int best() {
            int best = 0;
            for (int i = 1; i < probabilities.length; i++) {
                best = probabilities[i] > probabilities[best] ? i : best;
            }
            return best;
        }
    }

    static Scores of(List<String> modes, List<Judged> rows) {
        long right = rows.stream()
                .filter(row -> modes.get(row.best()).equals(row.truth()))
                .count();
        double f1 = 0;
        double auc = 0;
        TreeSet<String> truths = new TreeSet<>(rows.stream().map(Judged::truth).toList());
        for (String truth : truths) {
            int mode = modes.indexOf(truth);
            long true_ = rows.stream().filter(row -> row.truth().equals(truth)).count();
            long said = rows.stream().filter(row -> row.best() == mode).count();
            long both = rows.stream()
                    .filter(row -> row.best() == mode && row.truth().equals(truth))
                    .count();
            f1 += 2.0 * both / (true_ + said);
            auc += area(mode, truth, rows) * true_ / rows.size();
        }
        return new Scores(right / (double) rows.size(), f1 / truths.size(), auc);
    }

    /** The chance that a row of the mode is given more of it than another row: Mann and Whitney's U, ties counted half. */
    private static double area(int mode, String truth, List<Judged> rows) {
        List<Judged> sorted = rows.stream()
                .sorted(Comparator.comparingDouble((Judged row) -> row.of(mode)))
                .toList();
        double rankSum = 0;
        double positives = 0;
        for (int from = 0; from < sorted.size(); ) {
            double value = sorted.get(from).of(mode);
            int to = from;
            while (to < sorted.size() && sorted.get(to).of(mode) == value) {
                to++;
            }
            long here = IntStream.range(from, to)
                    .filter(i -> sorted.get(i).truth().equals(truth))
                    .count();
            rankSum += here * (from + 1 + to) / 2.0;
            positives += here;
            from = to;
        }
        double negatives = rows.size() - positives;
        return negatives == 0 || positives == 0
                ? 1
                : (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
