package io.modehub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same windows make the same spans, in whatever order they come. */
class OutOfOrderTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    /** Two hours of an office day. */
    private static final List<Activity> MORNING = morning();

    private static List<Map<String, Object>> inOrder;

    @BeforeAll
    static void sendInOrder() {
        inOrder = spansAfter(MORNING, 50);
        assertThat(inOrder).hasSizeGreaterThan(2);
    }

    @Test
    void theSecondHalfBeforeTheFirst() {
        List<Activity> swapped = new ArrayList<>(MORNING);
        Collections.rotate(swapped, MORNING.size() / 2);

        assertThat(spansAfter(swapped, 50)).isEqualTo(inOrder);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void allMixedUp(int seed) {
        List<Activity> mixed = new ArrayList<>(MORNING);
        Collections.shuffle(mixed, new Random(seed));

        assertThat(spansAfter(mixed, 40)).isEqualTo(inOrder);
    }

    @Test
    void oneWindowLate() {
        List<Activity> late = new ArrayList<>(MORNING);
        late.add(late.remove(MORNING.size() / 3));

        assertThat(spansAfter(late, 50)).isEqualTo(inOrder);
    }

    @Test
    void twoLinksInTurn() {
        Rest owner = HUB.admin();
        HubUnderTest.Device device = HUB.pair(owner);
        for (int from = 0; from < MORNING.size(); from += 100) {
            List<Activity> part = MORNING.subList(from, Math.min(from + 100, MORNING.size()));
            send(device, UUID.randomUUID(), part, 50);
        }

        assertThat(spans(device)).isEqualTo(inOrder);
    }

    private static List<Map<String, Object>> spansAfter(List<Activity> activities, int batch) {
        HubUnderTest.Device device = HUB.pair(HUB.admin());
        send(device, UUID.randomUUID(), activities, batch);
        return spans(device);
    }

    private static void send(HubUnderTest.Device device, UUID stream, List<Activity> activities, int batch) {
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(stream);
            for (int from = 0; from < activities.size(); from += batch) {
                int to = Math.min(from + batch, activities.size());
                agent.send(from + 1, activities.subList(from, to));
                agent.untilAcked(to);
            }
        }
    }

    private static List<Map<String, Object>> spans(HubUnderTest.Device device) {
        HUB.settle();
        return HUB.rows("""
                select s.from_at, s.to_at, m.name, s.source, round(s.confidence::numeric, 3) as confidence, s.model
                  from spans s join agents a on a.key = s.agent_key join modes m on m.id = s.mode_id
                 where a.id = ?::uuid order by s.from_at
                """, device.id());
    }

    private static List<Activity> morning() {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(3);
        Instant from = day.atTime(9, 0).toInstant(ZoneOffset.UTC);
        return Simulator.of(Persona.OFFICE, 7, ZoneOffset.UTC).day(day).stream()
                .map(Lived::activity)
                .filter(activity ->
                        !activity.at().isBefore(from) && activity.at().isBefore(from.plusSeconds(7_200)))
                .toList();
    }
}
