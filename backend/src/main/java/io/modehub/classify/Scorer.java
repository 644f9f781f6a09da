package io.modehub.classify;

/** The arithmetic of a model: arrays and nothing else. Immutable, safe to share between threads. */
public sealed interface Scorer permits FlatTrees, FlatLinear, Blend {
    /** How many modes it tells apart. */
    int modes();

    /** A new array with one probability a mode, together 1. */
    double[] probabilities(FeatureVector features);
}
