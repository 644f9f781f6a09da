package io.modehub.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the answer to each grouping must be, added up window by window with nothing but {@link ZonedDateTime}, so that it
 * shares no thought with what it is compared with.
 */
final class SummaryTruth {
    static final List<String> GROUPINGS = List.of("mode", "app", "hour", "weekday", "day", "week", "month");

    private static final long HOUR_MS = 3_600_000;
    private static final Map<String, DateTimeFormatter> BY_TIME = Map.of(
            "hour", DateTimeFormatter.ofPattern("H", Locale.ROOT),
            "weekday", DateTimeFormatter.ofPattern("e", Locale.GERMANY),
            "day", DateTimeFormatter.ISO_LOCAL_DATE,
            "week", DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.GERMANY),
            "month", DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT));

    private final Instant from;
    private final Instant to;
    private final Map<String, Map<String, Long>> rows = new HashMap<>();
    private long total;

    SummaryTruth(Instant from, Instant to) {
        this.from = from;
        this.to = to;
        GROUPINGS.forEach(grouping -> rows.put(grouping, new HashMap<>()));
    }

    void add(LongLife.Window window) {
        if (window.mode() == LongLife.AWAY) {
            return;
        }
        long end = Math.min(window.end(), to.toEpochMilli());
        long at = Math.max(window.at(), from.toEpochMilli());
        while (at < end) {
            long next = Math.min(end, (at / HOUR_MS + 1) * HOUR_MS);
            add(window, at, next - at);
            at = next;
        }
    }

    private void add(LongLife.Window window, long at, long ms) {
        ZonedDateTime local = Instant.ofEpochMilli(at).atZone(LongLife.ZONE);
        total += ms;
        add("mode", LongLife.MODES.get(window.mode()), ms);
        add("app", window.app(), ms);
        BY_TIME.forEach((grouping, format) -> add(grouping, format.format(local), ms));
    }

    private void add(String grouping, String key, long ms) {
        java.util.Objects.requireNonNull(rows.get(grouping)).merge(key, ms, Long::sum);
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    long total() {
        return total;
    }

    /** Throws where the hub's answer is another one. */
    void require(String grouping, JsonObject answer) {
        Map<String, Long> found = new HashMap<>();
        JsonArray answered = answer.getJsonArray("rows");
        for (int i = 0; i < answered.size(); i++) {
            JsonObject row = answered.getJsonObject(i);
            found.put(row.getString("key"), row.getLong("activeMs"));
        }
        if (answer.getLong("totalMs") != total || !found.equals(rows.get(grouping))) {
            throw new IllegalStateException("the sums by " + grouping + " since " + from + " are "
                    + answer.getLong("totalMs") + " " + found + ", in truth " + total + " " + rows.get(grouping));
        }
    }
}
