package io.modehub.chat.analyst;

import io.modehub.chat.analyst.CalendarWords.Unit;
import io.modehub.chat.analyst.NumberWords.Ordinal;
import io.modehub.chat.analyst.TimePart.Ahead;
import io.modehub.chat.analyst.TimePart.Days;
import io.modehub.chat.analyst.TimePart.Earlier;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.analyst.TimePart.Impossible;
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

/** A single stretch of time by its name: a day, a week, a month, "letzten 3 Wochen". */
final class DatePoint {
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
            "vorletzte", "vorletzten", "vorletzter", "vorletztes", "vorvorige", "vorletze", "vorletzen", "penultimate");
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
    private static final Map<String, Integer> SEASONS = Map.of(
            "fruehling",
            3,
            "fruehjahr",
            3,
            "spring",
            3,
            "sommer",
            6,
            "summer",
            6,
            "herbst",
            9,
            "autumn",
            9,
            "winter",
            12);
    private static final int MANY_DAYS = 30;
    private static final int MOST_UNITS = 4000;

    private final LocalDate today;
    private final DayOfWeek weekStart;
    private final LocalDate firstDay;
    private final DayNumbers numbers;

    DatePoint(LocalDate today, DayOfWeek weekStart, LocalDate firstDay, boolean monthFirst) {
        this.today = today;
        this.weekStart = weekStart;
        this.firstDay = firstDay;
        this.numbers = new DayNumbers(today, monthFirst);
    }

    @Nullable Found at(Words words, int at) {
        Found found = relativeDay(words, at);
        found = found != null ? found : withModifier(words, at);
        found = found != null ? found : ago(words, at);
        found = found != null ? found : week(words, at);
        found = found != null ? found : numbers.at(words, at);
        found = found != null ? found : monthOrYear(words, at);
        found = found != null ? found : dayName(words, at);
        return found != null ? found : phrase(words, at);
    }

    int endOfDayNumber(Words words, int at) {
        return numbers.endOfDayNumber(words, at);
    }

    /** The bare day number at a place, in the month another date lies in. */
    @Nullable Found dayNumberIn(Words words, int at, Found other) {
        return numbers.dayNumberIn(words, at, other);
    }

    /** "15" after "October 1 to": a day of the same month. */
    @Nullable Found dayOfMonthLike(Words words, int at, Found start) {
        return numbers.endOfDayNumber(words, at) < 0 ? null : numbers.dayNumberIn(words, at, start);
    }

    private @Nullable Found relativeDay(Words words, int at) {
        if (words.is(at, "heute", "today", "heut", "heutige", "heutigen", "heutiger", "todays")) {
            Found ago = words.is(at + 1, "vor") ? ago(words, at + 1) : null;
            return ago != null && ago.parts().get(0) instanceof Range range
                    ? Found.of(When.day(back(words, at + 1, range)), ago.end())
                    : Found.of(When.day(today), at + 1);
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
            return Found.of(When.day(today.minusDays(1)), at + 1);
        }
        if (words.is(at, "vorgestern", "vorgestrigen")) {
            return Found.of(When.day(today.minusDays(2)), at + 1);
        }
        int day = words.is(at, "the") ? at + 1 : at;
        if (words.is(day, "day") && words.is(day + 1, "before") && words.is(day + 2, "yesterday")) {
            return Found.of(When.day(today.minusDays(2)), day + 3);
        }
        if (words.is(at, "tonight")) {
            return new Found(List.of(new Range(When.day(today), false), new Part(Hours.EVENING, true)), at + 1);
        }
        if (words.is(at, "last", "letzte") && words.is(at + 1, "night", "nacht")) {
            return new Found(
                    List.of(new Range(When.day(today.minusDays(1)), false), new Part(Hours.EVENING, true)), at + 2);
        }
        if (words.is(at, "this") && CalendarWords.part(words.text(at + 1)) != null) {
            return Found.of(When.day(today), at + 1);
        }
        boolean tomorrow = (words.is(at, "morgen") && !words.is(at - 1, "am", "jeden", "der", "den", "guten", "good"))
                || words.is(at, "uebermorgen", "tomorrow", "morgigen");
        return tomorrow ? Found.of(new Ahead(), at + 1) : null;
    }

    private LocalDate back(Words words, int at, Range range) {
        Unit unit = unitAfterNumber(words, at + 1);
        int number = Math.max(1, NumberWords.cardinal(words, at + 1));
        return switch (unit == null ? Unit.DAY : unit) {
            case WEEK -> today.minusWeeks(number);
            case MONTH -> today.minusMonths(number);
            case YEAR -> today.minusYears(number);
            default -> range.when().from();
        };
    }

    private @Nullable Found withModifier(Words words, int at) {
        String word = words.text(at);
        Unit previous = PREVIOUS.get(word);
        if (previous != null) {
            return Found.of(shifted(previous, 1), at + 1);
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
        if (named != null && words.is(named.end(), "before") && words.is(named.end() + 1, "last")) {
            return Found.of(shifted(unit(words, at + 1), 2), named.end() + 2);
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
            When latest = DateGrammar.named(Unit.WEEKEND, today, weekStart);
            boolean running = latest.until().isAfter(today);
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
            return Found.of(shifted(unit, back), at + 1);
        }
        DayOfWeek day = CalendarWords.day(word) != null
                ? CalendarWords.day(word)
                : words.is(at - 1, "do", "so") ? null : CalendarWords.shortDay(word);
        if (day != null) {
            return Found.of(new Days(List.of(day), which), at + 1);
        }
        Month month = CalendarWords.month(word);
        if (month != null) {
            LocalDate before =
                    which == Which.THIS ? today : today.withDayOfMonth(1).minusDays(1);
            When latest = DateGrammar.latest(month, before);
            return Found.of(back == 2 ? When.month(latest.from().minusYears(1)) : latest, at + 1);
        }
        Integer season = SEASONS.get(word);
        return season == null ? null : Found.of(season(season, which == Which.LAST), at + 1);
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
        return number > MOST_UNITS ? null : Found.of(window(unit, number), unitAt + 1);
    }

    private When window(Unit unit, int number) {
        return switch (unit) {
            case DAY -> When.upTo(today, number);
            case WEEK, WEEKEND -> When.upTo(today, 7L * number);
            case MONTH ->
                number == 1
                        ? When.upTo(today, MANY_DAYS)
                        : new When(today.minusMonths(number).plusDays(1), today.plusDays(1));
            case QUARTER -> new When(today.minusMonths(3L * number).plusDays(1), today.plusDays(1));
            case YEAR ->
                number == 1
                        ? When.upTo(today, 365)
                        : new When(today.minusYears(number).plusDays(1), today.plusDays(1));
        };
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
        return Found.of(shifted(unit, number), end);
    }

    private static @Nullable Unit unitAfterNumber(Words words, int at) {
        return unit(words, at + 1);
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
        When week = isoWeek(dated ? year : today.getYear(), number);
        if (week == null) {
            return Found.of(new Impossible(), dated ? yearAt + 1 : end);
        }
        if (!dated && week.from().isAfter(today)) {
            When before = isoWeek(today.getYear() - 1, number);
            return before == null ? Found.of(new Impossible(), end) : Found.of(before, end);
        }
        return Found.of(week, dated ? yearAt + (words.is(end, "(") && words.is(yearAt + 1, ")") ? 2 : 1) : end);
    }

    private static @Nullable When isoWeek(int year, int number) {
        LocalDate monday = DateGrammar.named(Unit.WEEK, LocalDate.of(year, 1, 4), DayOfWeek.MONDAY)
                .from()
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
            month = month != null ? month : withModifier(words, next);
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
                    : Found.of(DateGrammar.latest(month, today), at + 1);
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
        return ordinal.number() >= 1 && ordinal.number() <= 4 && unit(words, ordinal.end()) == Unit.QUARTER
                ? quarter(words, ordinal.number(), ordinal.end() + 1)
                : null;
    }

    private Found quarter(Words words, int number, int end) {
        int yearAt = words.is(end, "/", "of", "in") ? end + 1 : end;
        int year = words.number(yearAt);
        if (year >= 2000 && year < 2100) {
            return Found.of(When.quarter(LocalDate.of(year, 3 * number, 1)), yearAt + 1);
        }
        When quarter = When.quarter(LocalDate.of(today.getYear(), 3 * number, 1));
        return Found.of(
                quarter.from().isAfter(today) ? When.quarter(quarter.from().minusYears(1)) : quarter, end);
    }

    private When season(int month, boolean over) {
        LocalDate first = LocalDate.of(today.getYear(), month, 1);
        boolean early = first.isAfter(today) || (over && first.plusMonths(3).isAfter(today));
        LocalDate from = early ? first.minusYears(1) : first;
        return new When(from, from.plusMonths(3));
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
            return Found.of(new Range(When.upTo(today, MANY_DAYS), true), at + 1);
        }
        if (words.is(at, "letzter", "letzten", "these") && words.is(at + 1, "zeit", "days")) {
            return Found.of(When.upTo(today, MANY_DAYS), at + 2);
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
            return Found.of(new When(DateGrammar.named(begun, today, weekStart).from(), today.plusDays(1)), at + 1);
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
            return Found.of(new Range(everything(), ever || words.is(at, "so")), at + Math.max(1, allTime));
        }
        int day = words.is(at, "weihnachten", "weihnachtstagen", "christmas")
                ? 1224
                : words.is(at, "heiligabend")
                        ? 1224
                        : words.is(at, "silvester") ? 1231 : words.is(at, "neujahr") ? 101 : 0;
        if (day > 0) {
            LocalDate first = LocalDate.of(today.getYear(), day / 100, day % 100);
            LocalDate from = first.isAfter(today) ? first.minusYears(1) : first;
            return Found.of(
                    new When(from, from.plusDays(words.is(at, "weihnachten", "weihnachtstagen", "christmas") ? 3 : 1)),
                    at + 1);
        }
        Integer season = SEASONS.get(words.text(at));
        boolean jump = words.is(at, "spring") && !words.is(at - 1, "in", "last", "this", "the", "during");
        return season == null || jump ? null : Found.of(season(season, false), at + 1);
    }

    When everything() {
        return new When(firstDay.isAfter(today) ? today : firstDay, today.plusDays(1));
    }

    private When shifted(@Nullable Unit unit, int back) {
        LocalDate day =
                switch (unit == null ? Unit.DAY : unit) {
                    case DAY -> today.minusDays(back);
                    case WEEK, WEEKEND -> today.minusWeeks(back);
                    case MONTH -> today.withDayOfMonth(1).minusMonths(back);
                    case QUARTER -> today.withDayOfMonth(1).minusMonths(3L * back);
                    case YEAR -> today.withDayOfYear(1).minusYears(back);
                };
        return DateGrammar.named(unit == null ? Unit.DAY : unit, day, weekStart);
    }

    private static @Nullable Unit unit(Words words, int at) {
        return CalendarWords.unit(words.text(at));
    }

    private static boolean stretch(Words words, int at) {
        String word = words.text(at);
        return CalendarWords.unit(word) != null
                || CalendarWords.day(word) != null
                || CalendarWords.month(word) != null
                || SEASONS.containsKey(word);
    }
}
