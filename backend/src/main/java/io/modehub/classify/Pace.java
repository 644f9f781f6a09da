package io.modehub.classify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How soon a new mode is shown: the one setting of live smoothing. Quick follows the model closely and changes its mind more
 * often; calm waits until it is sure.
 */
public enum Pace {
    QUICK(0.88, 0.15, 0, 50_000),
    BRISK(0.92, 0.30, 10_000, 90_000),
    BALANCED(0.95, 0.50, 15_000, 140_000),
    STEADY(0.96, 0.55, 30_000, 200_000),
    CALM(0.97, 0.60, 60_000, 300_000);

    private static final Map<String, Pace> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toMap(Pace::wire, pace -> pace));

    /** Chance that a mode goes on for another minute. */
    final double staysAMinute;

    /** By how much belief a new mode must lead before it replaces the last. */
    final double margin;

    /** For how long a new mode must have led so before it is shown. */
    final int dwellMs;

    /** Time after which what a model says counts as a new look; neighbouring windows share most of what they saw. */
    final double lookMs;

    Pace(double staysAMinute, double margin, int dwellMs, double lookMs) {
        this.staysAMinute = staysAMinute;
        this.margin = margin;
        this.dwellMs = dwellMs;
        this.lookMs = lookMs;
    }

    /** The name on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The pace of that name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Pace of(String wire) {
        Pace pace = BY_WIRE.get(wire);
        if (pace == null) {
            throw new IllegalArgumentException("no pace: " + wire);
        }
        return pace;
    }
}
