package io.modehub.ingest;

import static io.modehub.Samples.typing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Samples;
import io.modehub.Socket;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.HubFrame;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent should never send, and what becomes of what stands around it. */
class BadFramesTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant start = Samples.yesterday();
    private final UUID stream = UUID.randomUUID();
    private HubUnderTest.Device device;
    private AgentSocket agent;

    @BeforeEach
    void link() {
        device = HUB.pair(HUB.admin());
        agent = HUB.agent(device);
        agent.hello(stream);
    }

    @AfterEach
    void unlink() {
        agent.close();
    }

    @Test
    void whoReadsNothingIsSentAwayBeforeItsAnswersFillTheMemory() {
        agent.raw().stopReading();
        String unknown = "{\"type\":\"" + "x".repeat(100) + "\"}";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!HUB.nobody().get("/metrics").body().contains("hub_links_ended_total{code=\"4008\"} 1")
                && System.nanoTime() < end) {
            for (int i = 0; i < 5_000; i++) {
                agent.raw().throwAt(unknown);
            }
        }

        assertThat(HUB.nobody().get("/metrics").body()).contains("hub_links_ended_total{code=\"4008\"} 1");
    }

    static Stream<Arguments> badItems() {
        String now = "\"at\":\"2026-01-05T09:00:00Z\"";
        return Stream.of(
                Arguments.of("mouse", "{" + now + ",\"durationMs\":5000,\"app\":\"editor\",\"mouse\":11}"),
                Arguments.of("keyboard", "{" + now + ",\"durationMs\":5000,\"app\":\"editor\",\"keyboard\":-1}"),
                Arguments.of("title", item(now, "x".repeat(10_000))),
                Arguments.of("title", item(now, "x".repeat(513))),
                Arguments.of("at", "{\"durationMs\":5000,\"app\":\"editor\"}"),
                Arguments.of("at", "{\"at\":\"2026-01-05T09:00:00\",\"durationMs\":5000,\"app\":\"editor\"}"),
                Arguments.of("at", "{\"at\":\"" + inAYear() + "\",\"durationMs\":5000,\"app\":\"editor\"}"),
                Arguments.of("durationMs", "{" + now + ",\"durationMs\":0,\"app\":\"editor\"}"),
                Arguments.of("durationMs", "{" + now + ",\"durationMs\":60001,\"app\":\"editor\"}"),
                Arguments.of("durationMs", "{" + now + ",\"durationMs\":5.5,\"app\":\"editor\"}"),
                Arguments.of("app", "{" + now + ",\"durationMs\":5000}"),
                Arguments.of("app", "{" + now + ",\"durationMs\":5000,\"app\":\" \"}"),
                Arguments.of("app", "{" + now + ",\"durationMs\":5000,\"app\":{\"deep\":[{}]}}"),
                Arguments.of("idleMs", "{" + now + ",\"durationMs\":5000,\"app\":\"editor\",\"idleMs\":-1}"),
                Arguments.of(
                        "audio/0/rmsDb",
                        "{" + now
                                + ",\"durationMs\":5000,\"app\":\"editor\",\"audio\":[{\"source\":\"system\",\"rmsDb\":3}]}"),
                Arguments.of(
                        "audio/0/source",
                        "{" + now
                                + ",\"durationMs\":5000,\"app\":\"editor\",\"audio\":[{\"source\":\"keyhole\",\"rmsDb\":-3}]}"),
                Arguments.of(
                        "audio",
                        "{" + now + ",\"durationMs\":5000,\"app\":\"editor\",\"audio\":["
                                + "{\"source\":\"system\",\"rmsDb\":-3},".repeat(16)
                                + "{\"source\":\"system\",\"rmsDb\":-3}]}"),
                Arguments.of("", "42"),
                Arguments.of("", "[[]]"),
                Arguments.of("", "null"));
    }

    @ParameterizedTest
    @MethodSource("badItems")
    void aBadItemIsSetAsideWithItsReasonAndItsNeighboursAreKept(String path, String bad) {
        agent.sendItems(1, ActivityJson.write(typing(start)), bad, ActivityJson.write(typing(start.plusSeconds(5))));

        var answers = agent.untilAcked(3);
        assertThat(answers)
                .filteredOn(HubFrame.Reject.class::isInstance)
                .singleElement()
                .satisfies(frame -> {
                    HubFrame.Reject reject = (HubFrame.Reject) frame;
                    assertThat(reject.seq()).isEqualTo(2);
                    assertThat(reject.code()).isEqualTo("invalid_activity");
                    assertThat(reject.message()).startsWith(path);
                    assertThat(answers.indexOf(frame)).isLessThan(firstAckOf(answers, 2));
                });
        assertThat(HUB.stored(device)).containsExactly(1L, 3L);
        assertThat(HUB.rows(
                        "select r.seq, r.code from rejected_items r join streams s on s.key = r.stream_key where s.stream = ?",
                        stream))
                .containsExactly(Map.of("seq", 2L, "code", "invalid_activity"));
    }

    @Test
    void nulAndLoneSurrogatesInATitleAreReplacedAndTheRestIsKept() {
        agent.sendItems(1, item("\"at\":\"2026-01-05T09:00:00Z\"", "a\\u0000b\\ud800c \\ud83d\\ude00"));

        agent.untilAcked(1);
        assertThat(HUB.rows(
                        "select title from activities x join streams s on s.key = x.stream_key where s.stream = ?",
                        stream))
                .containsExactly(Map.of("title", "a\uFFFDb\uFFFDc \uD83D\uDE00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"first\":1,\"type\":\"activities\",\"items\":[]}",
                "{\"type\":7}",
                "{\"type\":\"activities\"}",
                "{\"type\":\"activities\",\"first\":0,\"items\":[]}",
                "{\"type\":\"activities\",\"first\":\"2\",\"items\":[]}",
                "{\"type\":\"activities\",\"first\":2,\"items\":{}}",
                "{\"type\":\"activities\",\"first\":2,\"items\":[{]}",
                "{\"type\":\"activities\",\"first\":2,\"items\":[]} {}",
                "{\"type\":\"gap\",\"from\":3,\"to\":2}",
                "{\"type\":\"mode\",\"seq\":2}",
                "{\"type\":\"hello\",\"stream\":\"not a uuid\",\"first\":1,\"next\":1}"
            })
    void aMalformedFrameEndsTheLinkAndWhatCameBeforeIsKept(String frame) {
        agent.send(1, typing(start));
        agent.raw().send(frame);

        assertThat(agent.closed()).isEqualTo(4501);
        assertKeptFirst();
    }

    @Test
    void aSecondHelloEndsTheLink() {
        agent.send(new AgentFrame.Hello(stream, 1, 1, "", "", java.util.List.of(), java.util.List.of()));

        assertThat(agent.closed()).isEqualTo(4501);
    }

    @Test
    void anUnknownTypeIsAnsweredAndTheLinkGoesOn() {
        agent.raw().send("{\"type\":\"weather\",\"rain\":true}");
        agent.send(1, typing(start));

        HubFrame.Fault fault = agent.next(HubFrame.Fault.class);
        assertThat(fault.code()).isEqualTo("unknown_type");
        assertThat(fault.message()).contains("weather");
        agent.untilAcked(1);
        assertThat(HUB.stored(device)).containsExactly(1L);
    }

    @Test
    void unknownFieldsAreIgnored() {
        agent.raw()
                .send("{\"type\":\"activities\",\"mood\":{\"good\":[1]},\"first\":1,\"items\":["
                        + ActivityJson.write(typing(start)).replaceFirst("\\{", "{\"smell\":[{\"a\":1}],") + "]}");

        agent.untilAcked(1);
        assertThat(HUB.stored(device)).containsExactly(1L);
    }

    @Test
    void aFrameOfMoreThan64KiBEndsTheLinkAndWhatCameBeforeIsKept() {
        agent.send(1, typing(start));
        agent.raw()
                .throwAt("{\"type\":\"activities\",\"first\":2,\"items\":[],\"x\":\"" + "x".repeat(64 * 1024) + "\"}");

        assertThat(agent.closed()).isEqualTo(1009);
        assertKeptFirst();
    }

    @Test
    void aFrameOf64KiBIsTaken() {
        String frame =
                "{\"type\":\"activities\",\"first\":1,\"items\":[" + ActivityJson.write(typing(start)) + "],\"x\":\"";
        agent.raw().send(frame + "x".repeat(64 * 1024 - frame.length() - 2) + "\"}");

        agent.untilAcked(1);
        assertThat(HUB.stored(device)).containsExactly(1L);
    }

    @Test
    void aFrameMayComeInFragments() {
        agent.raw().sendInFragments("{\"type\":\"unheard\",\"text\":\"äöü\"}");

        assertThat(agent.next(HubFrame.Fault.class).code()).isEqualTo("unknown_type");
        assertThat(agent.raw().isOpen()).isTrue();
    }

    @Test
    void fragmentsOfMoreThan64KiBEndTheLink() {
        agent.raw().sendInFragments("{\"type\":\"unheard\",\"text\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(agent.closed()).isEqualTo(1009);
    }

    @Test
    void aBinaryFrameEndsTheLinkAndWhatCameBeforeIsKept() {
        agent.send(1, typing(start));
        agent.raw().sendBinary(new byte[] {1, 2, 3});

        assertThat(agent.closed()).isEqualTo(4501);
        assertKeptFirst();
    }

    @Test
    void aHoleInTheNumbersEndsTheLinkAndNothingAfterItIsStored() {
        agent.send(1, typing(start));
        agent.send(3, typing(start.plusSeconds(5)));

        assertThat(agent.closed()).isEqualTo(4010);
        assertKeptFirst();
    }

    @Test
    void aGapIsAcknowledgedUpToItsEndAndTheStreamGoesOnAfterIt() {
        agent.send(1, typing(start));
        agent.send(new AgentFrame.Gap(2, 40, "the disk was full"));
        agent.send(41, typing(start.plusSeconds(5)));

        agent.untilAcked(41);
        assertThat(HUB.stored(device)).containsExactly(1L, 41L);
        assertThat(HUB.rows(
                        "select from_seq, to_seq, reason from stream_gaps g join streams s on s.key = g.stream_key"
                                + " where s.stream = ?",
                        stream))
                .containsExactly(Map.of("from_seq", 2L, "to_seq", 40L, "reason", "the disk was full"));
    }

    @Test
    void aGapMayBeWiderThanTheWindow() {
        agent.send(new AgentFrame.Gap(1, 100_000, "away for long"));
        agent.untilAcked(100_000);
        agent.send(100_001, typing(start));

        agent.untilAcked(100_001);
        assertThat(HUB.stored(device)).containsExactly(100_001L);
    }

    @Test
    void aGapThatLeavesAHoleEndsTheLink() {
        agent.send(new AgentFrame.Gap(2, 5, "lost"));

        assertThat(agent.closed()).isEqualTo(4010);
    }

    @Test
    void whoSaysNothingWithinFiveSecondsIsSentAway() {
        try (AgentSocket silent = HUB.agent(device)) {
            assertThat(silent.closed()).isEqualTo(4502);
        }
    }

    @Test
    void numberedFramesBeforeTheWelcomeEndTheLink() {
        try (AgentSocket hasty = HUB.agent(device)) {
            hasty.send(1, typing(start));

            assertThat(hasty.closed()).isEqualTo(4501);
        }
    }

    @Test
    void moreThanAWindowWithoutWaitingForAnAckEndsTheLinkAndWhatWasTakenInIsKept() {
        for (int i = 0; i < 60; i++) {
            agent.raw()
                    .throwAt(io.modehub.protocol.AgentFrames.encode(new AgentFrame.Activities(
                            1 + 100L * i,
                            typing(start.plusSeconds(500L * i), 100).stream()
                                    .<AgentFrame.Item>map(AgentFrame.Valid::new)
                                    .toList())));
        }

        assertThat(agent.closed()).isEqualTo(4029);
        long acked = linkedAgain().acked();
        assertThat(HUB.stored(device))
                .isEqualTo(LongStream.rangeClosed(1, acked).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"})
    void aModeSetAtAnImpossibleTimeIsSetAsideAndItsNeighboursAreKept(String at) {
        agent.send(1, typing(start));
        agent.raw().send("{\"type\":\"mode\",\"seq\":2,\"at\":\"" + at + "\",\"mode\":\"Work\"}");
        agent.send(3, typing(start.plusSeconds(5)));

        assertThat(agent.untilAcked(3)).anySatisfy(frame -> assertThat(frame)
                .isInstanceOfSatisfying(HubFrame.Reject.class, reject -> assertThat(reject.seq())
                        .isEqualTo(2)));
        assertThat(HUB.stored(device)).containsExactly(1L, 3L);
    }

    @Test
    void aModeSetUntilAnImpossibleTimeIsSetAside() {
        agent.raw()
                .send("{\"type\":\"mode\",\"seq\":1,\"at\":\"2026-01-05T09:00:00Z\",\"mode\":\"Work\","
                        + "\"until\":\"+999999999-01-01T00:00:00Z\"}");

        assertThat(agent.untilAcked(1)).anyMatch(HubFrame.Reject.class::isInstance);
    }

    @Test
    void aModeNobodyKnowsIsSetAside() {
        agent.send(new AgentFrame.SetMode(1, start, "Juggling", null));

        assertThat(agent.untilAcked(1).get(0))
                .isInstanceOfSatisfying(HubFrame.Reject.class, reject -> assertThat(reject.code())
                        .isEqualTo("unknown_mode"));
    }

    @Test
    void aPersonsTokenOpensNoAgentLink() {
        var person = new HubUnderTest.Device("", HUB.tokenOf(HUB.administrator()));

        assertThat(refusal(person)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void aTokenThatIsNoneOpensNoAgentLink(String token) {
        assertThat(refusal(new HubUnderTest.Device("", token))).isEqualTo(401);
    }

    @Test
    void anAgentsTokenIsWorthNothingElsewhere() {
        assertThat(HUB.withToken(device.token()).get("me").status()).isEqualTo(401);
        try (Socket page = HUB.live()) {
            page.send("{\"type\":\"auth\",\"token\":\"" + device.token() + "\"}");

            assertThat(page.closed()).isEqualTo(4500);
        }
    }

    /** What came before the fault becomes durable, and the next link begins after it. */
    private void assertKeptFirst() {
        await().untilAsserted(() -> assertThat(HUB.stored(device)).containsExactly(1L));
        assertThat(linkedAgain().acked()).isEqualTo(1);
    }

    private HubFrame.Welcome linkedAgain() {
        agent.close();
        agent = HUB.agent(device);
        return agent.hello(stream);
    }

    private static int refusal(HubUnderTest.Device device) {
        return catchThrowableOfType(Socket.Refused.class, () -> HUB.agent(device))
                .status();
    }

    private static int firstAckOf(java.util.List<HubFrame> answers, long seq) {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof HubFrame.Ack ack && ack.through() >= seq) {
                return i;
            }
        }
        throw new AssertionError("never acknowledged");
    }

    private static String item(String at, String title) {
        return "{" + at + ",\"durationMs\":5000,\"app\":\"editor\",\"title\":\"" + title + "\"}";
    }

    private static String inAYear() {
        return Instant.now().plus(365, ChronoUnit.DAYS).toString();
    }
}
