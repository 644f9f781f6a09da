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
    QUICK(0.80, 0.05, 0, 40_000),
    BRISK(0.86, 0.15, 15_000, 80_000),
    BALANCED(0.90, 0.30, 30_000, 150_000),
    STEADY(0.94, 0.40, 60_000, 240_000),
    CALM(0.97, 0.50, 90_000, 360_000);

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
