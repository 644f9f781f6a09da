package io.modehub.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Maximal runs of one mode within a day, pauses of up to a minute included. Times in ms since 1970. */
final class Segments {
    static final long SHORTEST_MS = 300_000;

    private static final long MAX_PAUSE_MS = 60_000;
    private static final double ENOUGH_IN_COMMON = 0.5;

    private Segments() {}

    /** One run {@code [from, to)}; its steps are those from {@code first} up to {@code last}, both included. */
    record Segment(String mode, long from, long to, int first, int last) {
        boolean isLong() {
            return to - from >= SHORTEST_MS;
        }

        /** The time in common over the time of either; 0 for another mode. */
        double overlap(Segment other) {
            long common = Math.min(to, other.to) - Math.max(from, other.from);
            long either = Math.max(to, other.to) - Math.min(from, other.from);
            return mode.equals(other.mode) && common > 0 ? common / (double) either : 0;
        }
    }

    static List<Segment> of(List<Step> day, Function<Step, String> mode) {
        List<Segment> segments = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= day.size(); i++) {
            if (i == day.size()
                    || !mode.apply(day.get(i)).equals(mode.apply(day.get(first)))
                    || day.get(i).from().toEpochMilli() - day.get(i - 1).to().toEpochMilli() > MAX_PAUSE_MS) {
                segments.add(new Segment(
                        mode.apply(day.get(first)),
                        day.get(first).from().toEpochMilli(),
                        day.get(i - 1).to().toEpochMilli(),
                        first,
                        i - 1));
                first = i;
            }
        }
        return segments;
    }

    /** How many long segments of the first list are found in the second. */
    static long found(List<Segment> these, List<Segment> those) {
        return these.stream()
                .filter(Segment::isLong)
                .filter(one -> those.stream().anyMatch(other -> one.overlap(other) >= ENOUGH_IN_COMMON))
                .count();
    }
}
