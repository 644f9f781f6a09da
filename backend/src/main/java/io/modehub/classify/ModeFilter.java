package io.modehub.classify;

import java.util.Arrays;

/**
 * Smooths a model's word over time: the forward pass of a hidden Markov model whose modes tend to stay, then a margin
 * that a new mode must win by. Windows share most of what they saw with their neighbours, so many of them count as one look.
 */
final class ModeFilter {
    /** Chance that a mode goes on for another minute. */
    private static final double STAYS_A_MINUTE = 0.9;

    /** Time after which what a model says counts as a new look. */
    private static final double LOOK_MS = 40_000;

    /** How clear the model is shows in its word averaged over about so long. */
    private static final double AVERAGE_MS = 90_000;

    /** By how much belief a new mode must lead before it replaces the last. */
    private static final double MARGIN = 0.3;

    /** No single look may rule a mode out. */
    private static final double LEAST = 0.01;

    private double[] belief = new double[0];
    private double[] average = new double[0];
    private int mode;

    /** Begins anew with one look. */
    void start(double[] probabilities) {
        belief = probabilities.clone();
        average = probabilities.clone();
        mode = best(belief);
    }

    /** Takes in what the model says of the next {@code durationMs}. */
    void next(double[] probabilities, int durationMs) {
        double stays = Math.pow(STAYS_A_MINUTE, durationMs / 60_000.0);
        double moves = (1 - stays) / (belief.length - 1);
        double looks = Math.min(1, durationMs / LOOK_MS);
        double fade = Math.exp(-durationMs / AVERAGE_MS);
        double sum = 0;
        for (int i = 0; i < belief.length; i++) {
            double before = stays * belief[i] + moves * (1 - belief[i]);
            belief[i] = before * Math.pow(Math.max(LEAST, probabilities[i]), looks);
            average[i] = fade * average[i] + (1 - fade) * probabilities[i];
            sum += belief[i];
        }
        for (int i = 0; i < belief.length; i++) {
            belief[i] /= sum;
        }
        int best = best(belief);
        if (belief[best] - belief[mode] >= MARGIN) {
            mode = best;
        }
    }

    /** Index of the mode believed in. */
    int mode() {
        return mode;
    }

    /**
     * How sure of {@link #mode()}, 0 to 1: between belief, which runs high as looks add up, and the model's average word.
     */
    double confidence() {
        return (belief[mode] + average[mode]) / 2;
    }

    /** How much the model has lately said for the mode it said most for, 0 to 1; low where nothing tells. */
    double clarity() {
        return average[best(average)];
    }

    private static int best(double[] values) {
        double most = Arrays.stream(values).max().orElse(0);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == most) {
                return i;
            }
        }
        return 0;
    }
}
