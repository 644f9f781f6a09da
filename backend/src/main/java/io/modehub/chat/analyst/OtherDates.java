package io.modehub.chat.analyst;

import io.modehub.chat.analyst.CalendarWords.Unit;
import io.modehub.chat.analyst.TimePart.Days;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Range;
import io.modehub.chat.analyst.TimePart.Which;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Days of the week, seasons, holidays, and words such as "insgesamt" and "lately". */
final class OtherDates {
    private final Calendar calendar;

    OtherDates(Calendar calendar) {
        this.calendar = calendar;
    }

    @Nullable Found at(Words words, int at) {
        Found day = dayName(words, at);
        return day != null ? day : phrase(words, at);
    }

    private static @Nullable Found dayName(Words words, int at) {
        boolean every = words.is(at, "jeden", "jedem", "every", "each", "alle");
        String word = words.text(every ? at + 1 : at);
        DayOfWeek plural = CalendarWords.everyDay(word);
        DayOfWeek single = CalendarWords.day(word);
        if (single == null && words.is(at - 1, "am", "an", "on", "letzten", "vom", "seit", "den", "since")) {
            single = CalendarWords.shortDay(word);
        }
        if (plural != null || single != null) {
            Which which = every || plural != null ? Which.EVERY : Which.BARE;
            DayOfWeek day = plural != null ? plural : single;
            return day == null ? null : Found.of(new Days(List.of(day), which), every ? at + 2 : at + 1);
        }
        List<DayOfWeek> weekend = List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        if (words.is(every ? at + 1 : at, "wochenende", "weekend", "wochenend", "wochende")) {
            return Found.of(new Days(weekend, every ? Which.EVERY : Which.BARE), every ? at + 2 : at + 1);
        }
        if (words.is(at, "wochenenden", "weekends")) {
            return Found.of(new Days(weekend, Which.EVERY), at + 1);
        }
        if (words.is(at, "werktags", "wochentags", "werktagen", "weekdays", "arbeitstags", "werktage")
                && !words.is(at - 1, "of", "je")) {
            return Found.of(new Days(DateGrammar.workingDays(), Which.EVERY), at + 1);
        }
        boolean inTheWeek = (words.is(at, "unter") && words.is(at + 1, "der") && words.is(at + 2, "woche"))
                || (words.is(at, "during")
                        && words.is(at + 1, "the")
                        && words.is(at + 2, "week")
                        && !words.is(at + 3, "of", "before"));
        return inTheWeek ? Found.of(new Days(DateGrammar.workingDays(), Which.EVERY), at + 3) : null;
    }

    private @Nullable Found phrase(Words words, int at) {
        if (words.is(
                at, "lately", "recently", "neuerdings", "kuerzlich", "momentan", "derzeit", "juengst", "aktuell")) {
            return Found.of(new Range(calendar.usual(), true), at + 1);
        }
        if (words.is(at, "letzter", "letzten", "these") && words.is(at + 1, "zeit", "days")) {
            return Found.of(calendar.usual(), at + 2);
        }
        Unit begun = Map.of(
                        "jahresbeginn",
                        Unit.YEAR,
                        "jahresanfang",
                        Unit.YEAR,
                        "monatsanfang",
                        Unit.MONTH,
                        "monatsbeginn",
                        Unit.MONTH,
                        "wochenbeginn",
                        Unit.WEEK,
                        "wochenanfang",
                        Unit.WEEK,
                        "ytd",
                        Unit.YEAR)
                .get(words.text(at));
        if (begun != null) {
            return Found.of(
                    new When(
                            calendar.named(begun, calendar.today()).from(),
                            calendar.today().plusDays(1)),
                    at + 1);
        }
        boolean ever = words.is(at, "insgesamt", "jemals", "bisher", "ever", "overall");
        int allTime = (words.is(at, "all") && words.is(at + 1, "time"))
                        || (words.is(at, "aller") && words.is(at + 1, "zeiten"))
                        || (words.is(at, "gesamten", "gesamter", "ganzen", "entire", "whole", "komplette", "kompletten")
                                && words.is(
                                        at + 1,
                                        "zeit",
                                        "zeitraum",
                                        "history",
                                        "log",
                                        "protokoll",
                                        "record",
                                        "recording",
                                        "aufzeichnung"))
                        || (words.is(at, "so") && words.is(at + 1, "far"))
                ? 2
                : 0;
        if (words.is(at, "beginn", "anbeginn") && words.is(at - 1, "seit")) {
            allTime = 1;
        }
        if (ever || allTime > 0) {
            return Found.of(new Range(calendar.everything(), ever || words.is(at, "so")), at + Math.max(1, allTime));
        }
        int day = words.is(at, "weihnachten", "weihnachtstagen", "christmas")
                ? 1224
                : words.is(at, "heiligabend")
                        ? 1224
                        : words.is(at, "silvester") ? 1231 : words.is(at, "neujahr") ? 101 : 0;
        if (day > 0) {
            LocalDate first = LocalDate.of(calendar.today().getYear(), day / 100, day % 100);
            LocalDate from = first.isAfter(calendar.today()) ? first.minusYears(1) : first;
            return Found.of(
                    new When(from, from.plusDays(words.is(at, "weihnachten", "weihnachtstagen", "christmas") ? 3 : 1)),
                    at + 1);
        }
        Integer season = CalendarWords.season(words.text(at));
        boolean jump = words.is(at, "spring") && !words.is(at - 1, "in", "last", "this", "the", "during");
        return season == null || jump ? null : Found.of(calendar.season(season, false), at + 1);
    }
}
