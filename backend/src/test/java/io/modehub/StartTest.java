package io.modehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.FreePort;
import io.modehub.store.EmbeddedPostgres;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program from its environment to its exit status. */
class StartTest {
    private static final String SECRET = HubUnderTest.JWT_SECRET.value();

    @TempDir
    private Path directory;

    @Test
    void wrongSettingsAreAllNamedAtOnce() {
        assertRefuses(
                Map.of("PORT", "eighty", "PUBLIC_URL", "ftp://x", "JWT_SECRET", "short"),
                "PORT",
                "PUBLIC_URL",
                "JWT_SECRET");
    }

    @Test
    void aBusyPortIsNamedWithTheRemedy() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefuses(
                    Map.of("PORT", "" + busy.getLocalPort(), "DATA_DIR", directory.toString()),
                    "PORT: " + busy.getLocalPort(),
                    "stop the program that uses it, or choose another");
        }
    }

    @Test
    void anUnreachableDatabaseIsNamedWithTheRemedyAndWithoutThePassword() {
        String said = assertRefuses(
                Map.of(
                        "PORT",
                        "0",
                        "DATA_DIR",
                        directory.toString(),
                        "JWT_SECRET",
                        SECRET,
                        "DATABASE_URL",
                        "postgres://me:topsecret@127.0.0.1:" + FreePort.find() + "/modehub"),
                "DATABASE_URL",
                "check that it runs");
        assertThat(said).doesNotContain("topsecret");
    }

    @Test
    void aWrongDatabasePasswordIsNamedWithTheRemedy() {
        DatabaseUrl url = TestPostgres.url();
        assertRefuses(
                Map.of(
                        "PORT",
                        "0",
                        "DATA_DIR",
                        directory.toString(),
                        "JWT_SECRET",
                        SECRET,
                        "DATABASE_URL",
                        "postgres://" + url.user() + ":wrong@" + url.host() + ":" + url.port() + "/" + url.database()
                                + "?sslmode=disable"),
                "DATABASE_URL",
                "password");
    }

    /** Root may write anywhere, so the directory lies below a file, where nobody can make one. */
    @Test
    void anUnwritableDataDirectoryIsNamedWithTheRemedy() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertRefuses(
                Map.of("PORT", "0", "DATA_DIR", file.resolve("data").toString()),
                "DATA_DIR: " + file,
                "choose another directory");
    }

    @Test
    void aLockedDataDirectoryIsNamedWithTheRemedy() {
        try (DataDirectory locked = DataDirectory.open(directory)) {
            assertRefuses(
                    Map.of("PORT", "0", "DATA_DIR", locked.path().toString()),
                    "DATA_DIR: " + locked.path(),
                    "in use by another hub");
        }
    }

    @Test
    void anUnknownFlagIsNamed() {
        try (HubProcess hub = HubProcess.start(Map.of(), "--fast")) {
            assertThat(hub.exit()).isEqualTo(1);
            assertThat(hub.said()).contains("--fast").contains("--demo");
        }
    }

    @Test
    void whatAHubKeepsOutlivesBothAKillAndAnOrderlyEnd() throws Exception {
        Map<String, String> environment = Map.of("PORT", "0", "DATA_DIR", directory.toString());
        int orphan;
        try (HubProcess killed = HubProcess.start(environment)) {
            JsonObject ready = ready(killed);
            Rest nobody = new Rest(ready.getString("url"), (String) null);
            assertThat(nobody.get("/health/ready").status()).isEqualTo(200);
            assertThat(killed.printed()).contains("Sign in once with " + ready.getString("url"));
            killed.kill();
            orphan = postgresPort();
        }
        assertThat(answers(orphan)).as("the killed hub's PostgreSQL").isTrue();
        Files.delete(directory.resolve("hub.json"));

        try (HubProcess orderly = HubProcess.start(environment)) {
            ready(orderly);
            int server = postgresPort();
            assertThat(server).isNotEqualTo(orphan);
            assertThat(answers(orphan)).as("the killed hub's PostgreSQL").isFalse();
            orderly.terminate();
            orderly.exit();
            assertThat(answers(server)).as("the stopped hub's PostgreSQL").isFalse();
            assertThat(directory.resolve("hub.json")).doesNotExist();
        }

        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory);
                Connection connection = TestPostgres.connect(server.url());
                var admins = connection.createStatement().executeQuery("select count(*) from users")) {
            admins.next();
            assertThat(admins.getInt(1)).isEqualTo(1);
        }
    }

    private JsonObject ready(HubProcess hub) {
        Path file = directory.resolve("hub.json");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file) || !hub.isRunning());
        assertThat(file).as(hub.said()).exists();
        return read(file);
    }

    private static JsonObject read(Path file) {
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As the server's own file tells. */
    private int postgresPort() throws IOException {
        return Integer.parseInt(Files.readAllLines(directory.resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip());
    }

    private static boolean answers(int port) {
        try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Exit status 1, one message with these words on the error stream, no stack trace; the answer is the message. */
    private static String assertRefuses(Map<String, String> environment, String... words) {
        try (HubProcess hub = HubProcess.start(environment)) {
            assertThat(hub.exit()).isEqualTo(1);
            String said = hub.said();
            assertThat(said).contains(words).doesNotContain("\tat ");
            assertThat(said.lines().filter(line -> line.startsWith("modehub: ")))
                    .hasSize(1);
            return said;
        }
    }
}
