package io.modehub.chat.tools;

import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.modehub.chat.tools.ToolSpec.Kind;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.modehub.spans.AgentTime;
import io.modehub.spans.Slices;
import io.modehub.spans.Timeline;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One day, span by span. */
final class DayTimeline implements Tool {
    private static final ToolSpec SPEC = new ToolSpec(
            "timeline",
            "The spans of one day in order, with the app used most in each.",
            List.of(
                    new Parameter("day", Kind.TEXT, "2026-11-23, today or yesterday", List.of(), true),
                    Filters.AGENT,
                    Asking.LIMIT));

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period day = log.periods().resolve("day", arguments.required("day"));
        if (Duration.between(day.from(), day.to()).compareTo(Duration.ofHours(26)) > 0) {
            throw new ToolFault("day must be one day, such as 2026-11-23, today or yesterday");
        }
        int limit = Asking.limit(arguments);
        return log.time(day, Filters.timeline(arguments, log), true)
                .map(time -> result(ref, arguments, day, limit, time, log.modes()));
    }

    private static ToolResult result(
            String ref, Arguments arguments, Period day, int limit, AgentTime time, Modes modes) {
        List<ModeSpan> spans = Timeline.joined(time.spans());
        long active = spans.stream()
                .filter(span -> span.modeId() != modes.away())
                .mapToLong(DayTimeline::length)
                .sum();
        Findings findings = new Findings(ref, SPEC.name(), arguments)
                .over(day)
                .fact("activeMs", Unit.MS, active)
                .fact("spans", Unit.COUNT, spans.size())
                .column("id", Unit.TEXT)
                .column("from", Unit.INSTANT)
                .column("to", Unit.INSTANT)
                .column("mode", Unit.TEXT)
                .column("durationMs", Unit.MS)
                .column("app", Unit.TEXT)
                .atMost(limit);
        spans.forEach(span -> findings.row(
                span.id(),
                span.from().toString(),
                span.to().toString(),
                modes.name(span.modeId()),
                length(span),
                mostUsed(time, span)));
        return findings.done();
    }

    private static String mostUsed(AgentTime time, ModeSpan span) {
        Map<String, Long> apps = new HashMap<>();
        Slices.of(time, span.from().toEpochMilli(), span.to().toEpochMilli()).stream()
                .filter(slice -> !slice.app().isEmpty())
                .forEach(slice -> apps.merge(slice.app(), slice.to() - slice.from(), Long::sum));
        return apps.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static long length(ModeSpan span) {
        return Duration.between(span.from(), span.to()).toMillis();
    }
}
