package io.modehub.truth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which time is asked about; {@code Away} never is.
 *
 * @param from epoch milliseconds; {@code to} excluded
 * @param modes empty: all
 * @param app null: any, or none
 * @param weekdays 1 (Monday) to 7; empty: all
 * @param hours from, and to excluded, as clocks show them; a start after the end is over midnight; empty: all
 */
public record Asked(
        long from,
        long to,
        ZoneId zone,
        Set<String> modes,
        @Nullable String app,
        Set<Integer> weekdays,
        List<Integer> hours) {
    /** What counts as work where no mode is named. */
    public static final Set<String> WORK = Set.of("Work", "Meeting");

    public Asked {
        modes = Set.copyOf(modes);
        weekdays = Set.copyOf(weekdays);
        hours = List.copyOf(hours);
    }

    /**
     * Reads {@code {"from":"2026-11-09","to":"2026-11-16","mode"?,"app"?,"weekdays"?,"hours"?}}: local dates or date-times, the
     * end excluded; {@code mode} a name or several.
     */
    public static Asked of(JsonObject json, ZoneId zone) {
        Object mode = json.getValue("mode");
        return new Asked(
                moment(json.getString("from"), zone),
                moment(json.getString("to"), zone),
                zone,
                mode == null ? Set.of() : mode instanceof JsonArray all ? strings(all) : Set.of((String) mode),
                json.getString("app"),
                json.getJsonArray("weekdays", new JsonArray()).stream()
                        .map(Integer.class::cast)
                        .collect(Collectors.toSet()),
                json.getJsonArray("hours", new JsonArray()).stream()
                        .map(Integer.class::cast)
                        .toList());
    }

    private static Set<String> strings(JsonArray all) {
        return all.stream().map(String.class::cast).collect(Collectors.toSet());
    }

    private static long moment(String text, ZoneId zone) {
        ZonedDateTime local = text.length() <= 10
                ? LocalDate.parse(text).atStartOfDay(zone)
                : LocalDateTime.parse(text).atZone(zone);
        return local.toInstant().toEpochMilli();
    }

    /** The same of the modes of work, where no mode was named. */
    public Asked ofWork() {
        return modes.isEmpty() ? new Asked(from, to, zone, WORK, app, weekdays, hours) : this;
    }

    ZonedDateTime local(long at) {
        return Instant.ofEpochMilli(at).atZone(zone);
    }

    /** What a clock in the zone shows, in milliseconds since it showed midnight. */
    long clock(long at) {
        return local(at).toLocalTime().toNanoOfDay() / 1_000_000;
    }

    boolean isOf(Moment moment) {
        return !moment.mode().equals("Away")
                && (modes.isEmpty() || modes.contains(moment.mode()))
                && (app == null || app.equals(moment.app()));
    }

    boolean isAt(long at) {
        ZonedDateTime local = local(at);
        return (weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek().getValue()))
                && (hours.isEmpty() || isIn(local.toLocalTime(), hours.get(0), hours.get(1)));
    }

    private static boolean isIn(LocalTime time, int from, int to) {
        int hour = time.getHour();
        return from < to ? from <= hour && hour < to : from <= hour || hour < to;
    }
}
