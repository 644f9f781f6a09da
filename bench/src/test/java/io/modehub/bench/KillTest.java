package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.config.DatabaseUrl;
import io.modehub.models.Setups;
import io.modehub.protocol.Activity;
import io.modehub.store.Database;
import io.modehub.timeline.Verification;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is killed at whatever moment: what was acknowledged is stored once, as it was sent. */
@org.junit.jupiter.api.Tag("faults")
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int AGENTS = 20;
    private static final int PER_TICK = 4;
    private static final int TICK_MS = 50;
    private static final int STEP_MS = 5_000;
    private static final int BAD_ITEM_EVERY = 53;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Random random = new Random();
    private final Map<SimulatedAgent, Script> scripts = new LinkedHashMap<>();

    /** Both belong to the load's loop. */
    private boolean streaming = true;

    private long produced;

    @TempDir
    Path directory;

    @Test
    void keepsWhatItAcknowledgedWhenTheHubIsKilled() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            streamThrough(hub, () -> {
                hub.kill();
                hub.start();
            });
        }
    }

    @Test
    void keepsWhatItAcknowledgedWhenItsPostgresIsKilled() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            streamThrough(hub, () -> {
                long postmaster = hub.postgresPid();
                ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
                await().atMost(PATIENCE).until(() -> hub.postgresPid() != postmaster && hub.isPostgresReady());
            });
        }
    }

    private void streamThrough(HubProcess hub, Runnable disaster) throws Exception {
        long began = System.nanoTime();
        hub.start();
        try (Load load = new Load(hub::port)) {
            stream(hub, load);
            await().atMost(PATIENCE).until(() -> load.agents().stream().allMatch(agent -> agent.acked() > 0));
            for (int kill = 1; kill <= KILLS; kill++) {
                Thread.sleep(random.nextInt(2_500)); // the moment of the disaster, anywhere in start and stream
                disaster.run();
            }
            long before = load.acked();
            await().atMost(PATIENCE).until(() -> load.acked() > before + AGENTS);
            drain(load);
            long stored = verify(load, hub.database());
            Verification.Report time = verifyTime(load, hub.database());
            assertThat(time.differences()).as("%s", time.shown()).isZero();
            assertThat(time.agentDays()).isPositive();
            System.out.printf(
                    "%d kills under %d agents: %d acknowledged, %d stored once, %d links, %d s%n",
                    KILLS,
                    AGENTS,
                    load.acked(),
                    stored,
                    load.agents().stream().mapToInt(SimulatedAgent::links).sum(),
                    Duration.ofNanos(System.nanoTime() - began).toSeconds());
            assertThat(load.faults()).isEmpty();
        }
        hub.close();
        assertThat(hub.processes()).isEmpty();
    }

    private void stream(HubProcess hub, Load load) {
        Instant start = Instant.parse("2026-01-05T08:00:00Z");
        int number = 0;
        for (HubApi.Identity identity : new HubApi(hub).pair(AGENTS)) {
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
    }

    /** No more is produced; all of it arrives. */
    private void drain(Load load) {
        long last = load.onLoop(() -> {
            streaming = false;
            return produced;
        });
        await().atMost(PATIENCE).until(() -> load.agents().stream().allMatch(agent -> agent.acked() == last));
    }

    /** Every number is there once, with the content it was sent with; the answer is how many there are. */
    private long verify(Load load, DatabaseUrl url) throws SQLException {
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
    private static Verification.Report verifyTime(Load load, DatabaseUrl url) {
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
