package io.modehub.activity;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How probable a classifier outside the hub holds each mode for one activity, to the thousandth, so that what is kept is what
 * was used.
 *
 * @param byMode 0 to 1 by mode, the most probable first; at least one is above 0, and what is left out is 0
 */
public record Scores(Map<String, Double> byMode) {
    private static final double STEPS = 1_000;

    public Scores {
        Map<String, Double> rounded = new LinkedHashMap<>();
        byMode.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), Math.round(entry.getValue() * STEPS) / STEPS))
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> rounded.put(entry.getKey(), entry.getValue()));
        if (rounded.isEmpty()
                || rounded.entrySet().stream()
                        .anyMatch(
                                entry -> entry.getValue() > 1 || entry.getKey().matches("|.*[,\\p{Cntrl}].*"))) {
            throw new IllegalArgumentException("scores lie between 0 and 1, one of them above 0, and modes have names");
        }
        byMode = Collections.unmodifiableMap(rounded);
    }

    /** One mode and no other. */
    public static Scores of(String mode) {
        return new Scores(Map.of(mode, 1.0));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException where it is no such text
     */
    public static Scores parse(String text) {
        Map<String, Double> byMode = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no mode and score: " + part);
            }
            byMode.put(part.substring(0, colon), Double.valueOf(part.substring(colon + 1)));
        }
        return new Scores(byMode);
    }

    /** {@code Work:0.83,Relax:0.17}: how it is kept. */
    public String text() {
        return byMode.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
