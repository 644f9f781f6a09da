package io.modehub.activity;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Times of the day on some days of the week, by the person's own clock: {@code [from, to)}. Where {@code to} isn't after
 * {@code from} it goes on over midnight, and belongs to the day it began on; {@code from = to} is the whole day from then on.
 * When clocks are put forward the missing hour never comes, when they are put back the repeated hour counts twice.
 *
 * @param from to the minute
 * @param to to the minute
 * @param days on which it begins, at least one
 */
public record HoursCondition(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
    /** Throws {@link InvalidRule}. */
    public HoursCondition {
        requireMinutes("from", from);
        requireMinutes("to", to);
        if (days.isEmpty()) {
            throw new InvalidRule("days", "must name at least one day, 1 (Monday) to 7; leave it out for every day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Whether a moment lies within. */
    public boolean matches(ZonedDateTime local) {
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
        }
        return time.isBefore(to) ? days.contains(day.minus(1)) : !time.isBefore(from) && days.contains(day);
    }

    private static void requireMinutes(String path, LocalTime time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            throw new InvalidRule(path, "must be a whole minute; example: 09:30");
        }
    }
}
