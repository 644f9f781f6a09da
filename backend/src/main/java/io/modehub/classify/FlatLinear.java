package io.modehub.classify;

import java.util.BitSet;

/**
 * A weight for every slot and mode, and a softmax over the sums: logistic regression, naive Bayes in logarithms, tables of
 * one feature.
 */
public final class FlatLinear implements Scorer {
    private final double[] bias;
    private final double[] weights;
    private final BitSet slots;
    private final boolean magnitudes;

    /**
     * Takes the arrays over.
     *
     * @param bias one a mode
     * @param weights by slot, then mode; of {@link Features#count()} slots, 0 where a slot isn't known
     * @param slots those that are known
     * @param magnitudes whether signs of values are passed over, as naive Bayes needs it
     */
    public FlatLinear(double[] bias, double[] weights, BitSet slots, boolean magnitudes) {
        if (weights.length != Features.count() * bias.length) {
            throw new IllegalArgumentException("one weight for every slot and mode, not " + weights.length);
        }
        this.bias = bias;
        this.weights = weights;
        this.slots = slots;
        this.magnitudes = magnitudes;
    }

    @Override
    public int modes() {
        return bias.length;
    }

    @Override
    public double[] probabilities(FeatureVector features) {
        double[] scores = bias.clone();
        for (int i = 0; i < features.size(); i++) {
            int at = features.slot(i) * scores.length;
            double value = magnitudes ? Math.abs(features.value(i)) : features.value(i);
            for (int mode = 0; mode < scores.length; mode++) {
                scores[mode] += weights[at + mode] * value;
            }
        }
        return softmax(scores);
    }

    BitSet slots() {
        return slots;
    }

    boolean magnitudes() {
        return magnitudes;
    }

    double bias(int mode) {
        return bias[mode];
    }

    double weight(int slot, int mode) {
        return weights[slot * bias.length + mode];
    }

    private static double[] softmax(double[] scores) {
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
