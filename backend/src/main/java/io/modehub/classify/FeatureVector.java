package io.modehub.classify;

/** A sparse vector over the slots of {@link Features}, reused from activity to activity by one thread. */
public final class FeatureVector {
    private final double[] values = new double[Features.count()];
    private final int[] slots = new int[Features.count()];
    private int size;

    /** Adds to a slot; a value of 0 takes no room. */
    public void add(int slot, double value) {
        if (value == 0) {
            return;
        }
        if (values[slot] == 0) {
            slots[size++] = slot;
        }
        values[slot] += value;
        if (values[slot] == 0) {
            values[slot] = Double.MIN_VALUE;
        }
    }

    /** Back to all 0. */
    public void clear() {
        for (int i = 0; i < size; i++) {
            values[slots[i]] = 0;
        }
        size = 0;
    }

    /** How many slots are set. */
    public int size() {
        return size;
    }

    /** The slot of the i-th feature set. */
    public int slot(int i) {
        return slots[i];
    }

    /** The value of the i-th feature set. */
    public double value(int i) {
        return values[slots[i]];
    }

    /** The value in a slot, 0 where it isn't set. */
    double at(int slot) {
        return values[slot];
    }
}
