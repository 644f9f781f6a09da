package io.modehub.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.Socket;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.HubFrame;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page hears, and when it has to go. */
class LiveLinkTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private Person person;
    private Rest owner;
    private HubUnderTest.Device device;
    private Socket page;

    @BeforeEach
    void open() {
        person = HUB.newPerson(Role.CONTRIBUTOR);
        owner = HUB.withToken(HUB.tokenOf(person));
        device = HUB.pair(owner);
        page = HUB.live();
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void aPageIsWelcomedAndToldHowThingsAre() {
        authenticate(page, owner);

        assertThat(new JsonObject(page.next()).getString("type")).isEqualTo("welcome");
        JsonObject snapshot = new JsonObject(page.next());
        assertThat(snapshot.getString("type")).isEqualTo("snapshot");
        assertThat(snapshot.getInteger("page")).isEqualTo(1);
        assertThat(snapshot.getBoolean("last")).isTrue();
        assertThat(snapshot.getJsonArray("agents")).singleElement().satisfies(agent -> {
            assertThat(((JsonObject) agent).getString("agentId")).isEqualTo(device.id());
            assertThat(((JsonObject) agent).getBoolean("online")).isFalse();
            assertThat(((JsonObject) agent).getValue("mode")).isNull();
        });
    }

    @Test
    void aPageHearsOfAnAgentsComingItsModeAndItsGoing() {
        authenticate(page, owner);
        awaitType("snapshot");

        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            assertThat(await(frame -> isAgent(frame, true)).getString("agentId"))
                    .isEqualTo(device.id());

            agent.send(1, Samples.typing(Instant.now().minusSeconds(10)));
            JsonObject mode = awaitType("mode");
            assertThat(mode.fieldNames())
                    .contains("agentId", "version", "mode", "confidence", "since", "reasons", "by");
            assertThat(mode.getString("mode"))
                    .isEqualTo(agent.next(HubFrame.Mode.class).mode());
        }
    }

    @Test
    void versionsNeverRunBackwardsOverLinksAndHubs() {
        authenticate(page, owner);
        awaitType("snapshot");
        long version = 0;
        try (HubUnderTest other = HUB.another()) {
            for (HubUnderTest hub : List.of(HUB, other, HUB)) {
                try (AgentSocket agent = hub.agent(device)) {
                    agent.hello(UUID.randomUUID());
                    agent.send(1, Samples.typing(Instant.now().minusSeconds(10)));
                    agent.untilAcked(1);
                }
                if (hub == HUB) {
                    long next = awaitType("mode").getLong("version");
                    assertThat(next).isGreaterThan(version);
                    version = next;
                }
            }
        }
    }

    @Test
    void aPageThatLooksMakesTheAgentSendItsMeters() {
        authenticate(page, owner);
        awaitType("snapshot");
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            page.send(JsonObject.of("type", "watch", "agentId", device.id()).encode());
            assertThat(agent.next(HubFrame.Watch.class).forMs()).isPositive();

            agent.send(new AgentFrame.Levels(
                    List.of(new AudioLevel(AudioLevel.Source.MICROPHONE, "Headset", -31, -18, 0.8, true, "zoom")),
                    2,
                    3,
                    "zoom",
                    "Weekly sync"));

            JsonObject levels = awaitType("levels");
            assertThat(levels.getString("agentId")).isEqualTo(device.id());
            assertThat(levels.getString("app")).isEqualTo("zoom");
            assertThat(levels.getJsonArray("audio").getJsonObject(0).getDouble("rmsDb"))
                    .isEqualTo(-31);
            assertThat(levels.getJsonArray("audio").getJsonObject(0).getDouble("activeFromDb"))
                    .as("of a source that was never heard")
                    .isEqualTo(-65);
            assertThat(HUB.stored(device)).isEmpty();
        }
    }

    @Test
    void aPageHearsNothingOfOtherPeople() {
        try (Socket stranger = HUB.live();
                AgentSocket agent = HUB.agent(device)) {
            Rest other = HUB.newcomer(Role.ADMIN);
            authenticate(stranger, other);
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(Instant.now().minusSeconds(10)));
            agent.untilAcked(1);
            stranger.send(JsonObject.of("type", "watch", "agentId", device.id()).encode());
            stranger.send("{\"type\":\"resync\"}");

            assertThat(new JsonObject(stranger.next()).getString("type")).isEqualTo("welcome");
            for (int i = 0; i < 2; i++) {
                JsonObject snapshot = new JsonObject(stranger.next());
                assertThat(snapshot.getString("type")).isEqualTo("snapshot");
                assertThat(snapshot.getJsonArray("agents")).isEmpty();
            }
        }
    }

    @Test
    void aCorrectionReachesThePage() {
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(UUID.randomUUID());
            agent.send(1, Samples.typing(Instant.now().minusSeconds(10)));
            agent.untilAcked(1);
            authenticate(page, owner);
            awaitType("snapshot");

            owner.put("modes/current", JsonObject.of("agentId", device.id(), "mode", "Gaming"));

            JsonObject mode = await(frame -> "Gaming".equals(frame.getString("mode")));
            assertThat(mode.getString("by")).isEqualTo("hand");
        }
    }

    @Test
    void aDeletedAgentDisappearsFromThePage() {
        authenticate(page, owner);
        awaitType("snapshot");

        owner.delete("agents/" + device.id());

        assertThat(await(frame -> Boolean.TRUE.equals(frame.getBoolean("removed")))
                        .getString("agentId"))
                .isEqualTo(device.id());
    }

    @Test
    void anUnknownTypeIsAnsweredAndNothingCloses() {
        authenticate(page, owner);
        page.send("{\"type\":\"weather\"}");

        assertThat(awaitType("error").getString("code")).isEqualTo("unknown_type");
        assertThat(page.isOpen()).isTrue();
    }

    @Test
    void whoShowsNoTokenWithinFiveSecondsIsSentAway() {
        assertThat(page.closed()).isEqualTo(4502);
    }

    @Test
    void theFirstFrameIsTheToken() {
        page.send("{\"type\":\"resync\"}");

        assertThat(page.closed()).isEqualTo(4502);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"auth\"}",
                "{\"type\":\"auth\",\"token\":null}",
                "{\"type\":\"auth\",\"token\":7}",
                "{\"type\":\"auth\",\"token\":\"nonsense\"}"
            })
    void aTokenThatIsNoneIsRefused(String frame) {
        page.send(frame);

        assertThat(page.closed()).isEqualTo(4500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "7", "{\"type\":7}", "{\"type\":{}}", "null"})
    void aMalformedFrameEndsTheLink(String frame) {
        page.send(frame);

        assertThat(page.closed()).isIn(4501, 4502);
    }

    @Test
    void aBinaryFrameEndsTheLink() {
        page.sendBinary(new byte[] {1});

        assertThat(page.closed()).isEqualTo(4501);
    }

    @Test
    void anotherPersonsTokenDoesNotTakeThePageOver() {
        authenticate(page, owner);
        awaitType("snapshot");

        authenticate(page, HUB.newcomer(Role.ADMIN));

        assertThat(page.closed()).isEqualTo(4500);
    }

    @Test
    void aFreshTokenOfTheSamePersonChangesNothing() {
        authenticate(page, owner);
        awaitType("snapshot");

        authenticate(page, HUB.withToken(HUB.tokenOf(person)));
        page.send("{\"type\":\"resync\"}");

        // Agents of other tests may come and go meanwhile; a page that was sent away gets no snapshot.
        assertThat(awaitType("snapshot").getInteger("page")).isEqualTo(1);
    }

    private static void authenticate(Socket page, Rest person) {
        page.send(JsonObject.of("type", "auth", "token", person.token()).encode());
    }

    private static boolean isAgent(JsonObject frame, boolean online) {
        return frame.getString("type").equals("agent") && frame.getBoolean("online") == online;
    }

    private JsonObject awaitType(String type) {
        return await(frame -> frame.getString("type").equals(type));
    }

    private JsonObject await(Predicate<JsonObject> wanted) {
        while (true) {
            JsonObject frame = new JsonObject(page.next());
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }
}
