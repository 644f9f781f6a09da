package io.modehub.spans;

import io.modehub.activity.ModeSpan;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * How long, by key.
 *
 * @param activeMs milliseconds by key, without {@code Away}; hours and weekdays in their order, modes longest first
 * @param totalMs the sum of the rows
 * @param coverageMs all time with any span, {@code Away} included
 */
public record Summary(Map<String, Long> activeMs, long totalMs, long coverageMs) {

    /** What a row is. */
    public enum GroupBy {
        MODE,
        HOUR,
        WEEKDAY,
        DAY,
        WEEK,
        MONTH;

        /** The grouping of that name on the wire. */
        public static GroupBy of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Sums spans that don't overlap.
     *
     * @param zone whose hours, days, weeks and months are meant
     * @param modeName names by mode id
     */
    public static Summary of(
            List<ModeSpan> spans, GroupBy groupBy, ZoneId zone, int awayModeId, IntFunction<String> modeName) {
        Map<String, Long> rows = new LinkedHashMap<>();
        long coverage = 0;
        for (ModeSpan span : spans) {
            coverage += Duration.between(span.from(), span.to()).toMillis();
            if (span.modeId() == awayModeId) {
                continue;
            }
            if (groupBy == GroupBy.MODE) {
                rows.merge(
                        modeName.apply(span.modeId()),
                        Duration.between(span.from(), span.to()).toMillis(),
                        Long::sum);
            } else {
                addByTime(rows, span, groupBy, zone);
            }
        }
        long total = rows.values().stream().mapToLong(Long::longValue).sum();
        return new Summary(sorted(rows, groupBy), total, coverage);
    }

    private static void addByTime(Map<String, Long> rows, ModeSpan span, GroupBy groupBy, ZoneId zone) {
        Function<ZonedDateTime, String> key = key(groupBy);
        Instant at = span.from();
        while (at.isBefore(span.to())) {
            ZonedDateTime local = at.atZone(zone);
            Instant next = nextBoundary(local, groupBy);
            Instant end = next.isBefore(span.to()) ? next : span.to();
            rows.merge(key.apply(local), Duration.between(at, end).toMillis(), Long::sum);
            at = end;
        }
    }

    /** The next instant at which the key may change. Zone offsets change at full minutes, so hours step by the clock. */
    private static Instant nextBoundary(ZonedDateTime local, GroupBy groupBy) {
        ZonedDateTime next = groupBy == GroupBy.HOUR
                ? local.truncatedTo(ChronoUnit.HOURS).plusHours(1)
                : local.toLocalDate().plusDays(1).atStartOfDay(local.getZone());
        var transition = local.getZone().getRules().nextTransition(local.toInstant());
        boolean changesBefore = transition != null && transition.getInstant().isBefore(next.toInstant());
        return changesBefore ? transition.getInstant() : next.toInstant();
    }

    private static Function<ZonedDateTime, String> key(GroupBy groupBy) {
        return switch (groupBy) {
            case HOUR -> local -> Integer.toString(local.getHour());
            case WEEKDAY -> local -> Integer.toString(DayOfWeek.from(local).getValue());
            case DAY -> local -> local.toLocalDate().toString();
            case WEEK -> local -> week(local.toLocalDate());
            case MONTH -> local -> local.toLocalDate().toString().substring(0, 7);
            case MODE -> throw new IllegalArgumentException("modes are no times");
        };
    }

    private static String week(LocalDate day) {
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static Map<String, Long> sorted(Map<String, Long> rows, GroupBy groupBy) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        var entries = rows.entrySet().stream();
        (switch (groupBy) {
                    case MODE ->
                        entries.sorted(
                                Map.Entry.<String, Long>comparingByValue().reversed());
                    case HOUR -> entries.sorted(java.util.Comparator.comparingInt(e -> Integer.parseInt(e.getKey())));
                    default -> entries.sorted(Map.Entry.comparingByKey());
                })
                .forEachOrdered(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return java.util.Collections.unmodifiableMap(sorted);
    }
}
