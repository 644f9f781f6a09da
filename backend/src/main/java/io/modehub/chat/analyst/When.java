package io.modehub.chat.analyst;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Whole local days {@code [from, until)}. */
record When(LocalDate from, LocalDate until) {
    When {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a period must end after it begins");
        }
    }

    static When day(LocalDate day) {
        return new When(day, day.plusDays(1));
    }

    /** The days that end with a day, it included. */
    static When upTo(LocalDate last, long days) {
        return new When(last.plusDays(1 - days), last.plusDays(1));
    }

    static When month(LocalDate inIt) {
        LocalDate first = inIt.withDayOfMonth(1);
        return new When(first, first.plusMonths(1));
    }

    static When year(int year) {
        return new When(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    static When quarter(LocalDate inIt) {
        LocalDate first = LocalDate.of(inIt.getYear(), (inIt.getMonthValue() - 1) / 3 * 3 + 1, 1);
        return new When(first, first.plusMonths(3));
    }

    long days() {
        return ChronoUnit.DAYS.between(from, until);
    }

    boolean isMonth() {
        return equals(month(from));
    }

    boolean isQuarter() {
        return equals(quarter(from));
    }

    boolean isYear() {
        return equals(year(from.getYear()));
    }

    /** The stretch before it that people would compare it with: months with months, days with as many days. */
    When previous() {
        if (isMonth()) {
            return month(from.minusMonths(1));
        }
        if (isQuarter()) {
            return quarter(from.minusMonths(3));
        }
        return isYear() ? year(from.getYear() - 1) : new When(from.minusDays(days()), from);
    }

    /** Without the days after one; the whole of it where it begins later. */
    When notAfter(LocalDate last) {
        return until.isAfter(last.plusDays(1)) && !from.isAfter(last) ? new When(from, last.plusDays(1)) : this;
    }

    /** The night that begins on a day, as a tool's {@code period}. */
    String night(Hours hours) {
        return from.atTime(hours.from(), 0) + "/" + from.plusDays(1).atTime(hours.to(), 0);
    }

    /** As a tool's {@code period}. */
    String asked() {
        return days() == 1 ? from.toString() : from + "/" + until.minusDays(1);
    }
}
