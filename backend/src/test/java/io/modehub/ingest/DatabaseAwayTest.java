package io.modehub.ingest;

import static io.modehub.Samples.typing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.Samples;
import io.modehub.store.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that dies under the hub comes back by itself, and nobody acknowledged anything it lost. */
class DatabaseAwayTest {
    @TempDir
    private Path directory;

    @Test
    void aKilledDatabaseLosesNothingAcknowledgedAndAcksResume() {
        Instant start = Samples.yesterday();
        UUID stream = UUID.randomUUID();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory);
                HubUnderTest hub = HubUnderTest.startedOn(server.url())) {
            HubUnderTest.Device device = hub.pair(hub.admin());
            try (AgentSocket agent = hub.agent(device)) {
                agent.hello(stream);
                agent.send(1, typing(start, 100));
                agent.untilAcked(100);

                agent.send(101, typing(start.plusSeconds(500), 100));
                ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
                agent.send(201, typing(start.plusSeconds(1_000), 100));

                agent.untilAcked(300);
                assertThat(hub.stored(device))
                        .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
                assertThat(hub.admin()
                                .get("summary?from=" + start + "&to=" + start.plusSeconds(1_500) + "&agentId="
                                        + device.id())
                                .json()
                                .getLong("coverageMs"))
                        .isEqualTo(1_500_000);
                hub.requireTruth();
            }
            await().until(() -> hub.nobody().get("/health/ready").status() == 200);
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheHubSaysSoAndTakesNoNewLink() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(directory);
        HubUnderTest hub = HubUnderTest.startedOn(server.url());
        try (hub) {
            String token = hub.tokenOf(hub.administrator());
            HubUnderTest.Device device = hub.pair(hub.withToken(token));

            server.close();

            assertThat(hub.nobody().get("/health/live").status()).isEqualTo(200);
            var ready = hub.nobody().get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().getJsonArray("reasons").getString(0)).contains("database");
            var modes = hub.withToken(token).get("modes");
            assertThat(modes.status()).isEqualTo(503);
            assertThat(modes.code()).isEqualTo("database_unavailable");
            assertThat(modes.header("Retry-After")).isNotEmpty();
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    io.modehub.Socket.Refused.class, () -> hub.agent(device))
                            .status())
                    .isEqualTo(503);
        }
    }
}
