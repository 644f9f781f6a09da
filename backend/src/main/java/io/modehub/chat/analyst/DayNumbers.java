package io.modehub.chat.analyst;

import io.modehub.chat.analyst.NumberWords.Ordinal;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Impossible;
import io.modehub.chat.analyst.TimePart.Range;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Days by their numbers: "3. November", "3.11.", "November 3rd, 2026", "2026-11-03". */
final class DayNumbers {
    private final LocalDate today;
    private final boolean monthFirst;

    DayNumbers(LocalDate today, boolean monthFirst) {
        this.today = today;
        this.monthFirst = monthFirst;
    }

    @Nullable Found at(Words words, int at) {
        int number = words.number(at);
        if (number >= 2000
                && number < 2100
                && words.is(at + 1, "-")
                && words.get(at + 1).touches()) {
            return iso(words, at);
        }
        Month month = CalendarWords.month(words.text(at));
        if (month != null) {
            return monthThenDay(words, at, month);
        }
        if (number > 0
                && number <= 31
                && words.is(at + 1, ".", "/", "-")
                && words.get(at + 1).touches()
                && words.number(at + 2) > 0
                && words.get(at + 2).touches()
                && words.number(at + 2) <= 31
                && !words.is(at + 3, "uhr")) {
            return inNumbers(words, at);
        }
        Ordinal day = NumberWords.ordinal(words, at);
        int end = day.number() > 0 ? day.end() : number > 0 && number <= 31 ? at + 1 : -1;
        if (end < 0) {
            return null;
        }
        int monthAt = words.is(end, "of", "im", "des") ? end + 1 : end;
        Month named = CalendarWords.month(words.text(monthAt));
        if (named != null) {
            return dated(Math.max(number, day.number()), named.getValue(), words, monthAt + 1);
        }
        boolean introduced = words.is(at - 1, "am", "dem", "vom", "den", "on", "zum", "seit", "ab")
                || (words.is(at - 1, "the") && words.is(at - 2, "on", "since", "from", "to", "until", "of"));
        boolean follows = CalendarWords.unit(words.text(end)) != null || words.is(end, "mal", "meeting", "app");
        return day.number() > 0 && day.number() <= 31 && introduced && !follows && words.number(at) > 0
                ? Found.of(latestDay(day.number()), day.end())
                : null;
    }

    int endOfDayNumber(Words words, int at) {
        Ordinal day = NumberWords.ordinal(words, at);
        int number = words.number(at);
        return day.number() > 0 && day.number() <= 31 ? day.end() : number > 0 && number <= 31 ? at + 1 : -1;
    }

    @Nullable Found dayNumberIn(Words words, int at, Found other) {
        int day = Math.max(words.number(at), NumberWords.ordinal(words, at).number());
        if (day < 1 || !(other.parts().get(0) instanceof Range range)) {
            return null;
        }
        YearMonth month = YearMonth.from(range.when().from());
        return month.isValidDay(day) ? Found.of(When.day(month.atDay(day)), endOfDayNumber(words, at)) : null;
    }

    private When latestDay(int day) {
        YearMonth month = YearMonth.from(today);
        for (int back = 0; back < 12; back++) {
            YearMonth candidate = month.minusMonths(back);
            if (candidate.isValidDay(day) && !candidate.atDay(day).isAfter(today)) {
                return When.day(candidate.atDay(day));
            }
        }
        return When.day(today);
    }

    private @Nullable Found iso(Words words, int at) {
        int month = words.number(at + 2);
        if (words.is(at + 2, "w") && words.number(at + 3) > 0) {
            return null;
        }
        if (month < 1 || month > 12) {
            return null;
        }
        int year = words.number(at);
        if (words.is(at + 3, "-") && words.number(at + 4) > 0) {
            return found(year, month, words.number(at + 4), at + 5);
        }
        return Found.of(When.month(LocalDate.of(year, month, 1)), at + 3);
    }

    private @Nullable Found monthThenDay(Words words, int at, Month month) {
        int dayAt = words.is(at + 1, "the") ? at + 2 : words.is(at + 1, ".") ? at + 2 : at + 1;
        Ordinal ordinal = NumberWords.ordinal(words, dayAt);
        boolean inDigits = words.number(dayAt) > 0;
        int end = ordinal.number() > 0 ? ordinal.end() : dayAt + 1;
        int day = ordinal.number() > 0 ? ordinal.number() : words.number(dayAt);
        boolean sentenceEnd = inDigits && words.is(dayAt + 1, ".");
        if (sentenceEnd) {
            end = dayAt + 1;
        }
        if (day < 1 || day > 31 || words.is(end, ":", "uhr", "pm", "am", "h")) {
            return null;
        }
        int yearAt = words.is(end, ",") ? end + 1 : end;
        int year = words.number(yearAt);
        return year >= 2000 && year < 2100
                ? found(year, month.getValue(), day, yearAt + 1)
                : latest(month.getValue(), day, end);
    }

    private @Nullable Found inNumbers(Words words, int at) {
        int first = words.number(at);
        int second = words.number(at + 2);
        boolean slash = words.is(at + 1, "/");
        if (words.is(at + 1, "-") && !(words.is(at + 3, "-") && words.number(at + 4) > 99)) {
            return null;
        }
        boolean swapped = (slash && monthFirst && first <= 12) || (second > 12 && first <= 12);
        int day = swapped ? second : first;
        int month = swapped ? first : second;
        if (month > 12) {
            return Found.of(new Impossible(), at + 3);
        }
        boolean more = words.is(at + 3, words.text(at + 1)) && words.get(at + 3).touches();
        boolean dated = more && words.number(at + 4) >= 0 && words.get(at + 4).touches();
        if (dated) {
            int year = words.number(at + 4);
            return found(year < 100 ? 2000 + year : year, month, day, at + 5);
        }
        boolean spaced = more && words.number(at + 4) >= 2000 && words.number(at + 4) < 2100;
        return spaced
                ? found(words.number(at + 4), month, day, at + 5)
                : latest(month, day, more && !slash ? at + 4 : at + 3);
    }

    private @Nullable Found dated(int day, int month, Words words, int end) {
        int yearAt = words.is(end, ",") ? end + 1 : end;
        int year = words.number(yearAt);
        return year >= 2000 && year < 2100 ? found(year, month, day, yearAt + 1) : latest(month, day, end);
    }

    /** The latest such day that is not ahead. */
    private Found latest(int month, int day, int end) {
        int year = today.getYear();
        for (int back = 0; back <= 4; back++) {
            if (YearMonth.of(year - back, month).isValidDay(day)
                    && !LocalDate.of(year - back, month, day).isAfter(today)) {
                return Found.of(When.day(LocalDate.of(year - back, month, day)), end);
            }
        }
        return Found.of(new Impossible(), end);
    }

    private static Found found(int year, int month, int day, int end) {
        try {
            return Found.of(When.day(LocalDate.of(year, month, day)), end);
        } catch (DateTimeException none) {
            return Found.of(new Impossible(), end);
        }
    }
}
