package io.modehub.classify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A window's application and title hashed into buckets, so that models hold no text. Words and pairs of neighbouring words
 * are hashed with a sign, so that what falls together cancels rather than adds up.
 */
final class Tokens {
    static final int APP_BUCKETS = 256;
    static final int TITLE_BUCKETS = 512;

    private static final double WORD = 0.5;

    private final int app;
    private final int[] buckets;
    private final double[] values;

    private Tokens(int app, int[] buckets, double[] values) {
        this.app = app;
        this.buckets = buckets;
        this.values = values;
    }

    static Tokens of(String appToken, List<String> words) {
        int[] totals = new int[TITLE_BUCKETS];
        for (int i = 0; i < words.size(); i++) {
            add(totals, hash(words.get(i)));
            if (i > 0) {
                add(totals, hash(words.get(i - 1) + ' ' + words.get(i)));
            }
        }
        int[] buckets = IntStream.range(0, TITLE_BUCKETS)
                .filter(bucket -> totals[bucket] != 0)
                .toArray();
        double[] values = Arrays.stream(buckets)
                .mapToDouble(bucket -> Math.max(-1, Math.min(1, totals[bucket] * WORD)))
                .toArray();
        return new Tokens(Math.floorMod(hash(appToken), APP_BUCKETS), buckets, values);
    }

    /** The application's bucket. */
    int app() {
        return app;
    }

    /** How many buckets the title touches. */
    int size() {
        return buckets.length;
    }

    int bucket(int i) {
        return buckets[i];
    }

    /** What the i-th bucket holds, −1 to 1. */
    double value(int i) {
        return values[i];
    }

    private static void add(int[] totals, int hash) {
        totals[Math.floorMod(hash, TITLE_BUCKETS)] += hash < 0 ? -1 : 1;
    }

    /** FNV-1a: the same on every machine and version, as buckets are stored in models. */
    private static int hash(String word) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x01000193;
        }
        return hash;
    }
}
