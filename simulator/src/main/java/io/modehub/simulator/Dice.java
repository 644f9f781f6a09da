package io.modehub.simulator;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Seeded chance with the few distributions a day needs. */
final class Dice {
    private final SplittableRandom random;

    Dice(long... seeds) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (long seed : seeds) {
            mixed = (mixed ^ seed) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        this.random = new SplittableRandom(mixed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** A whole number, both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** A positive value whose logarithm is spread evenly-normally around the median's by {@code spread}. */
    double around(double median, double spread) {
        return median * Math.exp(spread * normal());
    }

    /** Roughly standard normal: the sum of six uniform draws. */
    double normal() {
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += random.nextDouble();
        }
        return (sum - 3) * Math.sqrt(2);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Picks by weight; the map's order matters for reproducibility, so pass one with a fixed order. */
    <T> T pick(Map<T, Double> weights) {
        double total = 0;
        for (double weight : weights.values()) {
            total += weight;
        }
        double left = random.nextDouble() * total;
        T last = weights.keySet().iterator().next();
        for (Map.Entry<T, Double> entry : weights.entrySet()) {
            last = entry.getKey();
            left -= entry.getValue();
            if (left < 0) {
                break;
            }
        }
        return last;
    }
}
