package io.modehub.chat.tools;

import io.modehub.spans.GroupBy;
import io.modehub.spans.Summary;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long, by whatever. */
final class ActiveTime implements Tool {
    static final String[] GROUPINGS = {"none", "mode", "app", "hour", "weekday", "day", "week", "month"};

    private static final ToolSpec SPEC = new ToolSpec(
            "active_time",
            "Active time (without Away) in a period: in all, or by mode, app, hour of the day, weekday (1 is Monday), day, ISO week or month.",
            Filters.parameters(
                    List.of(Asking.PERIOD, Asking.grouping(GROUPINGS), Filters.MODE, Filters.APP, Filters.AGENT),
                    Filters.parameters(Filters.HOURS, List.of(Asking.LIMIT))));

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period period = Asking.period(arguments, log);
        Filters filters = Filters.of(arguments, log);
        Optional<GroupBy> groupBy = Asking.groupBy(arguments);
        int limit = Asking.limit(arguments);
        Future<Summary> days = log.sum(period, GroupBy.DAY, filters);
        Future<Summary> rows = groupBy.map(by -> by == GroupBy.DAY ? days : log.sum(period, by, filters))
                .orElse(days);
        return Future.join(days, rows).map(done -> {
            long total = days.result().totalMs();
            int dayCount = days.result().activeMs().size();
            Findings findings = new Findings(ref, SPEC.name(), arguments)
                    .over(period)
                    .fact("totalMs", Unit.MS, total)
                    .fact("coverageMs", Unit.MS, days.result().coverageMs())
                    .fact("days", Unit.COUNT, dayCount)
                    .fact("meanPerDayMs", Unit.MS, dayCount == 0 ? null : total / dayCount)
                    .column("key", Unit.TEXT)
                    .column("activeMs", Unit.MS)
                    .column("share", Unit.SHARE)
                    .atMost(limit);
            if (groupBy.isPresent()) {
                long whole = rows.result().totalMs();
                newestKept(rows.result(), groupBy.get(), limit, findings)
                        .forEach(row -> findings.row(
                                row.getKey(), row.getValue(), whole == 0 ? 0 : row.getValue() / (double) whole));
            }
            return findings.done();
        });
    }

    /** Of days, weeks and months that are too many the newest are told, of all else the first. */
    private static List<Map.Entry<String, Long>> newestKept(
            Summary sum, GroupBy groupBy, int limit, Findings findings) {
        List<Map.Entry<String, Long>> rows = new ArrayList<>(sum.activeMs().entrySet());
        boolean dated = groupBy == GroupBy.DAY || groupBy == GroupBy.WEEK || groupBy == GroupBy.MONTH;
        if (!dated || rows.size() <= limit) {
            return rows;
        }
        findings.isTruncated();
        return rows.subList(rows.size() - limit, rows.size());
    }
}
