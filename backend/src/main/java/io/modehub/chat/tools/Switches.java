package io.modehub.chat.tools;

import io.modehub.spans.AgentTime;
import io.modehub.spans.Slice;
import io.modehub.spans.Slices;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moments at which another application or mode comes to the front without a pause. */
final class Switches implements Tool {
    private static final int MOST_DAYS = 100;
    private static final double HOUR_MS = 3_600_000;

    private static final ToolSpec SPEC = new ToolSpec(
            "switches",
            "How often another app (or mode) comes to the front without a pause: how many, and per active hour. At most 100 days.",
            List.of(
                    Asking.PERIOD,
                    Asking.choice("kind", "what changes, app by default", "app", "mode"),
                    Asking.grouping("none", "hour", "weekday", "day"),
                    Filters.AGENT));

    /** Switches and active time of one row. */
    private static final class Tally {
        int count;
        long activeMs;

        @Nullable Double perHour() {
            return activeMs == 0 ? null : count * HOUR_MS / activeMs;
        }
    }

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period period = Asking.period(arguments, log, MOST_DAYS);
        boolean ofApps = !arguments.text("kind").orElse("app").equals("mode");
        String by = arguments.text("group_by").orElse("none");
        int away = log.modes().away();
        return log.time(period, Filters.timeline(arguments, log), ofApps).map(time -> {
            List<Slice> active = slices(time, ofApps).stream()
                    .filter(slice -> slice.modeId() != away)
                    .toList();
            Function<Slice, String> what = ofApps ? Slice::app : slice -> String.valueOf(slice.modeId());
            return result(ref, arguments, period, count(active, what, by, log.zone()), by);
        });
    }

    private static List<Slice> slices(AgentTime time, boolean ofApps) {
        AgentTime asked = ofApps ? time : new AgentTime(time.agentKey(), time.spans(), List.of());
        return Slices.of(asked, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Map<String, Tally> count(List<Slice> slices, Function<Slice, String> what, String by, ZoneId zone) {
        Map<String, Tally> tallies =
                new TreeMap<>(by.equals("day") ? Comparator.naturalOrder() : Comparator.comparingInt(Switches::number));
        Slice before = null;
        for (Slice slice : slices) {
            for (Slice part : by.equals("none") ? List.of(slice) : byHour(slice, zone)) {
                tallies.computeIfAbsent(key(by, part.from(), zone), fresh -> new Tally()).activeMs +=
                        part.to() - part.from();
            }
            String name = what.apply(slice);
            if (before != null
                    && before.to() == slice.from()
                    && !name.isEmpty()
                    && !what.apply(before).isEmpty()
                    && !what.apply(before).equals(name)) {
                tallies.computeIfAbsent(key(by, slice.from(), zone), fresh -> new Tally()).count++;
            }
            before = slice;
        }
        return tallies;
    }

    private static int number(String key) {
        return key.isEmpty() ? 0 : Integer.parseInt(key);
    }

    private static List<Slice> byHour(Slice slice, ZoneId zone) {
        List<Slice> parts = new ArrayList<>();
        long at = slice.from();
        while (at < slice.to()) {
            long next = Instant.ofEpochMilli(at)
                    .atZone(zone)
                    .truncatedTo(ChronoUnit.HOURS)
                    .plusHours(1)
                    .toInstant()
                    .toEpochMilli();
            long end = Math.min(slice.to(), next);
            parts.add(new Slice(at, end, slice.modeId(), slice.app()));
            at = end;
        }
        return parts;
    }

    private static String key(String by, long at, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(at).atZone(zone);
        return switch (by) {
            case "hour" -> String.valueOf(local.getHour());
            case "weekday" -> String.valueOf(local.getDayOfWeek().getValue());
            case "day" -> local.toLocalDate().toString();
            default -> "";
        };
    }

    private static ToolResult result(
            String ref, Arguments arguments, Period period, Map<String, Tally> tallies, String by) {
        Tally all = new Tally();
        tallies.values().forEach(tally -> {
            all.count += tally.count;
            all.activeMs += tally.activeMs;
        });
        Findings findings = new Findings(ref, SPEC.name(), arguments)
                .over(period)
                .fact("count", Unit.COUNT, all.count)
                .fact("activeMs", Unit.MS, all.activeMs)
                .fact("perHour", Unit.COUNT, all.perHour())
                .column("key", Unit.TEXT)
                .column("count", Unit.COUNT)
                .column("perHour", Unit.COUNT);
        if (!by.equals("none")) {
            tallies.forEach((key, tally) -> findings.row(key, tally.count, tally.perHour()));
        }
        return findings.done();
    }
}
