package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.spans.DayTally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several devices whose days are as full as they may be, at a hub with the heap of a container of 512 MB. */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class FullDaysTest {
    private static final int DEVICES = Integer.getInteger("agents", 0) > 0 ? 6 : 2;

    /** Other tests run beside this. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int LATE = 20;

    /** As docs/image/options has it for 512 MB, with the end where that doesn't do. */
    private static final List<String> SMALL = List.of(
            HubProcess.java(),
            "-XX:+UseSerialGC",
            "-Xmx164m",
            "-XX:MaxDirectMemorySize=48m",
            "-XX:+ExitOnOutOfMemoryError");

    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(3));

    @TempDir
    Path directory;

    @Test
    void areOpenedAndJudgedAgainInTheMemoryThereIs() {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            List<HubApi.Identity> devices = new HubApi(hub).pair(DEVICES);
            fill(hub, devices);
            hub.kill();
            hub.start(Map.of(), SMALL);
            long pid = hub.pid();
            try (Sql sql = new Sql(hub.database())) {
                // The first round of a hub that has just started smooths them.
                await().atMost(PATIENCE)
                        .until(() ->
                                sql.number("select count(*) from agents where finished_to > ?::date", day.toString())
                                        == DEVICES);
                assertThat(sql.number("select count(distinct agent_key) from spans"))
                        .isEqualTo(DEVICES);
            }
            try (Load load = new Load(hub::port)) {
                for (int i = 0; i < DEVICES; i++) {
                    load.add(
                            devices.get(i),
                            new Script(i, day.plus(Duration.ofHours(12)), 5_000)::item,
                            new SimulatedAgent.Pace(20, 1_000),
                            (agent, from, through) -> {});
                }
                load.agents().forEach(agent -> load.produce(agent, LATE));
                await().atMost(PATIENCE).until(() -> load.acked() == (long) DEVICES * LATE);
                load.requireNoFaults();
                assertThat(load.agents()).as("links").allMatch(agent -> agent.links() == 1);
            }
            assertThat(ProcessHandle.of(pid)).as("the hub").isPresent();
        }
    }

    /** Rows as if each device had reported as much as it may, but for what will come late. */
    private void fill(HubProcess hub, List<HubApi.Identity> devices) {
        int count = DayTally.MOST - LATE;
        long stepMs = Duration.ofDays(1).toMillis() / count;
        try (Sql sql = new Sql(hub.database())) {
            for (int i = 0; i < devices.size(); i++) {
                UUID stream = UUID.randomUUID();
                UUID agent = UUID.fromString(devices.get(i).agentId());
                sql.update(
                        "insert into streams (agent_key, stream) select key, ? from agents where id = ?",
                        stream,
                        agent);
                sql.update(
                        """
                        insert into activities (at, seq, stream_key, duration_ms, received, idle_ms, mouse, keyboard, app, title,
                                                audio)
                        select ?::timestamptz + n * ? * interval '1 millisecond', n, s.key, ?, current_date, 0, n % 4, n % 7,
                               case n / 3000 % 3 when 0 then 'code' when 1 then 'chromium' else 'spotify' end,
                               'A title that is as long as titles of windows often are, number ' || n / 30, ?
                          from streams s, generate_series(1, ?) n where s.stream = ?
                        """,
                        day.toString(), (int) stepMs, (int) stepMs, new Script(i, day, 5_000).levels(1), count, stream);
            }
        }
    }
}
