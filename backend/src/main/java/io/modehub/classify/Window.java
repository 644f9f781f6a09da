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
        SYSTEM_LEVEL("system"),
        SYSTEM_VOICE("systemVoice"),
        SYSTEM_AUDIBLE("systemAudible"),
        BOTH_VOICES("bothAtOnce");

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

    /** Steps in which measures of 0 to 1 are counted. */
    private static final double STEPS = 1024;

    /** Bound against a flood of tiny windows; a real agent fills five minutes with fewer than 300. */
    private static final int MAX_ENTRIES = 600;

    private final long spanMs;
    private final ArrayDeque<Observed> entries = new ArrayDeque<>();
    private final long[] totals = new long[Measure.ALL.size()];
    private final long[] categories = new long[Category.count()];
    private final long[] hints = new long[Hint.count()];
    private long millis;
    private int switches;
    private int turns;

    Window(long spanMs) {
        this.spanMs = spanMs;
    }

    void add(Observed observed) {
        long horizon = observed.activity().end().toEpochMilli() - spanMs;
        entries.addLast(observed);
        count(observed, 1);
        while (entries.size() > 1 && (entries.size() > MAX_ENTRIES || endsBy(entries.getFirst(), horizon))) {
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

    private static boolean endsBy(Observed observed, long horizon) {
        return observed.activity().end().toEpochMilli() <= horizon;
    }

    private void count(Observed o, int sign) {
        long weight = sign * Math.min(spanMs, o.activity().durationMs());
        millis += weight;
        switches += o.switched() ? sign : 0;
        turns += o.turned() ? sign : 0;
        categories[o.front().category().slot()] += weight;
        for (Hint hint : o.front().hints().keySet()) {
            hints[hint.slot()] += weight;
        }
        add(Measure.MOUSE, weight, o.activity().mouse() / 10);
        add(Measure.KEYBOARD, weight, o.activity().keyboard() / 10);
        add(Measure.INPUT, weight, o.hasInput() ? 1 : 0);
        add(Measure.MIC_LEVEL, weight, Features.level(o.micDb()));
        add(Measure.MIC_VOICE, weight, o.micVoice());
        add(Measure.MIC_IN_USE, weight, o.isMicInUse() ? 1 : 0);
        add(Measure.SYSTEM_LEVEL, weight, Features.level(o.systemDb()));
        add(Measure.SYSTEM_VOICE, weight, o.systemVoice());
        add(Measure.SYSTEM_AUDIBLE, weight, o.systemDb() > Observed.AUDIBLE_DB ? 1 : 0);
        add(Measure.BOTH_VOICES, weight, o.hearsMic() && o.hearsSystem() ? 1 : 0);
    }

    private void add(Measure measure, long weight, double value) {
        totals[measure.slot()] += weight * Math.round(value * STEPS);
    }
}
