package io.modehub.classify;

import java.util.List;
import java.util.Optional;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.math.la.DenseMatrix;

/**
 * A logistic regression by our own slots. Tribuo finds each feature by its name and sorts them anew for every prediction,
 * which was a third of the hub's work for an activity; the arithmetic itself is nearly nothing.
 */
final class LinearWeights {
    /** By slot, then mode; slots the model doesn't know are 0. */
    private final double[][] weights;

    private final double[] bias;

    private LinearWeights(double[][] weights, double[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * The weights of a linear model with probabilities; empty for other kinds.
     *
     * @param modes the order of {@link #probabilities}
     */
    static Optional<LinearWeights> of(Model<Label> model, List<String> modes) {
        if (!(model instanceof LinearSGDModel linear) || !model.generatesProbabilities()) {
            return Optional.empty();
        }
        DenseMatrix matrix = linear.getWeightsCopy();
        ImmutableFeatureMap features = model.getFeatureIDMap();
        double[][] weights = new double[Features.count()][modes.size()];
        double[] bias = new double[modes.size()];
        for (int mode = 0; mode < modes.size(); mode++) {
            int row = model.getOutputIDInfo().getID(new Label(modes.get(mode)));
            bias[mode] = matrix.get(row, features.size());
            for (int slot = 0; slot < weights.length; slot++) {
                int column = features.getID(Features.name(slot));
                weights[slot][mode] = column < 0 ? 0 : matrix.get(row, column);
            }
        }
        return Optional.of(new LinearWeights(weights, bias));
    }

    /** One probability a mode, together 1. */
    double[] probabilities(FeatureVector features) {
        double[] scores = bias.clone();
        for (int i = 0; i < features.size(); i++) {
            double[] each = weights[features.slot(i)];
            double value = features.value(i);
            for (int mode = 0; mode < scores.length; mode++) {
                scores[mode] += each[mode] * value;
            }
        }
        return softmax(scores);
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
