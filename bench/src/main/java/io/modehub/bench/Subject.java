package io.modehub.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One side of a comparison, by whatever tells it from the other in a sentence of either language. */
record Subject(Pattern names) {
    private static final Map<Integer, String> DAYS =
            Map.of(0, "heute|today", 1, "gestern|yesterday", 2, "vorgestern|the day before yesterday");
    private static final Map<Integer, String> WEEKS = Map.of(
            0,
            "diese[rn]? woche|this week",
            1,
            "(letzte|vorige|vergangene)[rn]? woche|vorwoche|last week",
            2,
            "vorletzte[rn]? woche|woche davor|the week before");
    private static final Map<Integer, String> MONTHS = Map.of(
            0,
            "diese[rnms]* monat|this month",
            1,
            "(letzte|vorige|vergangene)[rnms]* monat|vormonat|last month",
            2,
            "vorletzte[rnms]* monat|monat davor|the month before");

    /** The side of a that b is compared with, both as files have them. */
    static Subject of(JsonObject a, JsonObject b, ZoneId zone) {
        List<String> names = new ArrayList<>();
        if (differ("app", a, b)) {
            names.add(Pattern.quote(a.getString("app")));
        } else if (differ("mode", a, b)) {
            Object mode = a.getValue("mode");
            names.add(
                    mode instanceof JsonArray several
                            ? several.stream().map(Object::toString).collect(Collectors.joining("|"))
                            : String.valueOf(mode));
        } else if (differ("weekdays", a, b)) {
            a.getJsonArray("weekdays").forEach(day -> names.add(weekday(DayOfWeek.of((Integer) day))));
        } else {
            names.addAll(period(
                    LocalDate.parse(a.getString("from").substring(0, 10)),
                    LocalDate.parse(a.getString("to").substring(0, 10)),
                    ChatYear.PRESENT.atZone(zone).toLocalDate()));
        }
        return new Subject(Pattern.compile(
                "\\b(" + String.join("|", names) + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static boolean differ(String member, JsonObject a, JsonObject b) {
        return a.containsKey(member) && !a.getValue(member).equals(b.getValue(member));
    }

    private static String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.GERMAN) + "|"
                + day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static List<String> period(LocalDate from, LocalDate to, LocalDate today) {
        List<String> names = new ArrayList<>();
        if (from.plusDays(1).equals(to)) {
            names.add(DAYS.getOrDefault((int) (today.toEpochDay() - from.toEpochDay()), "–"));
            names.add(Pattern.quote(from.format(DateTimeFormatter.ofPattern("dd.MM.uuuu"))));
            names.add(from.format(DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.ENGLISH)));
        } else if (from.plusWeeks(1).equals(to)) {
            LocalDate monday = today.with(DayOfWeek.MONDAY);
            names.add(WEEKS.getOrDefault((int) ((monday.toEpochDay() - from.toEpochDay()) / 7), "–"));
            names.add("(kw|week) " + from.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        } else if (from.getDayOfMonth() == 1 && from.plusMonths(1).equals(to)) {
            int back = (today.getYear() - from.getYear()) * 12 + today.getMonthValue() - from.getMonthValue();
            names.add(MONTHS.getOrDefault(back, "–"));
            names.add(from.getMonth().getDisplayName(TextStyle.FULL, Locale.GERMAN));
            names.add(from.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        } else {
            names.add("–");
        }
        return names;
    }
}
