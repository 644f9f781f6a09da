package io.modehub.chat.tools;

import io.modehub.chat.tools.LocalDays.Stretch;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Time without activity between the first and the last of a local day. */
final class Breaks implements Tool {
    private static final int USUAL_MINUTES = 5;
    private static final long MINUTE_MS = 60_000;

    private static final ToolSpec SPEC = new ToolSpec(
            "breaks",
            "Breaks: at least min_minutes (5 by default) without active time, within a local day; how many, how long, and the longest time without one.",
            List.of(Asking.PERIOD, Asking.minutes("min_minutes", "1 to 600"), Filters.AGENT));

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period period = Asking.period(arguments, log, WorkPattern.MOST_DAYS);
        long least = arguments.number("min_minutes", 1, 600).orElse(USUAL_MINUTES) * MINUTE_MS;
        return log.activeSpans(period, Filters.timeline(arguments, log))
                .map(spans -> LocalDays.of(spans, log.zone()).values())
                .map(days -> result(ref, arguments, period, days, least));
    }

    private static ToolResult result(
            String ref, Arguments arguments, Period period, Collection<List<Stretch>> days, long least) {
        List<Stretch> breaks = new ArrayList<>();
        long longestStretch = 0;
        for (List<Stretch> day : days) {
            long since = day.get(0).from();
            for (int i = 0; i < day.size(); i++) {
                long until = day.get(i).to();
                longestStretch = Math.max(longestStretch, until - since);
                if (i + 1 < day.size() && day.get(i + 1).from() - until >= least) {
                    breaks.add(new Stretch(until, day.get(i + 1).from()));
                    since = day.get(i + 1).from();
                }
            }
        }
        breaks.sort(Comparator.comparingLong(Stretch::length).reversed().thenComparing(Stretch::from));
        long total = LocalDays.length(breaks);
        Findings findings = new Findings(ref, SPEC.name(), arguments)
                .over(period)
                .fact("count", Unit.COUNT, breaks.size())
                .fact("totalMs", Unit.MS, total)
                .fact("meanMs", Unit.MS, breaks.isEmpty() ? null : total / breaks.size())
                .fact(
                        "longestMs",
                        Unit.MS,
                        breaks.isEmpty() ? null : breaks.get(0).length())
                .fact("days", Unit.COUNT, days.size())
                .fact("perDay", Unit.COUNT, days.isEmpty() ? null : breaks.size() / (double) days.size())
                .fact("longestStretchMs", Unit.MS, longestStretch)
                .column("from", Unit.INSTANT)
                .column("to", Unit.INSTANT)
                .column("durationMs", Unit.MS);
        breaks.forEach(one -> findings.row(
                Instant.ofEpochMilli(one.from()).toString(),
                Instant.ofEpochMilli(one.to()).toString(),
                one.length()));
        return findings.done();
    }
}
