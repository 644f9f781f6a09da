package io.modehub.chat.analyst;

import io.modehub.chat.tools.ToolResult.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which tools a reading needs, and what they are asked. */
final class Plan {
    /** Rows of days that one result holds. */
    private static final int MOST_ROWS = 60;

    private final LocalDate today;

    Plan(LocalDate today) {
        this.today = today;
    }

    List<Call> of(Reading reading) {
        When when = reading.metric().mostDays() < 4000 ? reading.when().notAfter(today) : reading.when();
        Filters filters = reading.filters();
        if (reading.night().isPresent()) {
            return night(reading, when.night(reading.night().get()));
        }
        return switch (reading.metric()) {
            case TOTAL, AVERAGE, DAYS -> List.of(active(when, filters, Optional.empty()));
            case SHARE ->
                List.of(active(when, filters, Optional.empty()), active(when, whole(filters), Optional.empty()));
            case TOP, LEAST, SPLIT -> rows(reading);
            case COMPARE -> List.of(compare(reading));
            case VERSUS ->
                List.of(
                        active(when, filters, Optional.empty()),
                        active(when, reading.than().orElse(Filters.NONE), Optional.empty()));
            case BREAKS, BREAKS_A_DAY, BREAK_TOTAL, BREAK_MEAN, BREAK_LONGEST, STRETCH ->
                List.of(least("breaks", when, reading));
            case FOCUS, FOCUS_TOTAL, FOCUS_LONGEST, FOCUS_MEAN -> List.of(least("focus_stretches", when, reading));
            case SWITCHES, SWITCHES_AN_HOUR -> List.of(switches(when, reading));
            case KEYBOARD, MOUSE, MICROPHONE, VOICE, LOUDNESS -> List.of(input(when, reading));
            case TIMELINE -> List.of(timeline(when), active(when, Filters.NONE, Optional.of(Grouping.MODE)));
            case SPANS, AT -> List.of(timeline(when));
            case LAST_TIME, FIRST_TIME -> List.of(active(when, filters, Optional.of(Grouping.MONTH)));
            case MODES -> List.of(known("mode"));
            case APPS, LOG_START -> List.of(known("app"));
            case BALANCE ->
                List.of(pattern(when, Filters.NONE), call("breaks", when), pattern(when.previous(), Filters.NONE));
            case SUMMARY ->
                List.of(
                        active(when, Filters.NONE, Optional.of(Grouping.MODE)),
                        active(when, Filters.NONE, Optional.of(Grouping.APP)),
                        pattern(when, Filters.NONE),
                        call("breaks", when));
            default -> List.of(pattern(when, filters));
        };
    }

    /** The second step of {@link Metric#LAST_TIME}: the days of the month it lies in. */
    static Call daysOf(LocalDate month, Filters filters) {
        return active(When.month(month), filters, Optional.of(Grouping.DAY));
    }

    /** What a part is a part of: the mode where it is narrowed further, else all. */
    static Filters whole(Filters part) {
        if (part.hasTime()) {
            return part.ofNamesOnly();
        }
        return part.mode().isPresent() && part.app().isPresent()
                ? Filters.NONE.withMode(part.mode().orElseThrow())
                : Filters.NONE;
    }

    private static List<Call> night(Reading reading, String period) {
        Filters names = reading.filters().ofNamesOnly();
        List<Call> calls = new ArrayList<>();
        Optional<Grouping> by = reading.metric() == Metric.TOTAL
                ? Optional.empty()
                : Optional.of(reading.grouping().orElse(Grouping.APP));
        calls.add(active(period, names, by));
        reading.also().ifPresent(also -> calls.add(active(period, names, Optional.of(also))));
        return calls;
    }

    private static List<Call> rows(Reading reading) {
        Grouping by = reading.grouping().orElse(Grouping.APP);
        List<Call> calls = new ArrayList<>();
        long chunk = by == Grouping.DAY ? MOST_ROWS : by == Grouping.WEEK ? MOST_ROWS * 7L - 7 : Long.MAX_VALUE;
        LocalDate from = reading.when().from();
        while (from.isBefore(reading.when().until())) {
            boolean last = chunk
                    >= java.time.temporal.ChronoUnit.DAYS.between(
                            from, reading.when().until());
            LocalDate until = last ? reading.when().until() : from.plusDays(chunk);
            calls.add(active(new When(from, until), reading.filters(), Optional.of(by)));
            from = until;
        }
        reading.also().ifPresent(also -> calls.add(active(reading.when(), reading.filters(), Optional.of(also))));
        return calls;
    }

    private static Call active(When when, Filters filters, Optional<Grouping> by) {
        return active(when.asked(), filters, by);
    }

    private static Call active(String period, Filters filters, Optional<Grouping> by) {
        JsonObject arguments = narrowed(JsonObject.of("period", period), filters);
        by.ifPresent(grouping -> arguments.put("group_by", grouping.wire()));
        return new Call("active_time", arguments);
    }

    private static JsonObject narrowed(JsonObject arguments, Filters filters) {
        filters.mode().ifPresent(mode -> arguments.put("mode", mode));
        filters.app().ifPresent(app -> arguments.put("app", app));
        if (!filters.weekdays().isEmpty()) {
            JsonArray days = new JsonArray();
            filters.weekdays().forEach(day -> days.add(day.getValue()));
            arguments.put("weekdays", days);
        }
        filters.hours()
                .ifPresent(hours -> arguments.put("from_hour", hours.from()).put("to_hour", hours.to()));
        return arguments;
    }

    private static Call compare(Reading reading) {
        JsonObject arguments = JsonObject.of(
                "period_a",
                reading.when().asked(),
                "period_b",
                reading.thanWhen().orElse(reading.when().previous()).asked());
        reading.grouping().ifPresent(by -> arguments.put("group_by", by.wire()));
        return new Call("compare", narrowed(arguments, reading.filters()));
    }

    private static Call pattern(When when, Filters filters) {
        JsonObject arguments = JsonObject.of("period", when.asked());
        filters.mode().ifPresent(mode -> arguments.put("mode", mode));
        return new Call("work_pattern", arguments);
    }

    private static Call call(String tool, When when) {
        return new Call(tool, JsonObject.of("period", when.asked()));
    }

    private static Call least(String tool, When when, Reading reading) {
        JsonObject arguments = JsonObject.of("period", when.asked());
        if (reading.minMinutes() > 0) {
            arguments.put("min_minutes", reading.minMinutes());
        }
        reading.filters().mode().filter(any -> tool.startsWith("focus")).ifPresent(mode -> arguments.put("mode", mode));
        return new Call(tool, arguments);
    }

    private static Call switches(When when, Reading reading) {
        JsonObject arguments = JsonObject.of("period", when.asked());
        boolean modes = reading.grouping().equals(Optional.of(Grouping.MODE));
        arguments.put("kind", modes ? "mode" : "app");
        reading.grouping().filter(by -> by != Grouping.MODE).ifPresent(by -> arguments.put("group_by", by.wire()));
        return new Call("switches", arguments);
    }

    private static Call input(When when, Reading reading) {
        JsonObject arguments = JsonObject.of("period", when.asked());
        Optional<Grouping> by = reading.filters().app().isPresent() ? Optional.of(Grouping.APP) : reading.grouping();
        by.ifPresent(grouping -> arguments.put("group_by", grouping.wire()));
        return new Call("input_and_sound", arguments);
    }

    private static Call timeline(When when) {
        return new Call("timeline", JsonObject.of("day", DateTimeFormatter.ISO_LOCAL_DATE.format(when.from())));
    }

    private static Call known(String kind) {
        return new Call("known_values", JsonObject.of("kind", kind));
    }
}
