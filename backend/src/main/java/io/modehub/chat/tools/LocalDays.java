package io.modehub.chat.tools;

import io.modehub.activity.ModeSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Stretches of time by the local day they lie in, cut at midnight. */
final class LocalDays {
    /** From, including, to, excluding, in epoch milliseconds. */
    record Stretch(long from, long to) {
        long length() {
            return to - from;
        }
    }

    private LocalDays() {}

    /** The stretches of each day, in order; those that touch are one. */
    static NavigableMap<LocalDate, List<Stretch>> of(List<ModeSpan> spans, ZoneId zone) {
        NavigableMap<LocalDate, List<Stretch>> days = new TreeMap<>();
        for (ModeSpan span : spans) {
            Instant at = span.from();
            while (at.isBefore(span.to())) {
                LocalDate day = at.atZone(zone).toLocalDate();
                Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
                Instant end = span.to().isBefore(midnight) ? span.to() : midnight;
                add(
                        days.computeIfAbsent(day, fresh -> new ArrayList<>()),
                        new Stretch(at.toEpochMilli(), end.toEpochMilli()));
                at = end;
            }
        }
        return days;
    }

    private static void add(List<Stretch> day, Stretch next) {
        int last = day.size() - 1;
        if (last >= 0 && day.get(last).to() == next.from()) {
            day.set(last, new Stretch(day.get(last).from(), next.to()));
        } else {
            day.add(next);
        }
    }

    static long length(List<Stretch> stretches) {
        return stretches.stream().mapToLong(Stretch::length).sum();
    }
}
