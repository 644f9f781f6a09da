package io.modehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.Environment;
import io.modehub.config.Settings;
import io.modehub.failure.StartFailure;
import io.modehub.store.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command takes everything out, one brings it back. */
class BackupTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasBackedUpWhileTheHubRanIsAllThereAfterTheDatabaseIsGone() throws Exception {
        Path file = directory.resolve("hub.backup");
        Map<String, List<String>> before;
        DatabaseUrl first = TestPostgres.freshDatabase();
        String token;
        try (HubUnderTest hub = HubUnderTest.startedOn(first)) {
            Rest admin = hub.admin();
            token = hub.tokenOf(hub.administrator());
            Instant start = Instant.parse("2026-03-02T09:00:00Z");
            for (int minute = 0; minute < 30; minute++) {
                String body = """
                        {"at":"%s","durationMs":60000,"app":"code","title":"tab\\tquote\\"backslash\\\\ ünï","keyboard":6}
                        """.formatted(start.plusSeconds(60L * minute));
                assertThat(admin.post("activities", body).status()).isEqualTo(200);
            }
            assertThat(admin.post("labels", """
                    {"from":"2026-03-02T09:10:00Z","to":"2026-03-02T09:20:00Z","mode":"Gaming"}""").status()).isBetween(200, 201);
            assertThat(BackupCommand.backup(settings(first), file)).isZero();
            before = contents(first);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as("holds every secret there is")
                .isEqualTo("rw-------");
        drop(first);

        DatabaseUrl second = TestPostgres.freshDatabase();
        assertThat(BackupCommand.restore(settings(second), file)).isZero();

        assertThat(contents(second)).isEqualTo(before);
        try (HubUnderTest hub = HubUnderTest.startedOn(second)) {
            hub.requireTruth();
            Rest admin = hub.withToken(token);
            assertThat(admin.get("summary?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z&groupBy=mode")
                            .json()
                            .encode())
                    .contains("\"key\":\"Gaming\",\"activeMs\":600000");
            assertThat(admin.post("labels", """
                    {"from":"2026-03-02T09:25:00Z","to":"2026-03-02T09:26:00Z","mode":"Relax"}""").status())
                    .as("new rows take numbers that are free")
                    .isBetween(200, 201);
        }
    }

    @Test
    void theEmbeddedHubsSecretGoesAlongSoThatDevicesNeedNotPairAgain() throws Exception {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        Path file = directory.resolve("hub.backup");
        try (DataDirectory data = DataDirectory.open(first)) {
            data.jwtSecret();
            try (EmbeddedPostgres server = EmbeddedPostgres.start(first)) {
                new io.modehub.store.Database(server.url()).migrate();
            }
        }
        Settings there = Environment.read(Map.of("DATA_DIR", second.toString()));
        assertThat(BackupCommand.backup(Environment.read(Map.of("DATA_DIR", first.toString())), file))
                .isZero();
        String secret = Files.readString(first.resolve("jwt-secret"));
        TestPostgres.delete(first);

        assertThat(BackupCommand.restore(there, file)).isZero();

        assertThat(second.resolve("jwt-secret")).hasContent(secret);
    }

    @Test
    void aRestoreNeverMixesTwoHubs() throws Exception {
        Path file = directory.resolve("hub.backup");
        DatabaseUrl inUse = TestPostgres.freshDatabase();
        HubUnderTest.startedOn(inUse).close();
        assertThat(BackupCommand.backup(settings(inUse), file)).isZero();
        assertThatThrownBy(() -> BackupCommand.restore(settings(inUse), file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("already holds people's data")
                .hasMessageContaining("empty");
    }

    @Test
    void aFileThatIsNoBackupIsRefusedBeforeAnythingIsTouched() throws Exception {
        Path file = Files.writeString(directory.resolve("hub.backup"), "something else");
        assertThatThrownBy(() -> BackupCommand.restore(settings(TestPostgres.url()), file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("hub.backup can't be read as a back-up");
    }

    private Settings settings(DatabaseUrl url) {
        return Environment.read(Map.of(
                "DATA_DIR",
                directory.resolve("data").toString(),
                "JWT_SECRET",
                HubUnderTest.JWT_SECRET.value(),
                "DATABASE_URL",
                "postgres://" + url.user() + ":" + url.password().value() + "@" + url.host() + ":" + url.port() + "/"
                        + url.database() + "?sslmode=disable"));
    }

    private static void drop(DatabaseUrl url) throws SQLException {
        try (Connection connection = TestPostgres.connect(TestPostgres.url());
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + url.database() + " with (force)");
        }
    }

    /** Every row of every table as text, in order. */
    private static Map<String, List<String>> contents(DatabaseUrl url) throws SQLException {
        Map<String, List<String>> contents = new TreeMap<>();
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            for (String table : column(statement, """
                    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                       and relname <> 'flyway_schema_history' order by 1""")) {
                contents.put(table, column(statement, "select t::text from " + table + " t order by 1"));
            }
        }
        return contents;
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }
}
