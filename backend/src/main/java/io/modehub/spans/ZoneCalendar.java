package io.modehub.spans;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/**
 * The rows that moments belong to in one zone, as numbers that sort as the rows do. Offsets and days are remembered, since
 * neighbouring moments mostly share them. Not thread-safe.
 */
final class ZoneCalendar {
    private static final long DAY_MS = 86_400_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long HOURS = 24;

    private final ZoneRules rules;
    private final GroupBy groupBy;
    private long offsetFrom = Long.MAX_VALUE;
    private long offsetTo = Long.MIN_VALUE;
    private long offsetMs;
    private long day = Long.MIN_VALUE;
    private long dayKey;

    ZoneCalendar(ZoneId zone, GroupBy groupBy) {
        this.rules = zone.getRules();
        this.groupBy = groupBy;
    }

    /** The row of a moment in epoch milliseconds. */
    long keyAt(long at) {
        long local = at + offsetAt(at);
        long localDay = Math.floorDiv(local, DAY_MS);
        if (groupBy == GroupBy.HOUR) {
            return (local - localDay * DAY_MS) / HOUR_MS;
        }
        if (localDay != day) {
            day = localDay;
            dayKey = keyOf(localDay);
        }
        return groupBy == GroupBy.WEEKHOUR ? dayKey * HOURS + (local - localDay * DAY_MS) / HOUR_MS : dayKey;
    }

    /** The next moment after {@code at} at which the row may change. */
    long nextEdge(long at) {
        long local = at + offsetAt(at);
        long step = groupBy == GroupBy.HOUR || groupBy == GroupBy.WEEKHOUR ? HOUR_MS : DAY_MS;
        long next = (Math.floorDiv(local, step) + 1) * step - offsetMs;
        return Math.min(next, offsetTo);
    }

    /** Whether every quarter-hour of UTC in {@code [from, to)} lies in one row: so it is everywhere today, not in 1970. */
    boolean alignsWithQuarters(long from, long to) {
        long at = from;
        while (at < to) {
            if (offsetAt(at) % DaySums.QUARTER_MS != 0
                    || (offsetTo < to && Math.floorMod(offsetTo, DaySums.QUARTER_MS) != 0)) {
                return false;
            }
            at = offsetTo;
        }
        return true;
    }

    /** The name of a row. */
    String name(long key) {
        return switch (groupBy) {
            case DAY -> LocalDate.ofEpochDay(key).toString();
            case WEEK -> String.format(Locale.ROOT, "%d-W%02d", key / 100, key % 100);
            case MONTH -> String.format(Locale.ROOT, "%04d-%02d", key / 100, key % 100);
            case WEEKHOUR -> key / HOURS + "-" + key % HOURS;
            default -> Long.toString(key);
        };
    }

    private long keyOf(long localDay) {
        LocalDate date = LocalDate.ofEpochDay(localDay);
        return switch (groupBy) {
            case WEEKDAY, WEEKHOUR -> date.getDayOfWeek().getValue();
            case WEEK -> date.get(IsoFields.WEEK_BASED_YEAR) * 100L + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> date.getYear() * 100L + date.getMonthValue();
            default -> localDay;
        };
    }

    private long offsetAt(long at) {
        if (at < offsetFrom || at >= offsetTo) {
            Instant instant = Instant.ofEpochMilli(at);
            ZoneOffset offset = rules.getOffset(instant);
            ZoneOffsetTransition next = rules.nextTransition(instant);
            offsetFrom = at;
            offsetTo = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
            offsetMs = offset.getTotalSeconds() * 1_000L;
        }
        return offsetMs;
    }
}
