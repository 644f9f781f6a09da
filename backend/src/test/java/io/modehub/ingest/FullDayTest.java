package io.modehub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.HubFrame;
import io.modehub.spans.DayTally;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

            // Long texts count for more.
            agent.send(some + 5, wordy(next.plusSeconds(10)));
            assertThat(rejects(agent.untilAcked(some + 5))).isEmpty();
            assertThat(tally()).isEqualTo(3 + 5);

            // The day is over, and still full for what comes late, alone or among what is kept.
            agent.send(some + 6, tiny(day.plusMillis(200), 50, 2));
            agent.send(some + 8, tiny(next, 100, 2));
            assertThat(rejects(agent.untilAcked(some + 9))).containsExactly(some + 6L, some + 7L);
        }
        assertThat(HUB.rows(
                        "select code, seq from rejected_items r join streams s on s.key = r.stream_key"
                                + " join agents a on a.key = s.agent_key where a.id = ?::uuid",
                        device.id()))
                .hasSize(5)
                .allMatch(row -> row.get("code").equals("day_full"));
        assertThat(HUB.stored(device)).hasSize(DayTally.MOST + 6);
        assertThat(HUB.nobody().get("/metrics").body()).contains("hub_rejected_total{reason=\"day_full\"}");
    }

    @Test
    void aDayThatIsOverIsCountedWhereSomethingComesLate() {
        Instant after = day.plus(Duration.ofDays(1));
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, tiny(day, 0, 1));
            agent.send(2, tiny(after, 0, 1));
            agent.untilAcked(2);
            fill(DayTally.MOST - 3);
            agent.send(3, tiny(day.plusMillis(100), 0, 2));
            assertThat(rejects(agent.untilAcked(4))).as("two fit").isEmpty();
            agent.send(5, tiny(day.plusMillis(100), 10, 1));
            assertThat(rejects(agent.untilAcked(5))).containsExactly(5L);
            agent.send(6, tiny(day.plusMillis(100), 11, 1));
            agent.send(7, tiny(after, 1, 1));
            assertThat(rejects(agent.untilAcked(7))).as("known by now").containsExactly(6L);
        }
    }

    /** Rows as if the device had reported them in the past day. */
    private void fill(int count) {
        HUB.rows("""
                insert into activities (at, seq, stream_key, duration_ms, received, mouse, keyboard, app)
                select ?::timestamptz + n * interval '400 milliseconds', 1000000 + n, s.key, 400, current_date, 1, 6, 'editor'
                  from streams s join agents a on a.key = s.agent_key, generate_series(1, ?) n where a.id = ?::uuid
                returning seq
                """, day.toString(), count, device.id());
    }

    @Test
    void aPostThatWasRefusedIsRefusedAgain() {
        Rest script = HUB.newcomer(Role.CONTRIBUTOR);
        assertThat(post(script, "first", day).getJsonArray("rejected")).isEmpty();
        HUB.rows("""
                update streams set day_activities = ? where agent_key = (select key from agents where kind = 'scripts'
                   and user_id = ?::uuid) returning key
                """, DayTally.MOST, script.get("me").json().getString("id"));
        takeOver(script);

        for (int times = 0; times < 2; times++) {
            JsonObject answer = post(script, "second", day.plusSeconds(1));
            assertThat(answer.getInteger("accepted")).isZero();
            assertThat(answer.getJsonArray("rejected").getJsonObject(0).getString("code"))
                    .isEqualTo("day_full");
        }
        assertThat(post(script, "third", day.plus(Duration.ofDays(1))).getInteger("accepted"))
                .isEqualTo(1);
    }

    /** Another hub takes the stream, so that this one opens it anew. */
    private static void takeOver(Rest script) {
        HUB.rows("""
                update streams set generation = generation + 1 where agent_key = (select key from agents where kind = 'scripts'
                   and user_id = ?::uuid) returning key
                """, script.get("me").json().getString("id"));
    }

    /** As a client does it: again where the hub is still busy with the tests beside this. */
    private static JsonObject post(Rest script, String id, Instant at) {
        JsonObject item = new JsonObject(ActivityJson.write(Samples.typing(at))).put("id", id);
        return await().until(() -> script.post("activities", item), answer -> answer.status() == 200)
                .json();
    }

    /** Counts for five: 2,048 characters. */
    private static Activity wordy(Instant at) {
        String text = "x".repeat(512);
        return new Activity(
                at,
                TINY_MS,
                text,
                text,
                text,
                1,
                6,
                0L,
                List.of(new AudioLevel(AudioLevel.Source.MICROPHONE, "y".repeat(448), -20, -10, 0.5, null, null)));
    }

    private int tally() {
        return (int) HUB.rows(
                        "select day_activities from streams s join agents a on a.key = s.agent_key where a.id = ?::uuid"
                                + " order by day desc, day_activities desc limit 1",
                        device.id())
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
