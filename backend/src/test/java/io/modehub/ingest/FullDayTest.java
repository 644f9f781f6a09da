package io.modehub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Samples;
import io.modehub.protocol.Activity;
import io.modehub.protocol.HubFrame;
import io.modehub.spans.DayTally;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A device that reports tiny windows can't make a day that nobody can judge again. */
class FullDayTest {
    private static final int A_FRAME = 200;
    private static final int TINY_MS = 500;

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final HubUnderTest.Device device = HUB.pair(HUB.admin());
    private final Instant day = Samples.yesterday().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.DAYS);

    @Test
    void whatIsTooMuchForOneDayIsSetAsideAndTheNextDayGoesOn() {
        UUID stream = UUID.randomUUID();
        int some = DayTally.MOST - A_FRAME;
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(stream);
            for (int sent = 0; sent < some; sent += A_FRAME) {
                agent.send(sent + 1, tiny(day, sent, A_FRAME));
                if (sent % 1_000 == 800 || sent + A_FRAME >= some) {
                    assertThat(agent.untilAcked(sent + A_FRAME)).allMatch(HubFrame.Ack.class::isInstance);
                }
            }
        }
        // Another stream counts on; what it repeats and what comes late within the day count as well.
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, tiny(day, some, 100));
            agent.send(1, tiny(day, some, 100));
            agent.untilAcked(100);
            agent.send(101, tiny(day.plusMillis(100), 0, 99));
            agent.untilAcked(199);
            assertThat(tally()).isEqualTo(DayTally.MOST - 1);

            agent.send(200, tiny(day, some + 100, 3));

            assertThat(rejects(agent.untilAcked(202))).containsExactly(201L, 202L);
        }
        try (AgentSocket agent = HUB.agent(device)) {
            assertThat(agent.hello(stream).acked()).isEqualTo(some);
            agent.send(some + 1, tiny(day, some + 200, 1));
            HubFrame.Reject reject = agent.next(HubFrame.Reject.class);
            assertThat(reject.code()).isEqualTo("day_full");
            assertThat(reject.message()).contains("100000").contains("longer windows");

            Instant next = day.plus(Duration.ofDays(1));
            agent.send(some + 2, tiny(next, 0, 3));
            assertThat(rejects(agent.untilAcked(some + 4))).isEmpty();
            assertThat(tally()).isEqualTo(3);

            // The day is over, and still full for what comes late, alone or among what is kept.
            agent.send(some + 5, tiny(day.plusMillis(200), 50, 2));
            agent.send(some + 7, tiny(next, 10, 2));
            assertThat(rejects(agent.untilAcked(some + 8))).containsExactly(some + 5L, some + 6L);
        }
        assertThat(HUB.rows("select code, count(*) as n from rejected_items group by code"))
                .containsExactly(Map.of("code", "day_full", "n", 5L));
        assertThat(HUB.rows("select count(*) as n from activities"))
                .containsExactly(Map.of("n", (long) DayTally.MOST + 5));
        assertThat(HUB.nobody().get("/metrics").body()).contains("hub_rejected_total{reason=\"day_full\"} 5");
    }

    private int tally() {
        return (int) HUB.rows("select day_activities from streams order by day desc, day_activities desc limit 1")
                .get(0)
                .get("day_activities");
    }

    private static List<Long> rejects(List<HubFrame> frames) {
        return frames.stream()
                .filter(HubFrame.Reject.class::isInstance)
                .map(frame -> ((HubFrame.Reject) frame).seq())
                .toList();
    }

    /** That many windows one after the other, the first being number {@code from} of the day. */
    private static List<Activity> tiny(Instant start, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new Activity(
                        start.plusMillis((long) TINY_MS * i), TINY_MS, "editor", null, null, 1, 6, 0L, List.of()))
                .toList();
    }
}
