package io.modehub.chat.analyst;

import io.modehub.chat.analyst.CalendarWords.Unit;
import io.modehub.chat.analyst.TimePart.Ahead;
import io.modehub.chat.analyst.TimePart.Days;
import io.modehub.chat.analyst.TimePart.Earlier;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Part;
import io.modehub.chat.analyst.TimePart.Range;
import io.modehub.chat.analyst.TimePart.Which;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Time as it lies from now: "gestern", "letzte Woche", "in den letzten 3 Wochen", "vor zwei Tagen". */
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
    private static final int MOST_UNITS = 4000;

    private final Calendar calendar;

    RelativeDates(Calendar calendar) {
        this.calendar = calendar;
    }

    @Nullable Found at(Words words, int at) {
        Found found = relativeDay(words, at);
        found = found != null ? found : beforeLast(words, at);
        found = found != null ? found : withModifier(words, at);
        return found != null ? found : ago(words, at);
    }

    private @Nullable Found relativeDay(Words words, int at) {
        if (words.is(at, "heute", "today", "heut", "heutige", "heutigen", "heutiger", "todays")) {
            Found ago = words.is(at + 1, "vor") ? ago(words, at + 1) : null;
            return ago != null && ago.parts().get(0) instanceof Range range
                    ? Found.of(When.day(back(words, at + 1, range)), ago.end())
                    : Found.of(When.day(calendar.today()), at + 1);
        }
        if (words.is(
                at,
                "gestern",
                "yesterday",
                "gestrigen",
                "gestrige",
                "gestriger",
                "yesterdays",
                "yday",
                "gesten",
                "gester",
                "yeterday",
                "yesteday",
                "yestarday")) {
            return Found.of(When.day(calendar.today().minusDays(1)), at + 1);
        }
        if (words.is(at, "vorgestern", "vorgestrigen")) {
            return Found.of(When.day(calendar.today().minusDays(2)), at + 1);
        }
        int day = words.is(at, "the") ? at + 1 : at;
        if (words.is(day, "day") && words.is(day + 1, "before") && words.is(day + 2, "yesterday")) {
            return Found.of(When.day(calendar.today().minusDays(2)), day + 3);
        }
        if (words.is(at, "tonight")) {
            return new Found(
                    List.of(new Range(When.day(calendar.today()), false), new Part(Hours.EVENING, true)), at + 1);
        }
        if (words.is(at, "last", "letzte") && words.is(at + 1, "night", "nacht")) {
            return new Found(
                    List.of(new Range(When.day(calendar.today().minusDays(1)), false), new Part(Hours.EVENING, true)),
                    at + 2);
        }
        if (words.is(at, "this") && CalendarWords.part(words.text(at + 1)) != null) {
            return Found.of(When.day(calendar.today()), at + 1);
        }
        boolean tomorrow = (words.is(at, "morgen") && !words.is(at - 1, "am", "jeden", "der", "den", "guten", "good"))
                || words.is(at, "uebermorgen", "tomorrow", "morgigen");
        return tomorrow ? Found.of(new Ahead(), at + 1) : null;
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

    private LocalDate back(Words words, int at, Range range) {
        Unit unit = unitAfterNumber(words, at + 1);
        int number = Math.max(1, NumberWords.cardinal(words, at + 1));
        return switch (unit == null ? Unit.DAY : unit) {
            case WEEK -> calendar.today().minusWeeks(number);
            case MONTH -> calendar.today().minusMonths(number);
            case YEAR -> calendar.today().minusYears(number);
            default -> range.when().from();
        };
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
            Found window = window(words, at + 1, words.is(at, "past"));
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

    /** "3 Wochen" after "letzten": days that end today; without a number only for plurals, or where it says "past". */
    @Nullable Found window(Words words, int at, boolean rolling) {
        boolean few = words.is(at, "paar", "few", "couple", "wenigen", "several");
        int number = few ? (words.is(at, "couple") ? 2 : 3) : NumberWords.cardinal(words, at);
        int unitAt = number > 0 ? at + 1 : at;
        if (words.is(unitAt, "of", "letzten", "vergangenen", "full", "vollen", "kalendarischen")) {
            unitAt++;
        }
        Unit unit = unit(words, unitAt);
        if (unit == null || (unit == Unit.WEEKEND && number <= 1)) {
            return null;
        }
        if (number <= 0) {
            if (CalendarWords.isPlural(words.text(unitAt))) {
                number = unit == Unit.DAY ? 7 : unit == Unit.WEEK ? 4 : 3;
            } else if (rolling && unit != Unit.DAY) {
                number = 1;
            } else {
                return null;
            }
        }
        return number > MOST_UNITS ? null : Found.of(calendar.window(unit, number), unitAt + 1);
    }

    /** "vor 3 Tagen", "two weeks ago". */
    private @Nullable Found ago(Words words, int at) {
        int numberAt = words.is(at, "vor") ? at + 1 : at;
        int number = words.is(numberAt, "couple") ? 2 : NumberWords.cardinal(words, numberAt);
        Unit unit = number <= 0 ? null : unitAfterNumber(words, numberAt);
        if (unit == null || number > MOST_UNITS) {
            return null;
        }
        int end = numberAt + 2;
        if (!words.is(at, "vor")) {
            if (!words.is(end, "ago")) {
                return null;
            }
            end++;
        }
        return Found.of(calendar.back(unit, number), end);
    }

    private static @Nullable Unit unitAfterNumber(Words words, int at) {
        return unit(words, at + 1);
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
