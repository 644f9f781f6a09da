package io.modehub.models;

import io.modehub.classify.FeatureVector;
import io.modehub.classify.Features;
import io.modehub.classify.FlatLinear;
import io.modehub.classify.ModeModel;
import java.util.BitSet;
import java.util.List;

/** What any model must beat, as models themselves: logarithms of shares as weights. */
final class Baselines {
    private static final String APP = "app:";

    private Baselines() {}

    /** The shares of the modes, whatever is asked. */
    static ModeModel majority(List<Row> rows) {
        List<String> modes = modes(rows);
        double[] weights = new double[Features.count() * modes.size()];
        return ModeModel.of(
                "majority", modes, new BitSet(), new FlatLinear(shares(rows, modes), weights, new BitSet(), false));
    }

    /** The shares of the modes with the application in front; of all where it was never seen. */
    static ModeModel appRule(List<Row> rows) {
        List<String> modes = modes(rows);
        double[] bias = shares(rows, modes);
        double[][] counts = new double[Features.count()][];
        FeatureVector vector = new FeatureVector();
        BitSet slots = new BitSet();
        for (Row row : rows) {
            row.fill(vector);
            for (int i = 0; i < vector.size(); i++) {
                int slot = vector.slot(i);
                if (Features.name(slot).startsWith(APP)) {
                    slots.set(slot);
                    counts[slot] = counts[slot] == null ? new double[modes.size()] : counts[slot];
                    counts[slot][modes.indexOf(row.mode())]++;
                }
            }
        }
        double[] weights = new double[Features.count() * modes.size()];
        for (int slot : slots.stream().toArray()) {
            for (int mode = 0; mode < modes.size(); mode++) {
                weights[slot * modes.size() + mode] = Math.log(counts[slot][mode] + Math.exp(bias[mode])) - bias[mode];
            }
        }
        return ModeModel.of("app rule", modes, slots, new FlatLinear(bias, weights, slots, false));
    }

    private static List<String> modes(List<Row> rows) {
        return rows.stream().map(Row::mode).distinct().sorted().toList();
    }

    /** Logarithms of the modes' shares of the rows. */
    private static double[] shares(List<Row> rows, List<String> modes) {
        double[] counts = new double[modes.size()];
        rows.forEach(row -> counts[modes.indexOf(row.mode())]++);
        for (int mode = 0; mode < counts.length; mode++) {
            counts[mode] = Math.log(counts[mode] / rows.size());
        }
        return counts;
    }
}
