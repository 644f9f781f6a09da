package io.modehub.chat.analyst;

import io.modehub.chat.analyst.CalendarWords.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;

/**
 * Stretches of time as they lie around a person's present.
 *
 * @param firstDay of which anything is known
 */
record Calendar(LocalDate today, DayOfWeek weekStart, LocalDate firstDay) {
    private static final int MANY_DAYS = 30;
    private static final int DAYS_OF_A_YEAR = 365;

    /** The day, week, … a day lies in; of weekends the latest that began by then. */
    When named(Unit unit, LocalDate day) {
        return switch (unit) {
            case DAY -> When.day(day);
            case WEEK -> {
                LocalDate first = day.minusDays(Math.floorMod(day.getDayOfWeek().getValue() - weekStart.getValue(), 7));
                yield new When(first, first.plusDays(7));
            }
            case MONTH -> When.month(day);
            case QUARTER -> When.quarter(day);
            case YEAR -> When.year(day.getYear());
            case WEEKEND -> {
                LocalDate saturday =
                        day.minusDays(Math.floorMod(day.getDayOfWeek().getValue() - 6, 7));
                yield new When(saturday, saturday.plusDays(2));
            }
        };
    }

    /** This week. */
    When week() {
        return named(Unit.WEEK, today);
    }

    When month() {
        return When.month(today);
    }

    /** So many units back: 0 this one, 1 the last. */
    When back(Unit unit, int count) {
        LocalDate day =
                switch (unit) {
                    case DAY -> today.minusDays(count);
                    case WEEK, WEEKEND -> today.minusWeeks(count);
                    case MONTH -> today.withDayOfMonth(1).minusMonths(count);
                    case QUARTER -> today.withDayOfMonth(1).minusMonths(3L * count);
                    case YEAR -> today.withDayOfYear(1).minusYears(count);
                };
        return named(unit, day);
    }

    /** Days that end today. */
    When window(Unit unit, int count) {
        return switch (unit) {
            case DAY -> lastDays(count);
            case WEEK, WEEKEND -> lastDays(7L * count);
            case MONTH ->
                count == 1 ? lastDays(MANY_DAYS) : from(today.minusMonths(count).plusDays(1));
            case QUARTER -> from(today.minusMonths(3L * count).plusDays(1));
            case YEAR ->
                count == 1
                        ? lastDays(DAYS_OF_A_YEAR)
                        : from(today.minusYears(count).plusDays(1));
        };
    }

    When lastDays(long count) {
        return When.upTo(today, count);
    }

    /** The last 30 days: what is meant where nothing is said. */
    When usual() {
        return lastDays(MANY_DAYS);
    }

    /** From a day on, until today. */
    When from(LocalDate first) {
        return new When(first, today.plusDays(1));
    }

    /** The whole log. */
    When everything() {
        return from(firstDay.isAfter(today) ? today : firstDay);
    }

    /** The latest month of that name that has begun by a day. */
    static When latest(Month month, LocalDate by) {
        LocalDate first = LocalDate.of(by.getYear(), month, 1);
        return When.month(first.isAfter(by) ? first.minusYears(1) : first);
    }

    /**
     * Three months from the first of one on, the latest that have begun.
     *
     * @param over whether they must have ended
     */
    When season(int month, boolean over) {
        LocalDate first = LocalDate.of(today.getYear(), month, 1);
        boolean early = first.isAfter(today) || (over && first.plusMonths(3).isAfter(today));
        LocalDate from = early ? first.minusYears(1) : first;
        return new When(from, from.plusMonths(3));
    }

    /** The latest such day before today. */
    LocalDate latestBefore(DayOfWeek day) {
        return today.minusDays(Math.floorMod(today.getDayOfWeek().getValue() - 1 - day.getValue(), 7) + 1L);
    }
}
