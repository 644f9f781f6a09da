package io.modehub.chat.tools;

import io.modehub.chat.tools.ToolSpec.Kind;
import io.modehub.chat.tools.ToolSpec.Parameter;
import io.modehub.spans.GroupBy;
import io.modehub.spans.Summary;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Two periods side by side. */
final class Comparison implements Tool {
    private static final ToolSpec SPEC = new ToolSpec(
            "compare",
            "Active time of two periods: a, b, a minus b, and the change (a-b)/b; in all or by what the rows are.",
            Filters.parameters(
                    List.of(
                            new Parameter("period_a", Kind.TEXT, "as period elsewhere", List.of(), true),
                            new Parameter("period_b", Kind.TEXT, "what it is compared with", List.of(), true),
                            Asking.grouping(ActiveTime.GROUPINGS),
                            Filters.MODE,
                            Filters.APP,
                            Filters.AGENT),
                    Filters.HOURS));

    private record Row(String key, long a, long b) {
        long difference() {
            return a - b;
        }
    }

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period a = log.periods().resolve("period_a", arguments.required("period_a"));
        Period b = log.periods().resolve("period_b", arguments.required("period_b"));
        Filters filters = Filters.of(arguments, log);
        Optional<GroupBy> groupBy = Asking.groupBy(arguments);
        GroupBy by = groupBy.orElse(GroupBy.MODE);
        Future<Summary> first = log.sum(a, by, filters);
        Future<Summary> second = log.sum(b, by, filters);
        return Future.join(first, second).map(done -> {
            long aMs = first.result().totalMs();
            long bMs = second.result().totalMs();
            Findings findings = new Findings(ref, SPEC.name(), arguments)
                    .over(a)
                    .over(b)
                    .fact("aMs", Unit.MS, aMs)
                    .fact("bMs", Unit.MS, bMs)
                    .fact("differenceMs", Unit.MS, aMs - bMs)
                    .fact("change", Unit.SHARE, bMs == 0 ? null : (aMs - bMs) / (double) bMs)
                    .column("key", Unit.TEXT)
                    .column("aMs", Unit.MS)
                    .column("bMs", Unit.MS)
                    .column("differenceMs", Unit.MS);
            if (groupBy.isPresent()) {
                rows(first.result(), second.result())
                        .forEach(row -> findings.row(row.key(), row.a(), row.b(), row.difference()));
            }
            return findings.done();
        });
    }

    /** Greatest difference first. */
    private static List<Row> rows(Summary a, Summary b) {
        TreeSet<String> keys = new TreeSet<>(a.activeMs().keySet());
        keys.addAll(b.activeMs().keySet());
        return keys.stream()
                .map(key -> new Row(
                        key, a.activeMs().getOrDefault(key, 0L), b.activeMs().getOrDefault(key, 0L)))
                .sorted(Comparator.comparingLong((Row row) -> -Math.abs(row.difference()))
                        .thenComparing(Row::key))
                .toList();
    }
}
