package io.modehub.ingest;

import static io.modehub.Samples.typing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.TestPostgres;
import io.modehub.protocol.HubFrame;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that answers nothing for a while: modes go on, acknowledgements wait, windows shrink, and all of it ends by itself. */
class SlowDatabaseTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @Test
    void modesGoOnWindowsShrinkAndTheHubSaysSoUntilTheDatabaseKeepsUpAgain() throws SQLException {
        Rest owner = HUB.admin();
        HubUnderTest.Device device = HUB.pair(owner);
        HubUnderTest.Device quiet = HUB.pair(owner);
        Instant now = Instant.now();
        try (AgentSocket agent = HUB.agent(device);
                AgentSocket other = HUB.agent(quiet);
                Connection blocker = TestPostgres.connect(HUB.database());
                Statement lock = blocker.createStatement()) {
            int window = agent.hello(UUID.randomUUID()).window();
            other.hello(UUID.randomUUID());
            agent.send(1, typing(now.minusSeconds(600)));
            agent.untilAcked(1);
            blocker.setAutoCommit(false);
            lock.execute("lock table streams in exclusive mode");

            agent.send(2, typing(now.minusSeconds(60), 10));

            assertThat(agent.next(HubFrame.Mode.class).mode()).isNotBlank();
            HubFrame.Ack shrunk = agent.next(HubFrame.Ack.class);
            assertThat(shrunk.through()).isEqualTo(1);
            assertThat(shrunk.window()).isLessThan(window);
            assertThat(other.next(HubFrame.Ack.class).window()).isEqualTo(shrunk.window());
            await().until(() -> HUB.nobody().get("/health/ready").status() == 503);
            assertThat(HUB.nobody()
                            .get("/health/ready")
                            .json()
                            .getJsonArray("reasons")
                            .getString(0))
                    .contains("too slow");
            Rest.Answer refused = owner.post(
                    "activities",
                    JsonObject.of("at", now.minusSeconds(30).toString(), "durationMs", 5_000, "app", "script"));
            assertThat(refused.code()).isEqualTo("database_unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(HUB.nobody().get("/health/live").status()).isEqualTo(200);

            blocker.rollback();

            agent.untilAcked(11);
            await().atMost(Duration.ofSeconds(5)).until(() -> Integer.valueOf(window)
                    .equals(other.next(HubFrame.Ack.class).window()));
            assertThat(HUB.stored(device)).hasSize(11);
            assertThat(HUB.nobody().get("/health/ready").status()).isEqualTo(200);
        }
    }
}
