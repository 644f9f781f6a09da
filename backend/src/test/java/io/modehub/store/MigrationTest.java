package io.modehub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.HubUnderTest;
import io.modehub.TestPostgres;
import io.modehub.config.DatabaseUrl;
import io.modehub.failure.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database of an earlier version is brought up to date with its data. */
class MigrationTest {
    @Test
    void aDatabaseThatCantHoldEveryTitleIsRefusedWithTheRemedy() throws SQLException {
        DatabaseUrl server = TestPostgres.freshDatabase();
        try (Connection connection = TestPostgres.connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create database narrow encoding 'LATIN1' locale 'C' template template0");
        }
        DatabaseUrl narrow = new DatabaseUrl(
                server.host(), server.port(), "narrow", server.user(), server.password(), server.sslMode());

        assertThatThrownBy(() -> new Database(narrow).migrate())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("has the encoding LATIN1")
                .hasMessageContaining("encoding 'UTF8' template template0");
    }

    @Test
    void theFirstHousesTimeIsRunAgainAndComesOutTrue() throws SQLException {
        DatabaseUrl url = TestPostgres.freshDatabase();
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(),
                        url.user(),
                        url.password().value())
                .locations("classpath:db/migration")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into users (id, email, name, roles)
                    values ('00000000-0000-0000-0000-000000000001', 'old@example.org', 'Old', '{admin}');
                    insert into modes (user_id, name, origin, colour, position, built_in)
                    select '00000000-0000-0000-0000-000000000001', name, name, '#123456', 0, name in ('Away', 'Unknown')
                      from unnest(array['Work', 'Meeting', 'Relax', 'Gaming', 'Away', 'Unknown']) as name;
                    insert into agents (user_id, kind, name)
                    values ('00000000-0000-0000-0000-000000000001', 'device', 'Laptop');
                    insert into streams (agent_key, stream, acked) select key, gen_random_uuid(), 120 from agents;
                    insert into activities (at, seq, stream_key, duration_ms, received, idle_ms, mouse, keyboard, app)
                    select timestamptz '2026-01-05 23:30:00Z' + n * interval '60 seconds', n, key, 60000, current_date, 0, 2, 6,
                           'code' from streams, generate_series(0, 119) n;
                    insert into spans (agent_key, from_at, to_at, mode_id, source, confidence, model)
                    select a.key, '2026-01-05 23:30:00Z', '2026-01-06 01:30:00Z', m.id, 'model', 0.5, 'old'
                      from agents a, modes m where m.name = 'Work';
                    insert into labels (user_id, agent_key, from_at, to_at, mode_id, source)
                    select a.user_id, a.key, '2026-01-06 00:10:00Z', null, m.id, 'hand'
                      from agents a, modes m where m.name = 'Relax';
                    """);
        }

        try (HubUnderTest hub = HubUnderTest.startedOn(url)) {
            hub.settle();

            assertThat(hub.rows("select from_at from spans where from_at = '2026-01-06 00:00:00Z'"))
                    .as("spans are cut at midnight")
                    .hasSize(1);
            assertThat(hub.rows("select 1 from labels where colours")).hasSize(1);
            assertThat(hub.rows("select 1 from timelines where sealed_to is not null"))
                    .isNotEmpty();
            assertThat(hub.verify().shown()).isEmpty();
            assertThat(hub.verify().agentDays()).isPositive();
        }
    }
}
