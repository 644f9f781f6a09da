package io.modehub.activity;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model says of one activity, before anything is smoothed: a probability a mode, together 1. */
public final class Opinion {
    private final List<String> modes;
    private final double[] probabilities;

    /** @param probabilities in the order of the modes, as many */
    public Opinion(List<String> modes, double[] probabilities) {
        if (modes.size() != probabilities.length) {
            throw new IllegalArgumentException("as many probabilities as modes");
        }
        this.modes = List.copyOf(modes);
        this.probabilities = probabilities.clone();
    }

    /** The modes it speaks of, in the classifier's words. */
    public List<String> modes() {
        return modes;
    }

    /** Probability of the mode at that place of {@link #modes}. */
    public double probability(int place) {
        return probabilities[place];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Opinion opinion
                && modes.equals(opinion.modes)
                && Arrays.equals(probabilities, opinion.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * modes.hashCode() + Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return modes + " " + Arrays.toString(probabilities);
    }
}
