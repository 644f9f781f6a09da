package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.protocol.HubFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing that falls into a pause is kept, whenever it comes and by whatever door. */
class PauseTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private Person person;
    private Rest owner;
    private Device device;

    @BeforeEach
    void meet() {
        person = HUB.newPerson(Role.CONTRIBUTOR);
        owner = HUB.withToken(HUB.tokenOf(person));
        device = HUB.pair(owner);
    }

    @Test
    void whatADeviceSendsOfAPauseIsAcknowledgedAndForgotten() {
        Instant start = Samples.yesterday();
        pause(start.plusSeconds(10), start.plusSeconds(20));
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(start, 6));
            List<HubFrame> answers = agent.untilAcked(6);

            assertThat(answers).noneMatch(HubFrame.Reject.class::isInstance);
        }

        assertThat(HUB.stored(device)).containsExactly(1L, 2L, 5L, 6L);
        assertThat(HUB.rows(
                        "select * from rejected_items r join streams s on s.key = r.stream_key join agents a"
                                + " on a.key = s.agent_key where a.id = ?::uuid",
                        device.id()))
                .isEmpty();
    }

    @Test
    void aPauseHoldsForOpenLinksAndPostsUntilItEnds() {
        assertThat(owner.get("me/collection").json().getString("pausedSince")).isNull();
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            Instant since = Instant.parse(owner.put("me/collection", JsonObject.of("paused", true))
                    .json()
                    .getString("pausedSince"));
            Awaitility.await().until(() -> post(since.plusMillis(1)).getInteger("accepted") == 0);
            JsonObject answer = post(since.plusMillis(1));
            assertThat(answer.getJsonArray("rejected").getJsonObject(0).getString("code"))
                    .isEqualTo("paused");
            agent.send(1, Samples.typing(since.plusMillis(1)));
            agent.untilAcked(1);

            owner.put("me/collection", JsonObject.of("paused", false));
            owner.put("me/collection", JsonObject.of("paused", false));
            HUB.rows(
                    "update pauses set to_at = from_at + interval '1 second' where user_id = ? returning 1",
                    person.id().value());
            HUB.agent(device).hello(UUID.randomUUID());
            assertThat(agent.closed()).isEqualTo(4510);
        }

        assertThat(HUB.stored(device)).isEmpty();
        assertThat(owner.get("me/audit").items().stream().map(entry -> ((JsonObject) entry).getString("action")))
                .containsSubsequence("collection_resumed", "collection_paused");
    }

    @Test
    void anotherPersonGoesOn() {
        owner.put("me/collection", JsonObject.of("paused", true));
        Rest other = HUB.newcomer(Role.CONTRIBUTOR);

        assertThat(other.post("activities", activity(Instant.now().minusSeconds(10)))
                        .json()
                        .getInteger("accepted"))
                .isEqualTo(1);
    }

    private JsonObject post(Instant at) {
        return owner.post("activities", activity(at)).json();
    }

    private static JsonArray activity(Instant at) {
        return JsonArray.of(JsonObject.of(
                "at", at.truncatedTo(ChronoUnit.MILLIS).toString(), "durationMs", 1_000, "app", "editor"));
    }

    private void pause(Instant from, Instant to) {
        HUB.rows(
                "insert into pauses (user_id, from_at, to_at) values (?, ?::timestamptz, ?::timestamptz) returning 1",
                person.id().value(),
                from.toString(),
                to.toString());
    }
}
