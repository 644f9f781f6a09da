package io.modehub.ingest;

import static io.modehub.Samples.titled;
import static io.modehub.Samples.typing;
import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a well-behaved agent's numbered frames. */
class StreamTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant start = Samples.yesterday();
    private final UUID stream = UUID.randomUUID();
    private Rest owner;
    private HubUnderTest.Device device;
    private AgentSocket agent;

    @BeforeEach
    void link() {
        owner = HUB.admin();
        device = HUB.pair(owner);
        agent = HUB.agent(device);
        assertThat(agent.hello(stream).acked()).isZero();
    }

    @AfterEach
    void unlink() {
        agent.close();
    }

    @Test
    void whatIsAcknowledgedIsInTheDatabaseAndInEveryAnswer() {
        agent.send(1, typing(start, 100));

        agent.untilAcked(100);
        assertThat(HUB.stored(device)).hasSize(100);
        assertThat(HUB.acked(device)).containsEntry(stream, 100L);
        assertThat(summary().getLong("coverageMs")).isEqualTo(500_000);
    }

    @Test
    void aRepeatChangesNothingAndIsAcknowledgedAgain() {
        agent.send(1, typing(start, 3));
        agent.untilAcked(3);
        JsonArray before = spans();

        agent.send(1, titled(start, "another", "lie"), typing(start.plusSeconds(5)), typing(start.plusSeconds(10)));

        agent.untilAcked(3);
        assertThat(HUB.stored(device)).containsExactly(1L, 2L, 3L);
        assertThat(kept()).extracting(item -> item.getString("app")).containsOnly("editor");
        assertThat(spans()).isEqualTo(before);
    }

    @Test
    void aFrameThatBeginsWithARepeatAddsOnlyItsNews() {
        agent.send(1, typing(start, 3));
        agent.send(2, typing(start.plusSeconds(5), 4));

        agent.untilAcked(5);
        assertThat(HUB.stored(device)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aRepeatedGapIsAcknowledgedAgain() {
        agent.send(new AgentFrame.Gap(1, 9, "lost"));
        agent.untilAcked(9);
        agent.send(new AgentFrame.Gap(1, 9, "lost"));

        assertThat(agent.untilAcked(9)).hasSize(1);
    }

    @Test
    void aStreamGoesOnWhereItWasAcknowledged() {
        agent.send(1, typing(start, 7));
        agent.untilAcked(7);
        agent.close();

        agent = HUB.agent(device);

        assertThat(agent.hello(stream).acked()).isEqualTo(7);
    }

    @Test
    void aNewStreamOfTheSameDeviceBeginsAtOneAndJoinsTheOldOnesTime() {
        agent.send(1, typing(start, 2));
        agent.untilAcked(2);
        agent.close();

        agent = HUB.agent(device);
        assertThat(agent.hello(UUID.randomUUID()).acked()).isZero();
        agent.send(1, typing(start.plusSeconds(10), 2));

        agent.untilAcked(2);
        assertThat(spans()).hasSize(1);
        assertThat(summary().getLong("coverageMs")).isEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table activities; --",
                "\"quoted\" \\ back\\slash",
                "{\"json\":[1]} $1 ${jndi:x} %s",
                "tab\there\r\nline\u2028break",
                "\u202Eright to left\u202C \u05D0\u05D1",
                "\uD83D\uDE00 family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "<script>alert(1)</script>",
                "\uFFFF\uFFFE\u0001\u001f\u007f",
                ""
            })
    void oddTextSurvivesTheWholeWay(String title) {
        agent.send(1, titled(start, title.isEmpty() ? "app" : title, title));

        agent.untilAcked(1);
        assertThat(kept()).singleElement().satisfies(item -> {
            assertThat(item.getString("title")).isEqualTo(title);
            assertThat(item.getString("app")).isEqualTo(title.isEmpty() ? "app" : title);
        });
    }

    @Test
    void everythingMeasuredSurvivesTheWholeWay() {
        Activity full = new Activity(
                start.plusNanos(123_456_000),
                59_999,
                "zoom",
                "Weekly sync",
                "example.org",
                2.5,
                0.25,
                42L,
                List.of(
                        new AudioLevel(AudioLevel.Source.MICROPHONE, "Headset", -31.25, -12.5, 0.75, true, "zoom"),
                        new AudioLevel(AudioLevel.Source.SYSTEM, null, -120, -120, 0, null, null)));
        agent.send(1, full);

        agent.untilAcked(1);
        JsonObject item = kept().get(0);
        item.remove("agentId");
        assertThat(io.modehub.protocol.ActivityJson.read(item.encode())).isEqualTo(full);
    }

    @Test
    void upToAMinuteWithoutActivityASpanGoesOn() {
        agent.send(1, typing(start), typing(start.plusSeconds(65)));

        agent.untilAcked(2);
        assertThat(spans()).hasSize(1);
        assertThat(summary().getLong("coverageMs")).isEqualTo(70_000);
    }

    @Test
    void moreThanAMinuteWithoutActivityEndsASpan() {
        agent.send(1, typing(start), typing(start.plusSeconds(65).plusMillis(1)));

        agent.untilAcked(2);
        assertThat(spans()).hasSize(2);
        assertThat(summary().getLong("coverageMs")).isEqualTo(10_000);
    }

    @Test
    void aLaterWindowCutsAnEarlierOne() {
        Activity longWindow = new Activity(start, 60_000, "editor", "a", null, 1, 6, 0L, List.of());
        agent.send(1, longWindow, titled(start.plusSeconds(20), "terminal", "b"));

        agent.untilAcked(2);
        JsonArray apps = owner.get("app-spans?" + period()).items();
        assertThat(apps)
                .extracting(
                        app -> ((JsonObject) app).getString("app"),
                        app -> Instant.parse(((JsonObject) app).getString("from")),
                        app -> Instant.parse(((JsonObject) app).getString("to")))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("editor", start, start.plusSeconds(20)),
                        org.assertj.core.groups.Tuple.tuple("terminal", start.plusSeconds(20), start.plusSeconds(25)));
        assertThat(summary().getLong("coverageMs")).isEqualTo(25_000);
    }

    @Test
    void aModeSetOnTheDeviceHoldsUntilItIsTakenBack() {
        agent.send(1, typing(start, 12));
        agent.send(new AgentFrame.SetMode(13, start.plusSeconds(20), "Gaming", null));
        agent.send(new AgentFrame.SetMode(14, start.plusSeconds(40), null, null));

        agent.untilAcked(14);
        assertThat(spans())
                .filteredOn(span -> ((JsonObject) span).getString("source").equals("hand"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(((JsonObject) span).getString("mode")).isEqualTo("Gaming");
                    assertThat(Instant.parse(((JsonObject) span).getString("from")))
                            .isEqualTo(start.plusSeconds(20));
                    assertThat(Instant.parse(((JsonObject) span).getString("to")))
                            .isEqualTo(start.plusSeconds(40));
                });
        assertThat(summary().getLong("coverageMs")).isEqualTo(60_000);
    }

    private String period() {
        return "agentId=" + device.id() + "&from=" + start.minusSeconds(3_600) + "&to=" + start.plusSeconds(3_600);
    }

    private JsonArray spans() {
        return owner.get("spans?" + period()).items();
    }

    private JsonObject summary() {
        return owner.get("summary?" + period()).json();
    }

    private List<JsonObject> kept() {
        return owner.get("activities?" + period()).items().stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
