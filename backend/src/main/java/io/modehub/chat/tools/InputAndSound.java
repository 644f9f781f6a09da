package io.modehub.chat.tools;

import io.modehub.store.LogStore.MeasureKey;
import io.modehub.store.LogStore.Measures;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How much mouse and keyboard were used, and how loud it was. */
final class InputAndSound implements Tool {
    private static final int MOST_DAYS = 100;

    private static final ToolSpec SPEC = new ToolSpec(
            "input_and_sound",
            "Means of mouse and keyboard activity (0 to 10), time with the microphone in use and with voice, loudness in dBFS; from activities, which are kept 90 days unless set otherwise. At most 100 days.",
            List.of(
                    Asking.PERIOD,
                    Asking.grouping("none", "hour", "weekday", "day", "app"),
                    Filters.AGENT,
                    Asking.LIMIT));

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public Future<ToolResult> ask(String ref, Arguments arguments, PersonLog log) {
        Period period = Asking.period(arguments, log, MOST_DAYS);
        OptionalInt agent = Filters.agentKey(arguments, log);
        @Nullable Integer agentKey = agent.isPresent() ? Integer.valueOf(agent.getAsInt()) : null;
        MeasureKey by = arguments
                .text("group_by")
                .map(name -> MeasureKey.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(MeasureKey.NONE);
        int limit = Asking.limit(arguments);
        Future<List<Measures>> all = log.measures(period, agentKey, MeasureKey.NONE, 1);
        Future<List<Measures>> rows = by == MeasureKey.NONE
                ? Future.succeededFuture(List.of())
                : log.measures(period, agentKey, by, limit + 1);
        return Future.join(all, rows).map(done -> {
            Findings findings = new Findings(ref, SPEC.name(), arguments)
                    .over(period)
                    .column("key", Unit.TEXT)
                    .column("mouse", Unit.LEVEL)
                    .column("keyboard", Unit.LEVEL)
                    .column("microphoneMs", Unit.MS)
                    .column("voiceMs", Unit.MS)
                    .column("microphoneDb", Unit.DB)
                    .column("systemDb", Unit.DB)
                    .column("measuredMs", Unit.MS)
                    .atMost(limit);
            @Nullable Measures sum = all.result().isEmpty() ? null : all.result().get(0);
            findings.fact("mouse", Unit.LEVEL, sum == null ? null : sum.mouse())
                    .fact("keyboard", Unit.LEVEL, sum == null ? null : sum.keyboard())
                    .fact("microphoneMs", Unit.MS, sum == null ? null : sum.microphoneMs())
                    .fact("voiceMs", Unit.MS, sum == null ? null : sum.voiceMs())
                    .fact("microphoneDb", Unit.DB, sum == null ? null : sum.microphoneDb())
                    .fact("systemDb", Unit.DB, sum == null ? null : sum.systemDb())
                    .fact("measuredMs", Unit.MS, sum == null ? 0L : sum.measuredMs());
            rows.result()
                    .forEach(row -> findings.row(
                            row.key(),
                            row.mouse(),
                            row.keyboard(),
                            row.microphoneMs(),
                            row.voiceMs(),
                            row.microphoneDb(),
                            row.systemDb(),
                            row.measuredMs()));
            return findings.done();
        });
    }
}
