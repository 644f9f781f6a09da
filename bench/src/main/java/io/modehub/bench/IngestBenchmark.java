package io.modehub.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The way in: most durable activities a second of agents that catch up, then the time from sent to acknowledged of agents
 * that report at a fixed rate, whatever the hub's speed, and beside both what PostgreSQL alone can do.
 */
final class IngestBenchmark {
    /** With both cores busy, the compiler has its part of one for some 40 s after a start; a hub runs for weeks. */
    private static final int WARM_UP_SECONDS = 60;

    private static final int TURNS = 4;
    private static final int TURN_SECONDS = 8;
    private static final int BARE_WARM_UP_SECONDS = 3;
    private static final int STEADY_AGENTS = 200;
    private static final int STEADY_PER_SECOND = 2_000;
    private static final int STEADY_STEP_MS = 1_000 * STEADY_AGENTS / STEADY_PER_SECOND;

    private final HubProcess hub;
    private final List<HubApi.Identity> identities;
    private final boolean brief;
    private final Figures figures;

    private IngestBenchmark(HubProcess hub, boolean brief) {
        this.hub = hub;
        this.brief = brief;
        this.identities = new HubApi(hub).pair(ClosedLoop.AGENTS + STEADY_AGENTS);
        this.figures = new Figures("ingest", brief);
    }

    static Figures run(HubProcess hub, boolean brief) {
        IngestBenchmark benchmark = new IngestBenchmark(hub, brief);
        // First, since after days that were caught up their smoothing goes on for minutes.
        benchmark.steady();
        double ratio = benchmark.eager();
        return benchmark.figures.add("ratio", "activities ÷ bare rows", ratio, "");
    }

    /** Closed loop and bare inserts by turns, since the machine's speed changes within minutes. */
    private double eager() {
        List<HubApi.Identity> eager = identities.subList(0, ClosedLoop.AGENTS);
        Instant start = ClosedLoop.start();
        try (People people = new People(hub.database())) {
            people.sealUpTo(eager.stream().map(HubApi.Identity::person).toList(), start);
        }
        Bare bare = new Bare();
        ClosedLoop.Outcome outcome = ClosedLoop.run(
                hub, eager, start, brief ? 6 : WARM_UP_SECONDS, TURN_SECONDS, brief ? 1 : TURNS, bare::turn);
        figures.part("Closed loop: " + ClosedLoop.AGENTS + " agents catch up, " + ClosedLoop.BATCH
                        + " activities a frame")
                .add("durablePerSecond", "durable activities", outcome.perSecond(), "/s")
                .add("hubMicros", "CPU of the hub", outcome.hubMicros(), "µs an activity")
                .add("postgresMicros", "CPU of PostgreSQL", outcome.postgresMicros(), "µs an activity")
                .add("generatorMicros", "CPU of the generator", outcome.generatorMicros(), "µs an activity");
        return outcome.perSecond() / bare.tell();
    }

    /** Open loop: activity after activity at its moment, one a frame; a late answer makes nobody wait. */
    private void steady() {
        Histogram latency = new Histogram(3);
        boolean[] measuring = {false};
        try (Load load = new Load(hub::port)) {
            Schedule schedule = new Schedule(STEADY_STEP_MS, STEADY_AGENTS);
            for (int i = 0; i < STEADY_AGENTS; i++) {
                int number = i;
                load.add(
                        identities.get(ClosedLoop.AGENTS + i),
                        new Script(i, schedule.start(), STEADY_STEP_MS)::item,
                        new SimulatedAgent.Pace(1, 1_000),
                        (agent, from, through) -> {
                            for (long seq = from; measuring[0] && seq <= through; seq++) {
                                latency.recordValue(System.nanoTime() - schedule.intended(number, seq));
                            }
                        });
            }
            schedule.begin(load);
            Load.run(brief ? 6 : 45);
            load.onLoop(() -> measuring[0] = true);
            Usage before = Usage.now(hub);
            long ackedBefore = load.acked();
            Load.run(brief ? 8 : 15);
            Usage used = Usage.now(hub).since(before);
            long acked = load.acked() - ackedBefore;
            load.onLoop(() -> measuring[0] = false);
            load.requireNoFaults();
            figures.part("Open loop: " + STEADY_AGENTS + " agents, " + STEADY_PER_SECOND + " activities/s, one a frame")
                    .add("steadyPerSecond", "acknowledged", acked / used.seconds(), "/s")
                    .add("ackP50Ms", "sent to acknowledged, p50", latency.getValueAtPercentile(50) / 1e6, "ms")
                    .add("ackP99Ms", "sent to acknowledged, p99", latency.getValueAtPercentile(99) / 1e6, "ms")
                    .add("steadyHubMicros", "CPU of the hub", used.hubMicros() / (double) acked, "µs an activity")
                    .add(
                            "steadyPostgresMicros",
                            "CPU of PostgreSQL",
                            used.postgresMicros() / (double) acked,
                            "µs an activity")
                    .add("steadyOthersPercent", "CPU of other programs", used.othersPercent(), "% of a core");
        }
    }

    /** What two connections that do nothing else write, in several turns. */
    private final class Bare {
        private long rows;
        private Usage used = new Usage(0, 0, 0, 0, 0);

        void turn() {
            try (Load load = new Load(hub::port)) {
                BareInserts inserts = new BareInserts(load.vertx(), hub.database());
                inserts.start(Instant.now().minus(Duration.ofDays(30)));
                Load.run(BARE_WARM_UP_SECONDS);
                Usage before = Usage.now(hub);
                long rowsBefore = inserts.rows();
                Load.run(TURN_SECONDS);
                used = used.plus(Usage.now(hub).since(before));
                rows += inserts.rows() - rowsBefore;
                inserts.stop();
            }
        }

        /** The answer is how many rows a second. */
        double tell() {
            figures.part("Bare inserts of the same rows over two connections: the ceiling")
                    .add("barePerSecond", "rows", rows / used.seconds(), "/s")
                    .add("barePostgresMicros", "CPU of PostgreSQL", used.postgresMicros() / (double) rows, "µs a row")
                    .add("bareOthersPercent", "CPU of other programs", used.othersPercent(), "% of a core");
            return rows / used.seconds();
        }
    }
}
