package io.modehub.models;

import io.modehub.models.Judge.Judged;
import java.util.Comparator;
import java.util.List;

/**
 * Weighted AUC first. Whoever is within one standard error of the best, over the folds' differences, ties with it; of
 * these the best macro-F1 wins, and of those that are as good in that the smallest and cheapest to ask.
 */
final class Ranking {
    /** However unsteady the folds, more than this is no tie. */
    private static final double MOST_TIED = 0.01;

    /** Macro-F1 that is as good. */
    private static final double AS_GOOD = 0.002;

    static final Comparator<Judged> BY_AUC = Comparator.comparingDouble(
                    (Judged judged) -> -judged.metrics().weightedAuc())
            .thenComparingInt(judged -> judged.trial().number());

    private static final Comparator<Judged> CHEAPEST = Comparator.comparingInt(
                    (Judged judged) -> judged.trial().bytes())
            .thenComparing(judged -> judged.candidate().family())
            .thenComparing(BY_AUC);

    private Ranking() {}

    static Judged best(List<Judged> judged) {
        Judged first = judged.stream().min(BY_AUC).orElseThrow();
        List<Judged> tied =
                judged.stream().filter(other -> isTied(first, other)).toList();
        double mostF1 = tied.stream()
                .mapToDouble(other -> other.metrics().macroF1())
                .max()
                .orElse(0);
        return tied.stream()
                .filter(other -> other.metrics().macroF1() >= mostF1 - AS_GOOD)
                .min(CHEAPEST)
                .orElse(first);
    }

    private static boolean isTied(Judged first, Judged other) {
        double behind = first.metrics().weightedAuc() - other.metrics().weightedAuc();
        double error = standardError(first.aucByFold(), other.aucByFold());
        return behind <= Math.min(MOST_TIED, error);
    }

    /** Of the mean of the folds' differences. */
    private static double standardError(List<Double> first, List<Double> other) {
        int folds = first.size();
        double mean = 0;
        for (int fold = 0; fold < folds; fold++) {
            mean += (first.get(fold) - other.get(fold)) / folds;
        }
        double squares = 0;
        for (int fold = 0; fold < folds; fold++) {
            double off = first.get(fold) - other.get(fold) - mean;
            squares += off * off;
        }
        return folds < 2 ? 0 : Math.sqrt(squares / (folds - 1.0) / folds);
    }
}
