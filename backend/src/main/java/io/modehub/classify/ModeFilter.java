package io.modehub.classify;

import java.util.Arrays;

/**
 * Smooths a model's word over time: the forward pass of a hidden Markov model whose modes tend to stay, then a margin
 * that a new mode must win by. A minute of windows counts as three independent looks, as neighbouring ones share most of
 * what they saw.
 */
final class ModeFilter {
    /** Chance that a mode goes on for another minute. */
    private static final double STAYS_A_MINUTE = 0.85;

    /** Time after which what a model says counts as a new look. */
    private static final double LOOK_MS = 20_000;

    /** Confidence is the model's word averaged over about so long. */
    private static final double CONFIDENCE_MS = 45_000;

    /** By how much belief a new mode must lead before it replaces the last. */
    private static final double MARGIN = 0.2;

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
        double fade = Math.exp(-durationMs / CONFIDENCE_MS);
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

    /** How sure the model has lately been of {@link #mode()}, 0 to 1. */
    double confidence() {
        return Math.min(1, average[mode]);
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
