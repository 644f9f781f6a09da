package io.modehub.models;

import io.modehub.classify.Flattened;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;

/**
 * Rows by column, every value as one of at most 256 steps: a byte instead of a float, so that a column of 8,500 rows stays
 * in the first cache. A column of no more different values than steps loses nothing; others are cut into steps of
 * about equally many rows.
 */
final class Columns {
    private static final int STEPS = 256;

    private final int[] slots;
    private final byte[][] steps;
    private final float[][] low;
    private final float[][] high;

    private Columns(int[] slots, int rows) {
        this.slots = slots;
        this.steps = new byte[slots.length][rows];
        this.low = new float[slots.length][];
        this.high = new float[slots.length][];
    }

    /** Reads a data set whose features are ours. */
    static Columns of(Dataset<Label> data) {
        ImmutableFeatureMap map = data.getFeatureIDMap();
        int[] slots = new int[map.size()];
        for (VariableInfo feature : map) {
            slots[map.getID(feature.getName())] = Flattened.slot(feature.getName());
        }
        int[] sizes = new int[slots.length];
        for (Example<Label> example : data) {
            for (Feature feature : example) {
                sizes[map.getID(feature.getName())]++;
            }
        }
        int[][] rows = new int[slots.length][];
        float[][] values = new float[slots.length][];
        for (int column = 0; column < slots.length; column++) {
            rows[column] = new int[sizes[column]];
            values[column] = new float[sizes[column]];
        }
        int[] ends = new int[slots.length];
        int row = 0;
        for (Example<Label> example : data) {
            for (Feature feature : example) {
                int column = map.getID(feature.getName());
                rows[column][ends[column]] = row;
                values[column][ends[column]++] = (float) feature.getValue();
            }
            row++;
        }
        Columns columns = new Columns(slots, row);
        for (int column = 0; column < slots.length; column++) {
            columns.cut(column, rows[column], values[column]);
        }
        return columns;
    }

    int count() {
        return slots.length;
    }

    int slot(int column) {
        return slots[column];
    }

    /** The steps of a column by row, as unsigned bytes. */
    byte[] steps(int column) {
        return steps[column];
    }

    /** A threshold at random between the values of two steps, the first below the second; never inside of a step. */
    float draw(int column, int from, int to, SplittableRandom random) {
        float least = high[column][from];
        float most = low[column][to];
        float threshold = (float) (least + random.nextDouble() * ((double) most - least));
        float below = threshold < most ? threshold : Math.nextDown(most);
        return Math.max(below, high[column][stepAt(column, below)]);
    }

    /** The last step that begins at or below a value, 0 where none does. */
    int stepAt(int column, float value) {
        float[] lows = low[column];
        int step = 0;
        int above = lows.length;
        while (above - step > 1) {
            int middle = (step + above) >>> 1;
            if (lows[middle] <= value) {
                step = middle;
            } else {
                above = middle;
            }
        }
        return step;
    }

    /** A threshold between a step and the next that occurs: halfway. */
    float between(int column, int step, int next) {
        float below = high[column][step];
        float above = low[column][next];
        float middle = below + (above - below) / 2;
        return middle < above ? middle : below;
    }

    private void cut(int column, int[] rows, float[] values) {
        float[] sorted = Arrays.copyOf(values, steps[column].length);
        Arrays.sort(sorted);
        bounds(column, sorted);
        float[] highs = high[column];
        Arrays.fill(steps[column], (byte) step(highs, 0));
        for (int i = 0; i < rows.length; i++) {
            steps[column][rows[i]] = (byte) step(highs, values[i]);
        }
    }

    private void bounds(int column, float[] sorted) {
        int[] ends = distinctEnds(sorted);
        float[] lows = new float[Math.min(STEPS, ends.length)];
        float[] highs = new float[lows.length];
        int from = 0;
        int step = 0;
        for (int i = 0; i < ends.length; i++) {
            int stepsLeft = lows.length - step;
            boolean mustEnd = ends.length - i <= stepsLeft;
            boolean full = (long) (ends[i] - from) * stepsLeft >= sorted.length - from;
            if (mustEnd || (full && stepsLeft > 1) || i == ends.length - 1) {
                lows[step] = sorted[from];
                highs[step++] = sorted[ends[i] - 1];
                from = ends[i];
            }
        }
        low[column] = lows;
        high[column] = highs;
    }

    /** Where runs of equal values end, exclusive. */
    private static int[] distinctEnds(float[] sorted) {
        int[] ends = new int[sorted.length];
        int count = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[i - 1]) {
                ends[count++] = i;
            }
        }
        return Arrays.copyOf(ends, count);
    }

    private static int step(float[] highs, float value) {
        int at = Arrays.binarySearch(highs, value == 0 ? 0f : value);
        return at >= 0 ? at : -at - 1;
    }
}
