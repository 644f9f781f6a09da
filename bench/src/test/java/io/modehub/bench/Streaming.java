package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.config.DatabaseUrl;
import io.modehub.models.Setups;
import io.modehub.protocol.Activity;
import io.modehub.store.Database;
import io.modehub.timeline.Verification;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Agents that report without end, whatever happens, and the proof that what was acknowledged is stored once, as it was sent. */
final class Streaming implements AutoCloseable {
    /** Longer than any disaster should be felt. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int PER_TICK = 4;

    /** Activities a second, on two cores that others use as well. */
    private static final int CATCH_UP = 10_000;

    private static final int TICK_MS = 50;
    private static final int STEP_MS = 5_000;
    private static final int BAD_ITEM_EVERY = 53;

    private final HubProcess hub;
    private final Load load;
    private final Map<SimulatedAgent, Script> scripts = new LinkedHashMap<>();

    /** Both belong to the load's loop. */
    private boolean streaming = true;

    private long produced;

    /** @param port where agents find the hub, directly or by a detour */
    Streaming(HubProcess hub, IntSupplier port, int agents) {
        this.hub = hub;
        this.load = new Load(port);
        Instant start = Instant.parse("2026-01-05T08:00:00Z");
        int number = 0;
        for (HubApi.Identity identity : new HubApi(hub).pair(agents)) {
            Script script = new Script(number++, start, STEP_MS);
            SimulatedAgent agent = load.add(
                    identity,
                    seq -> isBad(seq) ? badItem(seq) : script.item(seq),
                    new SimulatedAgent.Pace(20, 1_000),
                    (who, from, through) -> {});
            scripts.put(agent, script);
        }
        load.every(TICK_MS, () -> {
            if (streaming) {
                produced += PER_TICK;
                load.agents().forEach(agent -> agent.produce(produced));
            }
        });
        await().atMost(PATIENCE).until(() -> load.agents().stream().allMatch(agent -> agent.acked() > 0));
    }

    long acked() {
        return load.acked();
    }

    List<SimulatedAgent> agents() {
        return load.agents();
    }

    /** Waits until every agent has been acknowledged more. */
    void awaitProgress() {
        Map<SimulatedAgent, Long> before = new LinkedHashMap<>();
        load.agents().forEach(agent -> before.put(agent, agent.acked()));
        await().atMost(PATIENCE).until(() -> before.entrySet().stream()
                .allMatch(entry -> entry.getKey().acked() > entry.getValue()));
    }

    /** Lets everything arrive, then compares what is stored with what was sent. */
    void requireKept(String story) throws SQLException {
        drain();
        long stored = verify(hub.database());
        Verification.Report time = verifyTime(hub.database());
        assertThat(time.differences()).as("%s", time.shown()).isZero();
        assertThat(time.agentDays()).isPositive();
        assertThat(load.faults()).isEmpty();
        System.out.printf(
                "%s under %d agents: %d acknowledged, %d stored once, %d links%n",
                story,
                load.agents().size(),
                load.acked(),
                stored,
                load.agents().stream().mapToInt(SimulatedAgent::links).sum());
    }

    @Override
    public void close() {
        load.close();
    }

    /** No more is produced; all of it arrives, what has gathered over many deaths at no less than {@link #CATCH_UP} a second. */
    private void drain() {
        long last = load.onLoop(() -> {
            streaming = false;
            return produced;
        });
        long gathered = last * load.agents().size() - load.acked();
        Duration patience = Duration.ofSeconds(Math.max(PATIENCE.toSeconds(), gathered / CATCH_UP));
        await().atMost(patience).until(() -> load.agents().stream().allMatch(agent -> agent.acked() == last));
    }

    /** Every number is there once, with the content it was sent with; the answer is how many there are. */
    private long verify(DatabaseUrl url) throws SQLException {
        long stored = 0;
        String address = "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database();
        try (Connection database =
                DriverManager.getConnection(address, url.user(), url.password().value())) {
            for (SimulatedAgent agent : load.agents()) {
                Script script = scripts.get(agent);
                List<String> sent = new ArrayList<>();
                for (long seq = 1; seq <= agent.acked(); seq++) {
                    sent.add(isBad(seq) ? seq + " refused " + badItem(seq) : kept(seq, script));
                }
                List<String> found = found(database, agent);
                assertThat(found).isEqualTo(sent);
                stored += found.size();
            }
            assertThat(overlaps(database)).isZero();
        }
        return stored;
    }

    /** Spans and roll-ups are what the stored activities make. */
    private Verification.Report verifyTime(DatabaseUrl url) {
        Pool pool = new Database(url).pool(load.vertx());
        return new Verification(load.vertx(), pool, new Setups(), Clock.systemUTC())
                .run()
                .eventually(pool::close)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static boolean isBad(long seq) {
        return seq % BAD_ITEM_EVERY == 0;
    }

    private static String badItem(long seq) {
        return "{\"at\":\"2026-01-05T08:00:00Z\",\"durationMs\":" + seq + ",\"app\":\"x\",\"mouse\":11}";
    }

    private static String kept(long seq, Script script) {
        Activity activity = script.activity(seq);
        String audio = activity.audio().isEmpty() ? null : script.levels(seq);
        return row(
                seq,
                activity.at(),
                activity.durationMs(),
                activity.idleMs(),
                (float) activity.mouse(),
                (float) activity.keyboard(),
                activity.app(),
                activity.title(),
                activity.domain(),
                audio);
    }

    private static List<String> found(Connection database, SimulatedAgent agent) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement("""
                select seq, at, duration_ms, idle_ms, mouse, keyboard, app, title, domain, audio, null as item
                  from activities where stream_key = (select key from streams where stream = ?)
                union all
                select seq, null, null, null, null, null, null, null, null, null, item
                  from rejected_items where stream_key = (select key from streams where stream = ?)
                 order by seq
                """)) {
            query.setObject(1, agent.stream());
            query.setObject(2, agent.stream());
            ResultSet row = query.executeQuery();
            while (row.next()) {
                String item = row.getString("item");
                rows.add(
                        item != null
                                ? row.getLong("seq") + " refused " + item
                                : row(
                                        row.getLong("seq"),
                                        row.getObject("at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getInt("duration_ms"),
                                        row.getObject("idle_ms"),
                                        row.getFloat("mouse"),
                                        row.getFloat("keyboard"),
                                        row.getString("app"),
                                        row.getString("title"),
                                        row.getString("domain"),
                                        row.getString("audio")));
            }
        }
        return rows;
    }

    private static String row(Object... values) {
        return java.util.Arrays.toString(values);
    }

    private static long overlaps(Connection database) throws SQLException {
        try (ResultSet row = database.createStatement().executeQuery("""
                select count(*) from spans a join spans b
                    on a.agent_key = b.agent_key and a.id < b.id and a.from_at < b.to_at and b.from_at < a.to_at
                """)) {
            row.next();
            return row.getLong(1);
        }
    }
}
