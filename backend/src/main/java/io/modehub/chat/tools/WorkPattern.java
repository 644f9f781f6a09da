package io.modehub.chat.tools;

import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.modehub.chat.tools.LocalDays.Stretch;
import io.vertx.core.Future;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When work begins and ends, and how much of it lies where rest could be. */
final class WorkPattern implements Tool {
    static final int MOST_DAYS = 400;
    static final int EVENING = 20;
    static final int MORNING = 6;
    static final long DAY_OF_WORK_MS = 8 * 3_600_000L;

    private static final ToolSpec SPEC = new ToolSpec(
            "work_pattern",
            "Days of work: mean start and end, evening (20:00 to 06:00), weekend and overtime (beyond 8 h a day), the longest day. Without mode: all modes of work, meetings included.",
            List.of(Asking.PERIOD, Filters.MODE, Filters.AGENT));

    /** A day of work; times in milliseconds since its local midnight. */
    private record Day(LocalDate date, long start, long end, long activeMs, long eveningMs) {
        boolean isWeekend() {
            return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        }

        long overtime() {
            return Math.max(0, activeMs - DAY_OF_WORK_MS);
        }
    }

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period period = Asking.period(arguments, log, MOST_DAYS);
        Set<Integer> modes = modes(arguments, log);
        return log.activeSpans(period, Filters.timeline(arguments, log))
                .map(spans -> spans.stream()
                        .filter(span -> modes.contains(span.modeId()))
                        .toList())
                .map(spans -> result(ref, arguments, period, days(spans, log.zone())));
    }

    /** The mode asked for, or those of work. */
    static Set<Integer> modes(Arguments arguments, PersonLog log) {
        Integer mode = Filters.mode(arguments, log);
        if (mode != null) {
            return Set.of(mode);
        }
        Modes modes = log.modes();
        return log.vocabulary().workModes().stream().map(modes::ofName).collect(Collectors.toSet());
    }

    private static List<Day> days(List<ModeSpan> spans, ZoneId zone) {
        List<Day> days = new ArrayList<>();
        LocalDays.of(spans, zone).forEach((date, stretches) -> {
            Stretch first = stretches.get(0);
            Stretch last = stretches.get(stretches.size() - 1);
            days.add(new Day(
                    date,
                    clock(date, first.from(), zone),
                    clock(date, last.to(), zone),
                    LocalDays.length(stretches),
                    stretches.stream()
                            .mapToLong(stretch -> evening(date, stretch, zone))
                            .sum()));
        });
        return days;
    }

    /** What the zone's clocks show, counted from the day's midnight. */
    private static long clock(LocalDate date, long at, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(at), zone);
        return ChronoUnit.MILLIS.between(date.atTime(LocalTime.MIDNIGHT), local);
    }

    private static long evening(LocalDate date, Stretch stretch, ZoneId zone) {
        long morning = date.atTime(MORNING, 0).atZone(zone).toInstant().toEpochMilli();
        long evening = date.atTime(EVENING, 0).atZone(zone).toInstant().toEpochMilli();
        return Math.max(0, Math.min(stretch.to(), morning) - stretch.from())
                + Math.max(0, stretch.to() - Math.max(stretch.from(), evening));
    }

    private static ToolResult result(String ref, Arguments arguments, Period period, List<Day> days) {
        long total = days.stream().mapToLong(Day::activeMs).sum();
        long evening = days.stream().mapToLong(Day::eveningMs).sum();
        long weekend =
                days.stream().filter(Day::isWeekend).mapToLong(Day::activeMs).sum();
        @Nullable Day longest = days.stream()
                .max(Comparator.comparingLong(Day::activeMs).thenComparing(Day::date, Comparator.reverseOrder()))
                .orElse(null);
        Findings findings = new Findings(ref, SPEC.name(), arguments)
                .over(period)
                .fact("days", Unit.COUNT, days.size())
                .fact("totalMs", Unit.MS, total)
                .fact("meanPerDayMs", Unit.MS, days.isEmpty() ? null : total / days.size())
                .fact(
                        "meanStart",
                        Unit.TIME_OF_DAY,
                        mean(days.stream().mapToLong(Day::start).toArray()))
                .fact(
                        "meanEnd",
                        Unit.TIME_OF_DAY,
                        mean(days.stream().mapToLong(Day::end).toArray()))
                .fact(
                        "earliestStart",
                        Unit.TIME_OF_DAY,
                        boxed(days.stream().mapToLong(Day::start).min().orElse(-1)))
                .fact(
                        "latestEnd",
                        Unit.TIME_OF_DAY,
                        boxed(days.stream().mapToLong(Day::end).max().orElse(-1)))
                .fact(
                        "longestDay",
                        Unit.TEXT,
                        longest == null ? null : longest.date().toString())
                .fact("longestDayMs", Unit.MS, longest == null ? null : longest.activeMs())
                .fact("eveningMs", Unit.MS, evening)
                .fact("eveningShare", Unit.SHARE, share(evening, total))
                .fact("weekendMs", Unit.MS, weekend)
                .fact("weekendShare", Unit.SHARE, share(weekend, total))
                .fact(
                        "overtimeMs",
                        Unit.MS,
                        days.stream().mapToLong(Day::overtime).sum())
                .fact(
                        "overtimeDays",
                        Unit.COUNT,
                        days.stream().filter(day -> day.overtime() > 0).count())
                .column("day", Unit.TEXT)
                .column("start", Unit.TIME_OF_DAY)
                .column("end", Unit.TIME_OF_DAY)
                .column("activeMs", Unit.MS)
                .column("eveningMs", Unit.MS);
        days.subList(Math.max(0, days.size() - ToolResult.MAX_ROWS), days.size())
                .forEach(day ->
                        findings.row(day.date().toString(), day.start(), day.end(), day.activeMs(), day.eveningMs()));
        if (days.size() > ToolResult.MAX_ROWS) {
            findings.isTruncated();
        }
        return findings.done();
    }

    private static @Nullable Object mean(long[] values) {
        return values.length == 0
                ? null
                : Math.round(java.util.Arrays.stream(values).average().orElse(0));
    }

    private static @Nullable Object boxed(long value) {
        return value < 0 ? null : value;
    }

    private static @Nullable Object share(long part, long whole) {
        return whole == 0 ? null : part / (double) whole;
    }
}
