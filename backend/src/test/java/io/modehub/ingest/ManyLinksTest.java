package io.modehub.ingest;

import static io.modehub.Samples.titled;
import static io.modehub.Samples.typing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.Socket;
import io.modehub.TestPostgres;
import io.modehub.accounts.Tokens;
import io.modehub.activity.AgentId;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One live link an agent: who is let in, who has to go, on one hub and on two. */
class ManyLinksTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Instant start = Samples.yesterday();
    private final UUID stream = UUID.randomUUID();
    private Rest owner;
    private HubUnderTest.Device device;

    @BeforeEach
    void pair() {
        owner = HUB.admin();
        device = HUB.pair(owner);
    }

    @Test
    void aNewerLinkReplacesTheOlder() {
        try (AgentSocket older = HUB.agent(device);
                AgentSocket newer = HUB.agent(device)) {
            older.hello(stream);
            newer.hello(stream);

            assertThat(older.closed()).isEqualTo(4510);
            newer.send(1, typing(start));
            newer.untilAcked(1);
        }
    }

    @Test
    void aReplacedAgentIsStillOnline() {
        for (int i = 0; i < 3; i++) {
            try (AgentSocket older = HUB.agent(device);
                    AgentSocket newer = HUB.agent(device)) {
                older.hello(stream);
                newer.hello(stream);
                assertThat(older.closed()).isEqualTo(4510);

                await().until(this::isOnline);
            }
            await().until(() -> !isOnline());
        }
    }

    @Test
    void anAgentThatHangsUpBeforeItsWelcomeIsNotOnline() {
        for (int i = 0; i < 3; i++) {
            try (AgentSocket hasty = HUB.agent(device)) {
                hasty.send(new AgentFrame.Hello(stream, 1, 1, "", "", List.of(), List.of()));
            }
        }
        try (AgentSocket last = HUB.agent(device)) {
            last.hello(stream);
        }

        await().until(() -> !isOnline());
    }

    @Test
    void overTwoHubsTheNewerLinkWinsAndTheOldersLaterFramesAreNotStored() {
        try (HubUnderTest other = HUB.another();
                AgentSocket older = HUB.agent(device);
                AgentSocket newer = other.agent(device)) {
            older.hello(stream);
            older.send(1, titled(start, "older", "kept"));
            older.untilAcked(1);
            assertThat(newer.hello(stream).acked()).isEqualTo(1);

            older.send(2, titled(start.plusSeconds(5), "older", "too late"));
            newer.send(2, titled(start.plusSeconds(5), "newer", "kept"));

            newer.untilAcked(2);
            assertThat(older.closed()).isEqualTo(4510);
            assertThat(HUB.rows(
                            "select app from activities x join streams s on s.key = x.stream_key where s.stream = ? order by seq",
                            stream))
                    .containsExactly(Map.of("app", "older"), Map.of("app", "newer"));
        }
    }

    @Test
    void ofTwoLinksThatBringNewStreamsAtTheSameMomentOneIsFenced() throws Exception {
        try (HubUnderTest other = HUB.another();
                AgentSocket one = HUB.agent(device);
                AgentSocket two = other.agent(device)) {
            try (Connection connection = TestPostgres.connect(HUB.database());
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select from agents where id = '" + device.id() + "' for update");
                one.send(new AgentFrame.Hello(UUID.randomUUID(), 1, 1, "test", "test", List.of("window"), List.of()));
                two.send(new AgentFrame.Hello(UUID.randomUUID(), 1, 1, "test", "test", List.of("window"), List.of()));
                await().until(() -> HUB.rows("""
                        select 1 from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock' and query like '%with taken%'
                        """).size() == 2);
                connection.commit();
            }
            one.next(HubFrame.Welcome.class);
            two.next(HubFrame.Welcome.class);

            assertThat(HUB.rows(
                            "select 1 from streams s join agents a on a.key = s.agent_key"
                                    + " where a.id = ?::uuid and s.generation <> a.generation",
                            device.id()))
                    .isEmpty();
            one.send(1, typing(start));
            two.send(1, typing(start));
            await().until(() -> HUB.stored(device).size() == 1);
        }
    }

    @Test
    void whatALinkThatLeftHadNotWrittenNeverMixesWithWhatTheNextOneBrings() throws Exception {
        AgentSocket hasty = HUB.agent(device);
        hasty.hello(stream);
        try (Connection connection = TestPostgres.connect(HUB.database());
                Statement statement = connection.createStatement();
                AgentSocket next = HUB.agent(device)) {
            connection.setAutoCommit(false);
            statement.execute("select from timelines t join agents a on a.user_id = t.user_id where a.id = '"
                    + device.id() + "' for update of t");
            hasty.send(1, typing(start));
            await().until(() -> HUB.rows("""
                    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                    """).size() == 1);
            hasty.send(2, Samples.typing(start.plusSeconds(5), 19));
            hasty.close();
            assertThat(next.hello(stream).acked()).isZero();
            next.send(1, Samples.typing(start, 50));
            next.send(51, Samples.typing(start.plusSeconds(250), 10));
            connection.commit();

            assertThat(next.untilAcked(60)).allMatch(HubFrame.Ack.class::isInstance);
        }
        assertThat(HUB.stored(device))
                .isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(HUB.rows(
                        "select count(distinct x.at) as n from activities x join streams s on s.key = x.stream_key where s.stream = ?",
                        stream))
                .containsExactly(Map.of("n", 60L));
    }

    @Test
    void anAgentMayGoToAndFroBetweenTwoHubs() {
        try (HubUnderTest other = HUB.another()) {
            for (int seq = 1; seq <= 6; seq++) {
                try (AgentSocket agent = (seq % 2 == 0 ? HUB : other).agent(device)) {
                    assertThat(agent.hello(stream).acked()).isEqualTo(seq - 1);
                    agent.send(seq, typing(start.plusSeconds(5L * seq)));
                    agent.untilAcked(seq);
                }
            }
        }
        assertThat(HUB.stored(device)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(HUB.rows(
                        "select to_at - from_at = interval '30 seconds' as whole from spans s"
                                + " join agents a on a.key = s.agent_key where a.id = ?::uuid",
                        device.id()))
                .containsExactly(Map.of("whole", true));
    }

    @Test
    void aDeletedDeviceIsSentAwayForGood() {
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(stream);
            agent.send(1, typing(start));
            agent.untilAcked(1);

            assertThat(owner.delete("agents/" + device.id()).status()).isEqualTo(204);

            assertThat(agent.closed()).isEqualTo(4500);
            assertThat(refusal(device)).isEqualTo(401);
            assertThat(HUB.rows("select 1 from streams where stream = ?", stream))
                    .isEmpty();
        }
    }

    @Test
    void aDevicePairedAgainKeepsItsIdAndItsOldTokenIsWorthNothing() {
        String deviceId = UUID.randomUUID().toString();
        HubUnderTest.Device first = paired(deviceId);
        try (AgentSocket agent = HUB.agent(first)) {
            agent.hello(stream);

            HubUnderTest.Device again = paired(deviceId);

            assertThat(again.id()).isEqualTo(first.id());
            assertThat(agent.closed()).isEqualTo(4500);
            assertThat(refusal(first)).isEqualTo(401);
        }
    }

    @Test
    void aDeviceThatWasPairedMayComeAtOnce() {
        String deviceId = UUID.randomUUID().toString();
        for (int times = 1; times <= 20; times++) {
            try (AgentSocket agent = HUB.agent(paired(deviceId))) {
                assertThat(agent.hello(stream).acked()).isEqualTo(times - 1);
                agent.send(times, typing(start.plusSeconds(5L * times)));
                agent.untilAcked(times);
            }
        }
    }

    @Test
    void pastHalfItsLifeATokenIsRenewedAndTheOldOneEndsWithTheNewOnesUse() {
        HubUnderTest.Device old = new HubUnderTest.Device(device.id(), aged(device.token(), Duration.ofDays(50)));
        HubUnderTest.Device renewed;
        try (AgentSocket agent = HUB.agent(old)) {
            renewed = new HubUnderTest.Device(device.id(), agent.hello(stream).token());
        }
        assertThat(renewed.token()).isNotNull();
        HUB.agent(old).close();

        try (AgentSocket agent = HUB.agent(renewed)) {
            assertThat(agent.hello(stream).token()).isNull();
        }

        assertThat(refusal(old)).isEqualTo(401);
    }

    @Test
    void aTokenOnASecondMachineFencesTheFirstAtAnotherHubThoughEachHasAStreamOfItsOwn() {
        try (HubUnderTest second = HUB.another();
                AgentSocket older = HUB.agent(device);
                AgentSocket newer = second.agent(device)) {
            older.hello(stream);
            newer.hello(UUID.randomUUID());

            older.send(1, typing(start));

            assertThat(older.closed()).isEqualTo(4510);
            assertThat(HUB.stored(device)).isEmpty();
            newer.send(1, typing(start));
            newer.untilAcked(1);
        }
    }

    @Test
    void renewedTokensThatNeverArriveCostADeviceNothing() {
        HubUnderTest.Device old = new HubUnderTest.Device(device.id(), aged(device.token(), Duration.ofDays(50)));
        for (int lost = 0; lost < 3; lost++) {
            try (AgentSocket agent = HUB.agent(old)) {
                assertThat(agent.hello(stream).token()).isNotNull();
            }
        }

        try (AgentSocket agent = HUB.agent(old)) {
            agent.hello(stream);
            agent.send(1, typing(start));
            agent.untilAcked(1);
        }
    }

    @Test
    void aDeviceThatIsRemovedBeforeItsHelloBringsNothingAtAnotherHubEither() {
        try (HubUnderTest second = HUB.another();
                AgentSocket agent = second.agent(device)) {
            assertThat(owner.delete("agents/" + device.id()).status()).isEqualTo(204);

            agent.send(new AgentFrame.Hello(stream, 1, 1, "test", "test", List.of("window"), List.of()));

            assertThat(agent.closed()).isEqualTo(4500);
        }
    }

    @Test
    void nothingIsToldBeforeTheWelcomeThoughAWordChangesTheModeMeanwhile() throws Exception {
        try (AgentSocket agent = HUB.agent(device)) {
            agent.hello(stream);
            agent.send(1, typing(Instant.now().minusSeconds(60)));
            agent.untilAcked(1);
        }
        HubUnderTest.Device old = new HubUnderTest.Device(device.id(), aged(device.token(), Duration.ofDays(50)));
        try (Connection connection = TestPostgres.connect(HUB.database());
                Statement statement = connection.createStatement();
                AgentSocket agent = HUB.agent(old);
                Socket page = HUB.live()) {
            statement.execute("""
                    create function waits() returns trigger language plpgsql
                    as 'begin perform pg_advisory_xact_lock(7); return new; end'
                    """);
            statement.execute("create trigger waits before update of token_before on agents for each row"
                    + " when (new.id = '" + device.id() + "') execute function waits()");
            page.send(JsonObject.of("type", "auth", "token", HUB.tokenOf(HUB.administrator()))
                    .encode());
            await().until(() -> page.next().contains("snapshot"));
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(7)");
            agent.send(new AgentFrame.Hello(stream, 2, 2, "test", "test", List.of("window"), List.of()));
            await().until(() -> HUB.rows("""
                    select 1 from pg_stat_activity
                     where datname = current_database() and wait_event = 'advisory' and query like '%token_before%'
                    """).size() == 1);

            owner.put("modes/current", JsonObject.of("agentId", device.id(), "mode", "Gaming"));
            await().until(() -> {
                String told = page.next();
                return told.contains("\"type\":\"mode\"") && told.contains(device.id()) && told.contains("Gaming");
            });
            connection.commit();

            assertThat(HubFrames.decode(agent.raw().next())).isInstanceOf(HubFrame.Welcome.class);
            assertThat(agent.next(HubFrame.Mode.class).mode()).isEqualTo("Gaming");
        }
    }

    @Test
    void anExpiredTokenOpensNoLink() {
        assertThat(refusal(new HubUnderTest.Device(device.id(), aged(device.token(), Duration.ofDays(91)))))
                .isEqualTo(401);
    }

    @Test
    void aHubThatStopsSendsItsAgentsElsewhereAndKeepsWhatTheyBrought() {
        try (HubUnderTest stopping = HUB.another();
                AgentSocket agent = stopping.agent(device)) {
            agent.hello(stream);
            agent.raw()
                    .throwAt(AgentFrames.encode(new AgentFrame.Activities(
                            1,
                            typing(Instant.now().minusSeconds(250), 50).stream()
                                    .<AgentFrame.Item>map(AgentFrame.Valid::new)
                                    .toList())));
            agent.next(HubFrame.Mode.class);

            stopping.stop();

            assertThat(agent.closed()).isEqualTo(1012);
            assertThat(HUB.stored(device)).hasSize(50);
        }
    }

    private boolean isOnline() {
        return owner.get("agents").items().stream()
                .map(JsonObject.class::cast)
                .filter(agent -> agent.getString("id").equals(device.id()))
                .anyMatch(agent -> agent.getBoolean("online"));
    }

    private HubUnderTest.Device paired(String deviceId) {
        String code = owner.post("agents/pairings", "{}").json().getString("code");
        JsonObject answer = HUB.nobody()
                .post("pair", JsonObject.of("code", code, "name", "Laptop", "platform", "linux", "deviceId", deviceId))
                .json();
        return new HubUnderTest.Device(answer.getString("agentId"), answer.getString("token"));
    }

    /** The same token as if it had been signed that long ago. */
    private static String aged(String token, Duration age) {
        JsonObject claims = new JsonObject(new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                java.nio.charset.StandardCharsets.UTF_8));
        Clock then = Clock.offset(Clock.systemUTC(), age.negated());
        return new Tokens(HUB.vertx(), HubUnderTest.JWT_SECRET, Optional.empty(), then)
                .forAgent(
                        new AgentId(UUID.fromString(claims.getString("sub"))), UUID.fromString(claims.getString("jti")))
                .token();
    }

    private static int refusal(HubUnderTest.Device device) {
        return catchThrowableOfType(Socket.Refused.class, () -> HUB.agent(device))
                .status();
    }
}
