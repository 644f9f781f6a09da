package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** After an hour of 2,000 activities a second no more objects live than after its beginning. */
@Tag("faults")
@EnabledIfSystemProperty(
        named = "soak",
        matches = "[1-9]\\d*",
        disabledReason = "./check --full lets it run for an hour")
class SoakTest {
    private static final int MINUTES = Integer.getInteger("soak", 0);

    /** Then as much is remembered of each agent's last minutes as ever is. */
    private static final int WARM_UP_MINUTES = 5;

    /** The heap's limit, and what else a hub takes: code, classes, threads, buffers; 188 MB at most was seen. */
    private static final double MOST_RESIDENT_MB = 384 + 220;

    private static final int AGENTS = 200;
    private static final int STEP_MS = 100;

    @TempDir
    Path directory;

    @Test
    void memoryAfterCollectionStaysFlat() {
        try (HubProcess hub = new HubProcess(directory.resolve("data"));
                Load load = new Load(hub::port)) {
            hub.start();
            List<HubApi.Identity> agents = new HubApi(hub).pair(AGENTS);
            Schedule schedule = new Schedule(STEP_MS, AGENTS);
            for (int i = 0; i < AGENTS; i++) {
                load.add(
                        agents.get(i),
                        new Script(i, schedule.start(), STEP_MS)::item,
                        new SimulatedAgent.Pace(20, 1_000),
                        (who, from, through) -> {});
            }
            schedule.begin(load);
            Load.run(60 * WARM_UP_MINUTES);
            List<Long> live = new ArrayList<>();
            for (int minute = 1; minute <= MINUTES; minute++) {
                Load.run(60);
                live.add(Memory.liveBytes(hub));
                double resident = Memory.rssMb(hub.pid());
                System.out.printf(
                        "minute %d: %.1f MB of live objects, %.1f MB resident%n",
                        minute, live.get(live.size() - 1) / 1e6, resident);
                assertThat(resident).isLessThan(MOST_RESIDENT_MB);
            }
            assertThat(load.acked()).isGreaterThan(1_900L * 60 * MINUTES);
            assertThat(load.faults()).isEmpty();
            int quarter = Math.max(1, MINUTES / 4);
            double early = mean(live.subList(MINUTES > quarter ? quarter - 1 : 0, Math.min(MINUTES, 2 * quarter)));
            double late = mean(live.subList(MINUTES - quarter, MINUTES));
            assertThat(late).isLessThan(1.1 * early);
        }
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
