package io.modehub.chat.analyst;

import io.modehub.chat.analyst.TimePart.Days;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Impossible;
import io.modehub.chat.analyst.TimePart.Part;
import io.modehub.chat.analyst.TimePart.Range;
import io.modehub.chat.analyst.TimePart.Which;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a question says about time, one expression at a place; looks at a bounded number of words from there. */
final class DateGrammar {
    private static final Set<String> SINCE = Set.of("seit", "since", "seitdem", "ab", "starting", "beginning");
    private static final Set<String> OPENERS = Set.of("vom", "von", "from", "zwischen", "between");
    private static final Set<String> CONNECTORS =
            Set.of("bis", "to", "until", "till", "til", "through", "thru", "-", "und", "and");
    private static final Set<String> BEFORE_DATES = Set.of(
            "in",
            "im",
            "am",
            "an",
            "der",
            "den",
            "dem",
            "des",
            "die",
            "das",
            "the",
            "of",
            "on",
            "during",
            "waehrend",
            "von",
            "vom",
            "fuer",
            "for",
            "at",
            "over",
            "within",
            "innerhalb",
            "ueber",
            "zum",
            "zur",
            "from",
            "my",
            "meine",
            "meiner",
            "meinen",
            "meinem",
            "eines",
            "einer",
            "through",
            "across",
            "by",
            "around");
    private static final int MOST_PREPOSITIONS = 3;

    private final DatePoint point;
    private final Calendar calendar;

    /** @param monthFirst whether 3/4 is the fourth of March */
    DateGrammar(Calendar calendar, boolean monthFirst) {
        this.calendar = calendar;
        this.point = new DatePoint(calendar, monthFirst);
    }

    /** What begins at a word; null where nothing does. */
    @Nullable Found at(Words words, int at) {
        Found clock = ClockGrammar.at(words, at);
        Found date = date(words, at);
        return clock == null || (date != null && date.end() > clock.end()) ? date : clock;
    }

    private @Nullable Found date(Words words, int at) {
        int friday = words.is(at + 1, "-", "bis", "to") ? at + 2 : at + 1;
        if (words.is(at, "mo", "mon") && words.is(friday, "fr", "fri")) {
            return Found.of(new Days(workingDays(), Which.EVERY), friday + 1);
        }
        if (SINCE.contains(words.text(at))) {
            Found since = since(words, at);
            if (since != null) {
                return since;
            }
        }
        int first = skip(words, at);
        Found range = range(words, at, first);
        if (range != null) {
            return range;
        }
        for (int from = first; from >= at; from--) {
            Found single = single(words, from);
            if (single != null) {
                return single;
            }
        }
        return null;
    }

    private @Nullable Found single(Words words, int from) {
        Hours part = CalendarWords.part(words.text(from));
        if (part != null) {
            boolean late = words.is(from - 1, "spaet", "late");
            return Found.of(new Part(late ? Hours.NIGHT : part, true), from + 1);
        }
        if (words.is(from, "morgen", "morning") && words.is(from - 1, "am", "jeden", "every", "the")) {
            return Found.of(new Part(Hours.MORNING, true), from + 1);
        }
        Found found = point.at(words, from);
        return found == null ? null : withPartOfDay(words, found);
    }

    /** "gestern Abend", "Dienstag früh", "yesterday morning". */
    private static Found withPartOfDay(Words words, Found day) {
        int at = words.is(day.end(), "in", "at", "am")
                ? day.end() + (words.is(day.end() + 1, "the", "der") ? 2 : 1)
                : day.end();
        boolean morning = words.is(at, "morgen", "frueh");
        Hours hours = morning ? Hours.MORNING : CalendarWords.part(words.text(at));
        boolean daily = day.parts().size() == 1
                && (day.parts().get(0) instanceof Days
                        || (day.parts().get(0) instanceof Range range
                                && range.when().days() == 1));
        if (hours == null || !daily) {
            return day;
        }
        List<TimePart> parts = new ArrayList<>(day.parts());
        parts.add(new Part(hours, true));
        return new Found(parts, at + 1);
    }

    private @Nullable Found since(Words words, int at) {
        int first = skip(words, at + 1);
        Found start = point.at(words, first);
        if (start == null) {
            return point.window(words, first);
        }
        LocalDate from = firstDayOf(start);
        if (from == null
                || (CONNECTORS.contains(words.text(start.end()))
                        && point.at(words, skip(words, start.end() + 1)) != null)) {
            return null;
        }
        return from.isAfter(calendar.today())
                ? Found.of(new Impossible(), start.end())
                : Found.of(calendar.from(from), start.end());
    }

    /** "vom 1. bis 15. Oktober", "von März bis Mai", "October 1-15", "Montag bis Mittwoch". */
    private @Nullable Found range(Words words, int at, int first) {
        boolean opened = OPENERS.contains(words.text(at));
        int afterNumber = point.endOfDayNumber(words, first);
        boolean bare = afterNumber > 0 && CONNECTORS.contains(words.text(afterNumber));
        Found start = bare ? null : point.at(words, first);
        int connector = start == null ? afterNumber : start.end();
        if (connector < 0 || !CONNECTORS.contains(words.text(connector))) {
            return null;
        }
        boolean compares = words.is(
                at - 1, "unterschied", "vergleich", "differenz", "difference", "comparison", "change", "veraenderung");
        if (words.is(connector, "und", "and") && (!opened || compares)) {
            return null;
        }
        int second = words.is(connector + 1, "zu", "including", "einschliesslich") ? connector + 2 : connector + 1;
        second = skip(words, second);
        Found end = point.at(words, second);
        if (start != null && end == null) {
            end = point.dayOfMonthLike(words, second, start);
        }
        if (end == null) {
            return null;
        }
        if (start == null) {
            start = point.dayNumberIn(words, first, end);
        }
        return start == null || isReversed(words, first, start, end) ? null : joined(start, end);
    }

    /** "this month to last month" are two periods; "Oktober bis März" is one over the turn of the year. */
    private static boolean isReversed(Words words, int first, Found start, Found end) {
        boolean named = CalendarWords.month(words.text(first)) != null || words.number(first) > 0;
        return !named
                && start.parts().get(0) instanceof Range a
                && end.parts().get(0) instanceof Range b
                && b.when().from().isBefore(a.when().from());
    }

    private @Nullable Found joined(Found start, Found end) {
        TimePart a = start.parts().get(0);
        TimePart b = end.parts().get(0);
        if (a instanceof Days from
                && b instanceof Days to
                && from.days().size() == 1
                && to.days().size() == 1) {
            List<DayOfWeek> days = new ArrayList<>();
            for (DayOfWeek day = from.days().get(0); ; day = day.plus(1)) {
                days.add(day);
                if (day == to.days().get(0)) {
                    break;
                }
            }
            return Found.of(new Days(days, from.which()), end.end());
        }
        LocalDate from = firstDayOf(start);
        if (from == null || !(b instanceof Range to)) {
            return null;
        }
        LocalDate until = to.when().until();
        if (!from.isBefore(to.when().from()) && !from.equals(to.when().from())) {
            from = from.minusYears(1);
        }
        return Found.of(new When(from, until), end.end());
    }

    private @Nullable LocalDate firstDayOf(Found found) {
        TimePart part = found.parts().get(0);
        if (part instanceof Range range) {
            return range.when().from();
        }
        return part instanceof Days days && days.days().size() == 1
                ? calendar.latestBefore(days.days().get(0))
                : null;
    }

    private static int skip(Words words, int at) {
        int first = at;
        while (first < at + MOST_PREPOSITIONS
                && (BEFORE_DATES.contains(words.text(first)) || (first == at && OPENERS.contains(words.text(first))))) {
            first++;
        }
        return first;
    }

    static List<DayOfWeek> workingDays() {
        return List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
    }
}
