package io.modehub.chat.analyst;

import io.modehub.chat.analyst.CalendarWords.Unit;
import io.modehub.chat.analyst.TimePart.Ahead;
import io.modehub.chat.analyst.TimePart.Days;
import io.modehub.chat.analyst.TimePart.Earlier;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Which;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Time by where it lies from now: "letzte Woche", "diesen Montag", "the month before last", "nächstes Jahr". */
final class RelativeDates {
    private static final Set<String> NEXT = Set.of(
            "naechste",
            "naechsten",
            "naechster",
            "naechstes",
            "naechstem",
            "kommende",
            "kommenden",
            "kommender",
            "kommendes",
            "next",
            "upcoming",
            "coming");
    private static final Set<String> THIS = Set.of(
            "diese",
            "dieser",
            "dieses",
            "diesen",
            "diesem",
            "this",
            "aktuelle",
            "aktuellen",
            "aktueller",
            "aktuelles",
            "laufende",
            "laufenden",
            "laufender",
            "laufendes",
            "current",
            "dies",
            "jetzige",
            "jetzigen",
            "diesse");
    private static final Set<String> LAST = Set.of(
            "letzte",
            "letzten",
            "letzter",
            "letztes",
            "letztem",
            "letze",
            "letzen",
            "letzer",
            "letzes",
            "vergangene",
            "vergangenen",
            "vergangener",
            "vergangenes",
            "vorige",
            "vorigen",
            "voriger",
            "voriges",
            "last",
            "past",
            "previous",
            "prior",
            "lezte",
            "lezten",
            "lst",
            "letztn",
            "preceding",
            "vorangegangene",
            "vorangegangenen",
            "vorherige",
            "vorherigen",
            "vorheriger");
    private static final Set<String> BEFORE_LAST = Set.of(
            "vorletzte",
            "vorletzten",
            "vorletzter",
            "vorletztes",
            "vorvorige",
            "vorletze",
            "vorletzen",
            "vorvergangene",
            "vorvergangenen",
            "vorvergangener",
            "vorvergangenes",
            "penultimate");
    private static final Map<String, Unit> PREVIOUS = Map.of(
            "vorwoche",
            Unit.WEEK,
            "vormonat",
            Unit.MONTH,
            "vorjahr",
            Unit.YEAR,
            "vorjahres",
            Unit.YEAR,
            "vormonats",
            Unit.MONTH,
            "vorquartal",
            Unit.QUARTER,
            "vortag",
            Unit.DAY);

    private final Calendar calendar;
    private final CountedDates counted;

    RelativeDates(Calendar calendar, CountedDates counted) {
        this.calendar = calendar;
        this.counted = counted;
    }

    @Nullable Found at(Words words, int at) {
        Found found = beforeLast(words, at);
        return found != null ? found : withModifier(words, at);
    }

    /** "the week before last", "die Woche vor der letzten"; "the week before last Monday" is something else. */
    private @Nullable Found beforeLast(Words words, int at) {
        int named = words.is(at, "the", "die", "der", "den", "das", "dem") ? at + 1 : at;
        int last = words.is(named + 2, "the", "der", "dem") ? named + 3 : named + 2;
        boolean says =
                words.is(named + 1, "before", "vor") && LAST.contains(words.text(last)) && !stretch(words, last + 1);
        Found found = says ? named(words, named, Which.BEFORE_LAST) : null;
        return found == null ? null : new Found(found.parts(), last + 1);
    }

    /** "letzte Woche", "diesen Montag", "nächsten Monat". */
    @Nullable Found withModifier(Words words, int at) {
        String word = words.text(at);
        Unit previous = PREVIOUS.get(word);
        if (previous != null) {
            return Found.of(calendar.back(previous, 1), at + 1);
        }
        if (NEXT.contains(word)) {
            boolean time =
                    stretch(words, at + 1) || (NumberWords.cardinal(words, at + 1) > 0 && stretch(words, at + 2));
            return time ? Found.of(new Ahead(), at + 2) : null;
        }
        Which which = THIS.contains(word)
                ? Which.THIS
                : LAST.contains(word) ? Which.LAST : BEFORE_LAST.contains(word) ? Which.BEFORE_LAST : null;
        if (which == null) {
            return null;
        }
        if (which == Which.LAST) {
            Found window = counted.window(words, at + 1, words.is(at, "past"));
            if (window != null) {
                return window;
            }
        }
        Found named = named(words, at + 1, which);
        Unit unit = unit(words, at + 1);
        if (named != null && unit != null && words.is(named.end(), "before") && words.is(named.end() + 1, "last")) {
            return Found.of(calendar.back(unit, 2), named.end() + 2);
        }
        return named == null
                        && which == Which.LAST
                        && words.is(at - 1, "als", "than", "zu", "zur", "zum", "gegenueber", "to", "vs", "mit", "with")
                        && (at + 1 >= words.size() || words.get(at + 1).isSign())
                ? Found.of(new Earlier(), at + 1)
                : named;
    }

    private @Nullable Found named(Words words, int at, Which which) {
        String word = words.text(at);
        Unit unit = CalendarWords.unit(word);
        int back = which == Which.THIS ? 0 : which == Which.LAST ? 1 : 2;
        if (unit == Unit.WEEKEND) {
            When latest = calendar.named(Unit.WEEKEND, calendar.today());
            boolean running = latest.until().isAfter(calendar.today());
            int weeks = which == Which.THIS ? 0 : running ? back : back - 1;
            boolean ahead = which == Which.THIS && !running;
            return ahead
                    ? Found.of(latest, at + 1)
                    : Found.of(
                            new When(
                                    latest.from().minusWeeks(weeks),
                                    latest.until().minusWeeks(weeks)),
                            at + 1);
        }
        if (unit != null) {
            return Found.of(calendar.back(unit, back), at + 1);
        }
        DayOfWeek day = CalendarWords.day(word) != null
                ? CalendarWords.day(word)
                : words.is(at - 1, "do", "so") ? null : CalendarWords.shortDay(word);
        if (day != null) {
            return Found.of(new Days(List.of(day), which), at + 1);
        }
        Month month = CalendarWords.month(word);
        if (month != null) {
            LocalDate before = which == Which.THIS
                    ? calendar.today()
                    : calendar.today().withDayOfMonth(1).minusDays(1);
            When latest = Calendar.latest(month, before);
            return Found.of(back == 2 ? When.month(latest.from().minusYears(1)) : latest, at + 1);
        }
        Integer season = CalendarWords.season(word);
        return season == null ? null : Found.of(calendar.season(season, which == Which.LAST), at + 1);
    }

    private static @Nullable Unit unit(Words words, int at) {
        return CalendarWords.unit(words.text(at));
    }

    private static boolean stretch(Words words, int at) {
        String word = words.text(at);
        return CalendarWords.unit(word) != null
                || CalendarWords.day(word) != null
                || CalendarWords.month(word) != null
                || CalendarWords.season(word) != null;
    }
}
