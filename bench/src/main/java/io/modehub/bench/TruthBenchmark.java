package io.modehub.bench;

import io.modehub.activity.UserId;
import java.time.Instant;
import java.util.List;

/**
 * What it costs that every roll-up is true at every moment: agents that catch up, with roll-ups kept in each batch's
 * transaction and without any. Both twice, in the order with, without, without, with, so that a table that grows and a
 * machine that tires burden both alike.
 */
final class TruthBenchmark {
    private static final int MINUTE = 60;

    private final HubProcess hub;
    private final boolean brief;
    private final Instant start = ClosedLoop.start();

    private TruthBenchmark(HubProcess hub, boolean brief) {
        this.hub = hub;
        this.brief = brief;
    }

    static Figures run(HubProcess hub, boolean brief) {
        TruthBenchmark benchmark = new TruthBenchmark(hub, brief);
        ClosedLoop.run(hub, new HubApi(hub).pair(ClosedLoop.AGENTS), benchmark.start, 0, brief ? 6 : 20);
        try (Sql sql = new Sql(hub.database())) {
            retire(sql);
        }
        ClosedLoop.Outcome with = benchmark.phase(true);
        ClosedLoop.Outcome without = benchmark.phase(false).plus(benchmark.phase(false));
        with = with.plus(benchmark.phase(true));
        Figures figures = new Figures("truth", brief);
        describe(
                figures.part("With roll-ups: " + ClosedLoop.AGENTS + " agents of as many people catch up"),
                "with",
                with);
        describe(figures.part("Without roll-ups"), "without", without);
        return figures.part("Cost of truth")
                .add("rateRatio", "durable activities, without ÷ with", without.perSecond() / with.perSecond(), "")
                .add(
                        "postgresRatio",
                        "CPU of PostgreSQL an activity, with ÷ without",
                        with.postgresMicros() / without.postgresMicros(),
                        "")
                .add(
                        "hubRatio",
                        "CPU of the hub an activity, with ÷ without",
                        with.hubMicros() / without.hubMicros(),
                        "");
    }

    /** One run with people of its own, who leave nothing to do behind them. */
    private ClosedLoop.Outcome phase(boolean withRollups) {
        List<HubApi.Identity> identities = new HubApi(hub).pair(ClosedLoop.AGENTS);
        List<UserId> people = identities.stream().map(HubApi.Identity::person).toList();
        try (Sql sql = new Sql(hub.database())) {
            if (withRollups) {
                try (People all = new People(hub.database())) {
                    all.sealUpTo(people, start);
                }
            } else {
                // Whoever has no row there is never sealed, neither with activities nor by upkeep.
                sql.update("delete from timelines");
            }
            // A round of upkeep a minute belongs to the cost of both.
            ClosedLoop.Outcome outcome = ClosedLoop.run(hub, identities, start, brief ? 3 : 10, brief ? 6 : MINUTE);
            requireRollups(sql, people, withRollups);
            retire(sql);
            return outcome;
        }
    }

    /** Upkeep has nothing more to do for anybody. */
    private static void retire(Sql sql) {
        sql.update("delete from timelines");
        sql.update("update agents set finished_to = current_date + 1");
        sql.update("checkpoint");
    }

    private static void requireRollups(Sql sql, List<UserId> people, boolean expected) {
        long rolledUp = sql.number("select count(distinct user_id) from day_sums where user_id = any(?)", (Object)
                people.stream().map(UserId::value).toArray(java.util.UUID[]::new));
        if (rolledUp != (expected ? people.size() : 0)) {
            throw new IllegalStateException(rolledUp + " of " + people.size() + " people have roll-ups");
        }
    }

    private static void describe(Figures figures, String name, ClosedLoop.Outcome outcome) {
        figures.add(name + "PerSecond", "durable activities", outcome.perSecond(), "/s")
                .add(name + "HubMicros", "CPU of the hub", outcome.hubMicros(), "µs an activity")
                .add(name + "PostgresMicros", "CPU of PostgreSQL", outcome.postgresMicros(), "µs an activity")
                .add(name + "GeneratorMicros", "CPU of the generator", outcome.generatorMicros(), "µs an activity")
                .add(
                        name + "OthersPercent",
                        "CPU of other programs",
                        outcome.used().othersPercent(),
                        "% of a core");
    }
}
