package io.modehub.chat.analyst;

import io.modehub.chat.analyst.CalendarWords.Unit;
import io.modehub.chat.analyst.NumberWords.Ordinal;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Impossible;
import io.modehub.chat.analyst.TimePart.Range;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** Weeks, months, quarters and years by their names and numbers: "KW 47", "Ende März", "Q3", "2026". */
final class NamedDates {
    private final Calendar calendar;
    private final RelativeDates relative;

    NamedDates(Calendar calendar, RelativeDates relative) {
        this.calendar = calendar;
        this.relative = relative;
    }

    @Nullable Found at(Words words, int at) {
        Found week = week(words, at);
        return week != null ? week : monthOrYear(words, at);
    }

    private @Nullable Found week(Words words, int at) {
        int numberAt = words.is(at, "kw", "kalenderwoche", "woche", "week", "cw", "wk") ? at + 1 : -1;
        numberAt = numberAt < 0 && words.is(at, "calendar") && words.is(at + 1, "week") ? at + 2 : numberAt;
        numberAt = words.is(numberAt, "number", "no", "nr", "nummer", "#")
                ? numberAt + (words.is(numberAt + 1, ".") ? 2 : 1)
                : numberAt;
        int number = numberAt < 0 ? -1 : words.number(numberAt);
        int end = numberAt + 1;
        if (number < 0 && words.number(at) > 0 && words.is(at + 1, ".") && words.is(at + 2, "kw", "kalenderwoche")) {
            number = words.number(at);
            end = at + 3;
        }
        if (number < 1
                || number > 53
                || (words.is(end, ".", ":") && words.number(end + 1) >= 0)
                || words.is(end, "uhr")) {
            return null;
        }
        int yearAt = words.is(end, "(") || words.is(end, "/", "in", "of", "von", "im", ",") ? end + 1 : end;
        yearAt = words.is(yearAt, "jahr") ? yearAt + 1 : yearAt;
        int year = words.number(yearAt);
        boolean dated = year >= 2000 && year < 2100;
        When week = isoWeek(dated ? year : calendar.today().getYear(), number);
        if (week == null) {
            return Found.of(new Impossible(), dated ? yearAt + 1 : end);
        }
        if (!dated && week.from().isAfter(calendar.today())) {
            When before = isoWeek(calendar.today().getYear() - 1, number);
            return before == null ? Found.of(new Impossible(), end) : Found.of(before, end);
        }
        return Found.of(week, dated ? yearAt + (words.is(end, "(") && words.is(yearAt + 1, ")") ? 2 : 1) : end);
    }

    private static @Nullable When isoWeek(int year, int number) {
        LocalDate monday = LocalDate.of(year, 1, 4)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .plusWeeks(number - 1L);
        boolean exists = monday.plusDays(3).getYear() == year;
        return exists ? new When(monday, monday.plusDays(7)) : null;
    }

    private @Nullable Found monthOrYear(Words words, int at) {
        int inMonth = words.is(at, "anfang", "early", "beginning")
                ? 1
                : words.is(at, "mitte", "mid", "middle") ? 11 : words.is(at, "ende", "late", "end") ? 21 : 0;
        if (inMonth > 0) {
            int next = words.is(at + 1, "of", "des", "vom", "-", "the") ? at + 2 : at + 1;
            Found month = monthOrYear(words, next);
            month = month != null ? month : relative.withModifier(words, next);
            if (month == null
                    || !(month.parts().get(0) instanceof Range range)
                    || !range.when().isMonth()) {
                return null;
            }
            LocalDate first = range.when().from().withDayOfMonth(inMonth);
            LocalDate until = inMonth == 21 ? range.when().until() : first.plusDays(10);
            return Found.of(new When(first, until), month.end());
        }
        Month month = CalendarWords.month(words.text(at));
        boolean verb = words.is(at, "may", "mar", "march", "sep", "dec")
                && !words.is(
                        at - 1, "in", "of", "since", "from", "to", "until", "than", "vs", "between", "and", "during",
                        "for", "through", "im", "seit", "last", "or", "versus", "about")
                && words.number(at + 1) < 0;
        if (month != null && !verb) {
            int yearAt = words.is(at + 1, "of", ",", ".") ? at + 2 : at + 1;
            int year = words.number(yearAt);
            return year >= 2000 && year < 2100
                    ? Found.of(When.month(LocalDate.of(year, month, 1)), yearAt + 1)
                    : Found.of(Calendar.latest(month, calendar.today()), at + 1);
        }
        int yearAt = words.is(at, "jahr", "jahre", "year", "jahres") ? at + 1 : at;
        int year = words.number(yearAt);
        if (year >= 2000 && year < 2100 && !words.is(yearAt + 1, "-", "uhr", ":")) {
            return Found.of(When.year(year), yearAt + 1);
        }
        if (words.is(at, "q") && words.number(at + 1) >= 1 && words.number(at + 1) <= 4) {
            return quarter(words, words.number(at + 1), at + 2);
        }
        Ordinal ordinal = NumberWords.ordinal(words, at);
        return ordinal.number() >= 1
                        && ordinal.number() <= 4
                        && CalendarWords.unit(words.text(ordinal.end())) == Unit.QUARTER
                ? quarter(words, ordinal.number(), ordinal.end() + 1)
                : null;
    }

    private Found quarter(Words words, int number, int end) {
        int yearAt = words.is(end, "/", "of", "in") ? end + 1 : end;
        int year = words.number(yearAt);
        if (year >= 2000 && year < 2100) {
            return Found.of(When.quarter(LocalDate.of(year, 3 * number, 1)), yearAt + 1);
        }
        When quarter = When.quarter(LocalDate.of(calendar.today().getYear(), 3 * number, 1));
        return Found.of(
                quarter.from().isAfter(calendar.today())
                        ? When.quarter(quarter.from().minusYears(1))
                        : quarter,
                end);
    }
}
