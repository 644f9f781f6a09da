package io.modehub.truth;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a summary is asked for.
 *
 * @param agent the place of the agent in the order of pairing; null for the person
 */
record Question(
        @Nullable Integer agent,
        long from,
        long to,
        ZoneId zone,
        Grouping groupBy,
        @Nullable String mode,
        @Nullable String app) {

    /** What rows stand for. */
    enum Grouping {
        MODE,
        APP,
        HOUR,
        WEEKDAY,
        DAY,
        WEEK,
        MONTH
    }

    /** What a summary answers. */
    record Answer(Map<String, Long> rows, long totalMs, long coverageMs) {}

    /** The row of that moment; null where it is in none. */
    @Nullable String key(Moment moment, long at) {
        ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
        return switch (groupBy) {
            case MODE -> moment.mode();
            case APP -> moment.app();
            case HOUR -> String.valueOf(local.getHour());
            case WEEKDAY -> String.valueOf(local.getDayOfWeek().getValue());
            case DAY -> local.toLocalDate().toString();
            case WEEK ->
                String.format(
                        "%04d-W%02d",
                        local.get(IsoFields.WEEK_BASED_YEAR), local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> String.format("%04d-%02d", local.getYear(), local.getMonthValue());
        };
    }

    /** Whether the moment counts as active time that was asked for. */
    boolean asksFor(Moment moment) {
        return !moment.mode().equals("Away")
                && (mode == null || mode.equals(moment.mode()))
                && (app == null || app.equals(moment.app()));
    }

    @Override
    public String toString() {
        return (agent == null ? "person" : "agent " + agent) + " by " + groupBy + ", " + Instant.ofEpochMilli(from)
                + " to " + Instant.ofEpochMilli(to) + ", " + zone + ", mode " + mode + ", app " + app;
    }
}
