package io.modehub.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * A person's own model and the shipped one together: p = (1 − a) · shipped + a · own with a = n / (n + 300), n being the
 * rows the own model was learned from. Whoever has just begun is judged mostly by the shipped model; 300 rows weigh as much
 * as it. A mode that one of them doesn't know gets 0 from that one.
 */
final class Blend implements Scorer {
    private static final double AS_MUCH_AS_SHIPPED = 300;

    private final List<String> modes;
    private final Share shipped;
    private final Share own;

    /** One of the two, and where its modes are among all. */
    private record Share(ModeModel model, double weight, List<Integer> places) {
        static Share of(ModeModel model, double weight, List<String> all) {
            return new Share(
                    model, weight, model.modes().stream().map(all::indexOf).toList());
        }

        void addTo(double[] sums, FeatureVector features) {
            double[] each = model.probabilities(features);
            for (int i = 0; i < each.length; i++) {
                sums[places.get(i)] += weight * each[i];
            }
        }
    }

    private Blend(List<String> modes, Share shipped, Share own) {
        this.modes = modes;
        this.shipped = shipped;
        this.own = own;
    }

    /** The weight of a model learned from so many rows, 0 to 1. */
    static double weight(int rows) {
        return rows / (rows + AS_MUCH_AS_SHIPPED);
    }

    static Blend of(ModeModel shipped, ModeModel own) {
        List<String> modes = new ArrayList<>(own.modes());
        shipped.modes().stream().filter(mode -> !own.modes().contains(mode)).forEach(modes::add);
        double weight = weight(own.rows());
        return new Blend(List.copyOf(modes), Share.of(shipped, 1 - weight, modes), Share.of(own, weight, modes));
    }

    List<String> names() {
        return modes;
    }

    @Override
    public int modes() {
        return modes.size();
    }

    @Override
    public double[] probabilities(FeatureVector features) {
        double[] sums = new double[modes.size()];
        shipped.addTo(sums, features);
        own.addTo(sums, features);
        return sums;
    }
}
