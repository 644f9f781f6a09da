package io.modehub.models;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that may be trained.
 *
 * @param settings by name, as {@link Family} says
 */
public record Candidate(Family family, Map<String, Double> settings, FeatureSet features) {
    /** Kinds of model, the cheaper to ask the earlier. */
    public enum Family {
        /** The most frequent mode, whatever is asked; no settings. */
        MAJORITY,
        /** What is most frequent with the application in front; no settings. */
        APP_RULE,
        /** Tribuo's multinomial naive Bayes, smoothing 1; no settings. */
        NAIVE_BAYES,
        /** Tribuo's linear descent with log loss: {@code rate} of AdaGrad, {@code epochs}; fewer regularise. */
        LOGISTIC,
        /** Tribuo's CART: {@code maxDepth}, {@code minLeaf}. */
        CART,
        /** {@code trees}, {@code minLeaf}. */
        RANDOM_FOREST,
        /** {@code trees}, {@code minLeaf}. */
        EXTRA_TREES;

        boolean isForest() {
            return this == RANDOM_FOREST || this == EXTRA_TREES;
        }
    }

    public Candidate {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    static Candidate of(Family family, FeatureSet features) {
        return new Candidate(family, Map.of(), features);
    }

    static Candidate logistic(double rate, int epochs, FeatureSet features) {
        return new Candidate(Family.LOGISTIC, Map.of("rate", rate, "epochs", (double) epochs), features);
    }

    static Candidate cart(int maxDepth, int minLeaf, FeatureSet features) {
        return new Candidate(Family.CART, Map.of("maxDepth", (double) maxDepth, "minLeaf", (double) minLeaf), features);
    }

    static Candidate forest(Family family, int trees, int minLeaf, FeatureSet features) {
        return new Candidate(family, Map.of("trees", (double) trees, "minLeaf", (double) minLeaf), features);
    }

    /** The same with another number of trees. */
    Candidate withTrees(int trees) {
        Map<String, Double> changed = new TreeMap<>(settings);
        changed.put("trees", (double) trees);
        return new Candidate(family, changed, features);
    }

    double setting(String name) {
        Double value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(family + " needs the setting " + name);
        }
        return value;
    }
}
