package io.modehub.chat.tools;

import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Uninterrupted time in one mode. */
final class FocusStretches implements Tool {
    private static final int USUAL_MINUTES = 25;

    private static final ToolSpec SPEC = new ToolSpec(
            "focus_stretches",
            "Uninterrupted stretches of one mode, at least min_minutes (25 by default) long; without mode: of the modes of work.",
            List.of(
                    Asking.PERIOD,
                    Asking.minutes("min_minutes", "1 to 600"),
                    Filters.MODE,
                    Filters.AGENT,
                    Asking.LIMIT));

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period period = Asking.period(arguments, log, WorkPattern.MOST_DAYS);
        Set<Integer> modes = WorkPattern.modes(arguments, log);
        Duration least =
                Duration.ofMinutes(arguments.number("min_minutes", 1, 600).orElse(USUAL_MINUTES));
        int limit = Asking.limit(arguments);
        return log.activeSpans(period, Filters.timeline(arguments, log)).map(spans -> {
            List<ModeSpan> stretches = spans.stream()
                    .filter(span -> modes.contains(span.modeId()))
                    .filter(span -> length(span) >= least.toMillis())
                    .sorted(Comparator.comparingLong(FocusStretches::length)
                            .reversed()
                            .thenComparing(ModeSpan::from))
                    .toList();
            long total = stretches.stream().mapToLong(FocusStretches::length).sum();
            Modes names = log.modes();
            Findings findings = new Findings(ref, SPEC.name(), arguments)
                    .over(period)
                    .fact("count", Unit.COUNT, stretches.size())
                    .fact("totalMs", Unit.MS, total)
                    .fact("meanMs", Unit.MS, stretches.isEmpty() ? null : total / stretches.size())
                    .fact("longestMs", Unit.MS, stretches.isEmpty() ? null : length(stretches.get(0)))
                    .column("from", Unit.INSTANT)
                    .column("to", Unit.INSTANT)
                    .column("durationMs", Unit.MS)
                    .column("mode", Unit.TEXT)
                    .atMost(limit);
            stretches.forEach(one ->
                    findings.row(one.from().toString(), one.to().toString(), length(one), names.name(one.modeId())));
            return findings.done();
        });
    }

    private static long length(ModeSpan span) {
        return Duration.between(span.from(), span.to()).toMillis();
    }
}
