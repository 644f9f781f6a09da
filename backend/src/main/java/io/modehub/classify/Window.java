package io.modehub.classify;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Running totals over the last minutes, weighted by duration. Totals are whole numbers, so that what leaves the window
 * takes away exactly what it brought and nothing drifts, however long a tracker runs.
 */
final class Window {
    /** Measures kept as totals. */
    enum Measure {
        MOUSE("mouse"),
        KEYBOARD("keyboard"),
        INPUT("input"),
        MIC_LEVEL("mic"),
        MIC_VOICE("micVoice"),
        MIC_IN_USE("micInUse"),
        MIC_ACTIVE("micActive"),
        SYSTEM_LEVEL("system"),
        SYSTEM_VOICE("systemVoice"),
        SYSTEM_AUDIBLE("systemAudible"),
        BOTH_VOICES("bothAtOnce"),
        BOTH_ACTIVE("bothActive");

        private static final List<Measure> ALL = List.of(values());

        /** The name in features. */
        final String key;

        Measure(String key) {
            this.key = key;
        }

        static List<Measure> all() {
            return ALL;
        }

        @SuppressWarnings("EnumOrdinal") // a position in memory, never stored
        int slot() {
            return ordinal();
        }
    }

    /** Bound against a flood of tiny windows; a real agent fills fifteen minutes with fewer than 900. */
    private static final int MAX_ENTRIES = 1_800;

    private static final double STEPS = Look.STEPS;

    private final long spanMs;
    private final ArrayDeque<Look> entries = new ArrayDeque<>(1);
    private final long[] totals = new long[Measure.ALL.size()];

    /** In ms, as are hints: {@link #MAX_ENTRIES} times a quarter of an hour is less than 2³¹. */
    private final int[] categories = new int[Category.count()];

    private final int[] hints = new int[Hint.count()];
    private long millis;
    private int switches;
    private int turns;

    Window(long spanMs) {
        this.spanMs = spanMs;
    }

    void add(Look look) {
        long horizon = look.endMs - spanMs;
        entries.addLast(look);
        count(look, 1);
        while (entries.size() > 1 && (entries.size() > MAX_ENTRIES || entries.getFirst().endMs <= horizon)) {
            count(entries.removeFirst(), -1);
        }
    }

    void clear() {
        while (!entries.isEmpty()) {
            count(entries.removeFirst(), -1);
        }
    }

    /** Mean of a measure over the window, 0 to 1. */
    double mean(Measure measure) {
        return share(totals[measure.slot()]) / STEPS;
    }

    /** Share of the window's time with such an application in front. */
    double share(Category category) {
        return share(categories[category.slot()]);
    }

    /** Share of the window's time with such a word in the title. */
    double share(Hint hint) {
        return share(hints[hint.slot()]);
    }

    double switchesPerMinute() {
        return switches / minutes();
    }

    double turnsPerMinute() {
        return turns / minutes();
    }

    /** How much of the window's span is filled, 0 to 1. */
    double filled() {
        return Math.min(1, millis / (double) spanMs);
    }

    private double share(long total) {
        return millis == 0 ? 0 : total / (double) millis;
    }

    private double minutes() {
        return Math.max(1, millis / 60_000.0);
    }

    private void count(Look look, int sign) {
        int weight = sign * (int) Math.min(spanMs, look.durationMs);
        Front front = look.front;
        millis += weight;
        switches += look.switched ? sign : 0;
        turns += look.turned ? sign : 0;
        categories[front.category().slot()] += weight;
        for (int i = 0; i < hints.length; i++) {
            hints[i] += front.hints().containsKey(Hint.at(i)) ? weight : 0;
        }
        for (int i = 0; i < totals.length; i++) {
            totals[i] += (long) weight * look.steps(i);
        }
    }
}
