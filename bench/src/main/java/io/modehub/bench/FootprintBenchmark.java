package io.modehub.bench;

import io.modehub.activity.UserId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * A hub in the place that Render gives it: the image's Java settings, 512 MB by a control group and PostgreSQL elsewhere; 1,000
 * agents report once every 5 s, 50 dashboards look on, and in the midst of it somebody with a year's log searches for a model.
 */
final class FootprintBenchmark {
    private static final int AGENTS = 1_000;
    private static final int DASHBOARDS = 50;
    private static final int STEP_MS = 5_000;
    private static final long LIMIT_BYTES = 512L << 20;
    private static final int SAMPLE_S = 2;
    private static final String OPTIONS = "@docs/image/options";

    private final HubProcess hub;
    private final HubApi api;

    private FootprintBenchmark(HubProcess hub) {
        this.hub = hub;
        this.api = new HubApi(hub);
    }

    /** The hub that was started is replaced by a small one on its database, and comes back at the end. */
    static Figures run(HubProcess hub, boolean brief) {
        UserId searcher = ModelsBenchmark.searcher(hub, brief);
        Map<String, String> settings =
                Map.of("JWT_SECRET", hub.jwtSecret().value(), "DATABASE_URL", Sql.address(hub.database()));
        hub.kill();
        ControlGroup group = new ControlGroup(LIMIT_BYTES);
        try {
            hub.start(settings, group.confined(List.of(HubProcess.java(), OPTIONS)));
            return new FootprintBenchmark(hub).measure(group, searcher, brief);
        } finally {
            hub.close();
            group.close();
            hub.start();
        }
    }

    private Figures measure(ControlGroup group, UserId searcher, boolean brief) {
        double atStart = Memory.rssMb(hub.pid());
        long storedBefore = stored();
        long pid = hub.pid();
        List<HubApi.Identity> identities = api.pair(AGENTS);
        int seconds = brief ? 40 : 600;
        try (Load load = new Load(hub::port)) {
            Schedule schedule = new Schedule(STEP_MS, AGENTS);
            for (int i = 0; i < AGENTS; i++) {
                load.add(
                        identities.get(i),
                        new Script(i, schedule.start(), STEP_MS)::item,
                        new SimulatedAgent.Pace(20, 1_000),
                        (agent, from, through) -> {});
            }
            Dashboard dashboard = new Dashboard(load.vertx());
            identities
                    .subList(0, DASHBOARDS)
                    .forEach(who -> dashboard.open(hub.port(), api.signIn(who.person()), frame -> {}));
            schedule.begin(load);
            Load.run(brief ? 5 : 30);
            Usage before = Usage.now(hub);
            long ackedBefore = load.acked();
            double first = most(seconds / 3);
            JsonObject search = api.post("models", api.signIn(searcher), "{}");
            double second = most(seconds / 3);
            double third = most(seconds - 2 * (seconds / 3));
            Usage used = Usage.now(hub).since(before);
            long acked = load.acked() - ackedBefore;
            load.requireNoFaults();
            if (hub.pid() != pid) {
                throw new IllegalStateException("the hub was started again");
            }
            String state = new JsonObject(api.get("models/runs/" + search.getString("runId"), api.signIn(searcher)))
                    .getString("state");
            long reconnects = load.agents().stream()
                    .mapToLong(agent -> agent.links() - 1L)
                    .sum();
            long told = System.nanoTime();
            hub.close();
            double stopMs = (System.nanoTime() - told) / 1e6;
            long lost = load.acked() - (stored() - storedBefore);
            return new Figures("footprint", brief)
                    .part(AGENTS + " agents, 1 activity / 5 s each, " + DASHBOARDS + " dashboards, " + seconds
                            + " s, 512 MB by control group")
                    .add("startMb", "resident memory of the hub, just ready", atStart, "MB")
                    .add("firstMb", "most in the first third", first, "MB")
                    .add("searchMb", "most in the second third, with a search for a model", second, "MB")
                    .add("lastMb", "most in the last third", third, "MB")
                    .add("groupMb", "most that the group ever held, page cache included", group.mostMb(), "MB")
                    .add("acknowledgedPerSecond", "acknowledged", (double) acked / used.seconds(), "/s")
                    .add(
                            "hubPercent",
                            "CPU of the hub",
                            (double) used.hubMicros() / 1e4 / used.seconds(),
                            "% of a core")
                    .add("reconnects", "links that had to be opened again", (double) reconnects, "")
                    .add("stopMs", "from SIGTERM to its end, all agents linked", stopMs, "ms")
                    .add("lost", "acknowledged, but not stored", (double) Math.max(0, lost), "")
                    .line("the search is " + state);
        }
    }

    private long stored() {
        try (Sql sql = new Sql(hub.database())) {
            return sql.number("select coalesce(sum(acked), 0) from streams");
        }
    }

    /** The most that was resident over so many seconds. */
    private double most(int seconds) {
        double most = 0;
        for (int second = 0; second < seconds; second += SAMPLE_S) {
            Load.run(SAMPLE_S);
            most = Math.max(most, Memory.rssMb(hub.pid()));
        }
        return most;
    }
}
