package io.modehub.classify;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.mnb.MultinomialNaiveBayesModel;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.math.la.DenseMatrix;

/**
 * Models of Tribuo by our own slots. Tribuo finds each feature by its name and sorts them anew for every prediction and
 * every tree, and keeps the names in every member; the arithmetic itself is nearly nothing.
 */
public final class Flattened {
    private static final Map<String, Integer> SLOTS = new HashMap<>();

    static {
        for (int slot = 0; slot < Features.count(); slot++) {
            SLOTS.put(Features.name(slot), slot);
        }
    }

    private final Model<Label> model;
    private final List<String> modes;

    private Flattened(Model<Label> model) {
        this.model = model;
        this.modes = modes(model);
    }

    /**
     * The same model on arrays; modes are sorted.
     *
     * @throws IllegalArgumentException for kinds other than linear by stochastic descent, naive Bayes, trees and their
     *     averages, or a feature that isn't ours
     */
    public static ModeModel of(String name, Model<Label> model) {
        Flattened flattened = new Flattened(model);
        return ModeModel.of(name, flattened.modes, slots(model.getFeatureIDMap()), flattened.scorer());
    }

    /** The modes of a model of Tribuo, sorted. */
    public static List<String> modes(Model<Label> model) {
        return model.getOutputIDInfo().getDomain().stream()
                .map(Label::getLabel)
                .sorted()
                .toList();
    }

    /** The slots of a map of features. */
    public static BitSet slots(ImmutableFeatureMap features) {
        BitSet slots = new BitSet();
        for (VariableInfo feature : features) {
            slots.set(slot(feature.getName()));
        }
        return slots;
    }

    /** The slot of a feature's name. */
    public static int slot(String name) {
        Integer slot = SLOTS.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("no feature of version " + Features.VERSION + ": " + name);
        }
        return slot;
    }

    /** An example of Tribuo as a vector; what isn't a feature of ours is passed over. */
    public static FeatureVector vector(Example<Label> example) {
        FeatureVector vector = new FeatureVector();
        for (Feature feature : example) {
            Integer slot = SLOTS.get(feature.getName());
            if (slot != null) {
                vector.add(slot, feature.getValue());
            }
        }
        return vector;
    }

    private Scorer scorer() {
        if (model instanceof LinearSGDModel linear && model.generatesProbabilities()) {
            return linear(linear);
        }
        if (model instanceof MultinomialNaiveBayesModel bayes) {
            return bayes(bayes);
        }
        FlatTrees.Builder trees = new FlatTrees.Builder(modes.size());
        addTrees(trees, model);
        return trees.build();
    }

    private FlatLinear linear(LinearSGDModel linear) {
        DenseMatrix matrix = linear.getWeightsCopy();
        ImmutableFeatureMap features = model.getFeatureIDMap();
        double[] bias = new double[modes.size()];
        double[] weights = new double[Features.count() * modes.size()];
        for (int mode = 0; mode < modes.size(); mode++) {
            int row = model.getOutputIDInfo().getID(new Label(modes.get(mode)));
            bias[mode] = matrix.get(row, features.size());
            for (VariableInfo feature : features) {
                int column = features.getID(feature.getName());
                weights[slot(feature.getName()) * modes.size() + mode] = matrix.get(row, column);
            }
        }
        return new FlatLinear(bias, weights, slots(features), false);
    }

    /**
     * Tribuo keeps the logarithms of what it has seen with a mode. What it hasn't seen with it weighs log(1 / (sum of
     * those logarithms' magnitudes + features)); with smoothing of 1, which is all that is read here.
     */
    private FlatLinear bayes(MultinomialNaiveBayesModel bayes) {
        ImmutableFeatureMap features = model.getFeatureIDMap();
        var seen = bayes.getTopFeatures(-1);
        double[] weights = new double[Features.count() * modes.size()];
        for (int mode = 0; mode < modes.size(); mode++) {
            var logarithms = seen.getOrDefault(modes.get(mode), List.of());
            double magnitude = logarithms.stream()
                    .mapToDouble(pair -> Math.abs(pair.getB()))
                    .sum();
            double unseen = -Math.log(magnitude + features.size());
            for (VariableInfo feature : features) {
                weights[slot(feature.getName()) * modes.size() + mode] = unseen;
            }
            for (var pair : logarithms) {
                weights[slot(pair.getA()) * modes.size() + mode] = pair.getB();
            }
        }
        return new FlatLinear(new double[modes.size()], weights, slots(features), true);
    }

    private void addTrees(FlatTrees.Builder trees, Model<Label> part) {
        if (part instanceof WeightedEnsembleModel<Label> ensemble) {
            ensemble.getModels().forEach(member -> addTrees(trees, member));
        } else if (part instanceof TreeModel<Label> tree) {
            add(trees, trees.tree(), tree.getRoot(), tree.getFeatureIDMap());
        } else {
            throw new IllegalArgumentException("no kind of model that can be flattened: " + part.getClass());
        }
    }

    /** Recursive: Tribuo's own trees are built and read that way, and ours are no deeper. */
    private void add(FlatTrees.Builder trees, int at, Node<Label> node, ImmutableFeatureMap features) {
        if (node instanceof SplitNode<Label> split) {
            int slot = slot(features.get(split.getFeatureID()).getName());
            int left = trees.split(at, slot, floor(split.splitValue()));
            add(trees, left, split.getLessThanOrEqual(), features);
            add(trees, FlatTrees.Builder.right(left), split.getGreaterThan(), features);
        } else {
            Map<String, Label> scores = ((LeafNode<Label>) node).getDistribution();
            float[] shares = new float[modes.size()];
            for (int mode = 0; mode < shares.length; mode++) {
                Label score = scores.get(modes.get(mode));
                // Tribuo takes what went left from what there was, which can leave a hair below 0.
                shares[mode] = score == null ? 0 : (float) Math.max(0, Math.min(1, score.getScore()));
            }
            trees.leaf(at, shares);
        }
    }

    /** The largest float that isn't above the threshold: for a value that is a float, the comparison stays the same. */
    private static float floor(double threshold) {
        float near = (float) threshold;
        return near > threshold ? Math.nextDown(near) : near;
    }
}
