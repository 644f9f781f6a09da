package io.modehub.models;

import io.modehub.classify.FeatureVector;
import io.modehub.classify.Features;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** One labelled moment: its features, packed, and what a person said it was. Immutable. */
public final class Row {
    private final int[] slots;
    private final float[] values;
    private final String mode;
    private final String app;
    private final float weight;
    private final @Nullable When when;

    /**
     * When a row was.
     *
     * @param day the person's own day
     * @param session stretches without a long gap, numbered in order over all days
     */
    public record When(LocalDate day, int session) {}

    private Row(int[] slots, float[] values, String mode, String app, float weight, @Nullable When when) {
        this.slots = slots;
        this.values = values;
        this.mode = mode;
        this.app = app;
        this.weight = weight;
        this.when = when;
        if (mode.isBlank()) {
            throw new IllegalArgumentException("a row must have a mode");
        }
        if (!(weight > 0) || Float.isInfinite(weight)) {
            throw new IllegalArgumentException("a row's weight must be above 0, not " + weight);
        }
    }

    /**
     * Copies the features.
     *
     * @param mode key of the mode
     * @param app application in front, for holding out applications
     * @param weight 1 for a plain label, more for what a person corrected
     * @param when null in a table without dates
     */
    public static Row of(FeatureVector features, String mode, String app, float weight, @Nullable When when) {
        int[] slots = new int[features.size()];
        float[] values = new float[slots.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = features.slot(i);
            values[i] = (float) features.value(i);
        }
        return new Row(slots, values, mode, app, weight, when);
    }

    /** The same row, its session numbered after so many others. */
    Row after(int sessions) {
        When later = when == null ? null : new When(when.day(), when.session() + sessions);
        return new Row(slots, values, mode, app, weight, later);
    }

    public String mode() {
        return mode;
    }

    public String app() {
        return app;
    }

    public float weight() {
        return weight;
    }

    public @Nullable When when() {
        return when;
    }

    /** Puts the features into a vector, in place of what it held. */
    public void fill(FeatureVector vector) {
        vector.clear();
        for (int i = 0; i < slots.length; i++) {
            vector.add(slots[i], values[i]);
        }
    }

    /**
     * The row for Tribuo.
     *
     * @param magnitudes without signs, as naive Bayes needs it
     */
    Example<Label> example(BitSet kept, boolean magnitudes) {
        String[] names = new String[slots.length];
        double[] features = new double[slots.length];
        int size = 0;
        for (int i = 0; i < slots.length; i++) {
            if (kept.get(slots[i])) {
                names[size] = Features.name(slots[i]);
                features[size++] = magnitudes ? Math.abs(values[i]) : values[i];
            }
        }
        return new ArrayExample<>(new Label(mode), Arrays.copyOf(names, size), Arrays.copyOf(features, size));
    }
}
