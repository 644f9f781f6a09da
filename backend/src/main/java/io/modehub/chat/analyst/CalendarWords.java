package io.modehub.chat.analyst;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of days, months and stretches of time in both languages, folded. */
final class CalendarWords {
    /** A stretch of the calendar. */
    enum Unit {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        WEEKEND
    }

    private static final Map<String, DayOfWeek> DAYS = new HashMap<>();
    private static final Map<String, DayOfWeek> SHORT_DAYS = new HashMap<>();
    private static final Map<String, DayOfWeek> EVERY_DAY = new HashMap<>();
    private static final Map<String, Month> MONTHS = new HashMap<>();
    private static final Map<String, Unit> UNITS = new HashMap<>();
    private static final Set<String> PLURALS = Set.of(
            "tage",
            "tagen",
            "wochen",
            "monate",
            "monaten",
            "jahre",
            "jahren",
            "quartale",
            "quartalen",
            "days",
            "weeks",
            "months",
            "years",
            "quarters");
    private static final Map<String, Hours> PARTS = new HashMap<>();

    static {
        List<String> german = List.of("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag");
        List<String> english = List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
        List<String> shortGerman = List.of("mo", "di", "mi", "do", "fr", "sa", "so");
        List<String> shortEnglish = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
        for (DayOfWeek day : DayOfWeek.values()) {
            int at = day.getValue() - 1;
            DAYS.put(german.get(at), day);
            DAYS.put(english.get(at), day);
            EVERY_DAY.put(german.get(at) + "s", day);
            EVERY_DAY.put(german.get(at) + "en", day);
            EVERY_DAY.put(german.get(at) + "e", day);
            EVERY_DAY.put(english.get(at) + "s", day);
            SHORT_DAYS.put(shortGerman.get(at), day);
            SHORT_DAYS.put(shortEnglish.get(at), day);
        }
        DAYS.put("sonnabend", DayOfWeek.SATURDAY);
        EVERY_DAY.put("sonnabends", DayOfWeek.SATURDAY);
        List.of(
                        "tues",
                        "wednes",
                        "thur",
                        "thurs",
                        "wensday",
                        "wednsday",
                        "teusday",
                        "tuseday",
                        "mittwch",
                        "dienstg",
                        "donerstag",
                        "donnerstg",
                        "samsatg",
                        "freitg",
                        "montg",
                        "firday",
                        "saterday")
                .forEach(name -> DAYS.put(name, nearest(name)));
        names(MONTHS, Month.JANUARY, "januar", "jaenner", "jan", "january");
        names(MONTHS, Month.FEBRUARY, "februar", "feber", "feb", "february", "febuary");
        names(MONTHS, Month.MARCH, "maerz", "mrz", "march", "marz", "mar");
        names(MONTHS, Month.APRIL, "april", "apr");
        names(MONTHS, Month.MAY, "mai", "may");
        names(MONTHS, Month.JUNE, "juni", "jun", "june", "juno");
        names(MONTHS, Month.JULY, "juli", "jul", "july", "julei");
        names(MONTHS, Month.AUGUST, "august", "aug");
        names(MONTHS, Month.SEPTEMBER, "september", "sep", "sept", "septmber", "setpember");
        names(MONTHS, Month.OCTOBER, "oktober", "okt", "october", "oct", "otkober", "oktobr");
        names(MONTHS, Month.NOVEMBER, "november", "nov", "novmber", "novemeber");
        names(MONTHS, Month.DECEMBER, "dezember", "dez", "december", "dec");
        names(UNITS, Unit.DAY, "tag", "tage", "tagen", "tages", "day", "days");
        names(
                UNITS,
                Unit.WEEK,
                "woche",
                "wochen",
                "week",
                "weeks",
                "kalenderwoche",
                "wk",
                "wks",
                "wcohe",
                "wohce",
                "arbeitswoche",
                "kalenderwochen",
                "kw");
        names(
                UNITS,
                Unit.MONTH,
                "monat",
                "monats",
                "monate",
                "monaten",
                "monates",
                "month",
                "months",
                "kalendermonat",
                "moant");
        names(UNITS, Unit.QUARTER, "quartal", "quartals", "quartale", "quartalen", "quarter", "quarters");
        names(UNITS, Unit.YEAR, "jahr", "jahres", "jahre", "jahren", "year", "years", "kalenderjahr", "kalenderjahres");
        names(UNITS, Unit.WEEKEND, "wochenende", "wochenendes", "weekend", "wochende", "wochenend");
        names(
                PARTS,
                Hours.MORNING,
                "morgens",
                "vormittags",
                "vormittag",
                "morning",
                "mornings",
                "frueh",
                "fruehmorgens",
                "fruehs");
        names(PARTS, Hours.NOON, "mittags", "mittag", "noontime", "lunchtime", "midday");
        names(PARTS, Hours.AFTERNOON, "nachmittags", "nachmittag", "afternoon", "afternoons", "nachmittagen");
        names(
                PARTS,
                Hours.EVENING,
                "abends",
                "abend",
                "evening",
                "evenings",
                "abenden",
                "tonight",
                "spaetabends",
                "feierabendzeit");
        names(PARTS, Hours.NIGHT, "nachts", "nacht", "night", "nights", "naechten", "nighttime", "overnight");
    }

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

    private CalendarWords() {}

    private static <T> void names(Map<String, T> map, T value, String... names) {
        for (String name : names) {
            map.put(name, value);
        }
    }

    private static DayOfWeek nearest(String name) {
        return switch (name.substring(0, 2)) {
            case "mo" -> DayOfWeek.MONDAY;
            case "tu", "te", "di" -> DayOfWeek.TUESDAY;
            case "we", "mi" -> DayOfWeek.WEDNESDAY;
            case "th", "do" -> DayOfWeek.THURSDAY;
            case "fi", "fr" -> DayOfWeek.FRIDAY;
            default -> DayOfWeek.SATURDAY;
        };
    }

    /** All names, without the short ones of days. */
    static Set<String> names() {
        Set<String> names = new HashSet<>(DAYS.keySet());
        List.of(EVERY_DAY, MONTHS, UNITS, PARTS).forEach(some -> names.addAll(some.keySet()));
        names.addAll(Set.of("gestern", "vorgestern", "yesterday", "heute", "today"));
        return names;
    }

    static @Nullable DayOfWeek day(String word) {
        return DAYS.get(word);
    }

    static @Nullable DayOfWeek shortDay(String word) {
        return SHORT_DAYS.get(word);
    }

    static @Nullable DayOfWeek everyDay(String word) {
        return EVERY_DAY.get(word);
    }

    static @Nullable Month month(String word) {
        return MONTHS.get(word);
    }

    static @Nullable Unit unit(String word) {
        return UNITS.get(word);
    }

    static boolean isPlural(String unit) {
        return PLURALS.contains(unit);
    }

    static @Nullable Hours part(String word) {
        return PARTS.get(word);
    }

    /** The first month of a season. */
    static @Nullable Integer season(String word) {
        return SEASONS.get(word);
    }
}
