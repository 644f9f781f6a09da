package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** All agents lose their hub at once, and all of them come back. */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class HerdTest {
    private static final int AGENTS = Integer.getInteger("herd", 300);
    private static final int OF_A_PERSON = 250;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    @Test
    void everybodyIsLinkedAgainSoonAfterTheHubWasKilled() {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            List<HubApi.Identity> fleet = Fleet.of(hub, AGENTS, OF_A_PERSON);
            Instant start = Instant.parse("2026-01-05T08:00:00Z");
            try (Load load = new Load(hub::port)) {
                for (int i = 0; i < AGENTS; i++) {
                    load.produce(
                            load.add(
                                    fleet.get(i),
                                    new Script(i, start, 5_000)::item,
                                    new SimulatedAgent.Pace(20, 1_000),
                                    (who, from, through) -> {}),
                            50);
                }
                await().atMost(PATIENCE).until(() -> load.acked() == 50L * AGENTS);

                hub.kill();
                hub.start();
                Instant back = Instant.now();
                load.agents().forEach(agent -> load.produce(agent, 100));

                await().atMost(PATIENCE).until(() -> load.acked() == 100L * AGENTS);
                System.out.printf(
                        "%d agents linked again and acknowledged after %d ms%n",
                        AGENTS, Duration.between(back, Instant.now()).toMillis());
                assertThat(load.faults()).isEmpty();
                try (Sql sql = new Sql(hub.database())) {
                    assertThat(sql.number("select count(*) from activities")).isEqualTo(100L * AGENTS);
                }
            }
        }
    }
}
