package io.modehub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.modehub.TestPostgres;
import io.modehub.config.DatabaseUrl;
import io.modehub.config.Secret;
import io.modehub.failure.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server that comes with the hub is as durable and as closed as any. */
class EmbeddedPostgresTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "fsync,on",
        "synchronous_commit,on",
        "full_page_writes,on",
        "password_encryption,scram-sha-256",
        "listen_addresses,127.0.0.1"
    })
    void theServerItselfSaysThatItIsSafe(String setting, String value) throws SQLException {
        try (Connection connection = TestPostgres.connect(TestPostgres.url());
                ResultSet shown = connection.createStatement().executeQuery("show " + setting)) {
            shown.next();
            assertThat(shown.getString(1)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void nobodyLogsInWithoutThePassword(String password) {
        DatabaseUrl url = TestPostgres.url();
        DatabaseUrl wrong = new DatabaseUrl(
                url.host(), url.port(), url.database(), url.user(), new Secret(password), url.sslMode());

        assertThatThrownBy(() -> TestPostgres.connect(wrong).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
    }

    @Test
    void nobodyIsTrustedAndEveryPasswordIsKeptByScram() throws SQLException {
        try (Connection connection = TestPostgres.connect(TestPostgres.url());
                ResultSet rules = connection
                        .createStatement()
                        .executeQuery(
                                "select count(*) filter (where auth_method <> 'scram-sha-256'),"
                                        + " (select count(*) from pg_authid where rolcanlogin"
                                        + " and coalesce(rolpassword, '') not like 'SCRAM-SHA-256$%') from pg_hba_file_rules")) {
            rules.next();
            assertThat(rules.getInt(1)).isZero();
            assertThat(rules.getInt(2)).isZero();
        }
    }

    @Test
    void onlyThisMachineReachesIt() throws IOException {
        int port = TestPostgres.url().port();
        for (NetworkInterface card : java.util.Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : java.util.Collections.list(card.getInetAddresses())) {
                if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                    assertThat(answers(address, port)).as(address.toString()).isFalse();
                }
            }
        }
        assertThat(answers(InetAddress.getLoopbackAddress(), port)).isTrue();
    }

    @Test
    void filesOfAnotherVersionStopTheStartWithTheRemedy() throws IOException {
        Path data = Files.createDirectories(directory.resolve("postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PostgreSQL 16")
                .hasMessageContaining(PostgresBinaries.MAJOR)
                .hasMessageContaining("choose another DATA_DIR");
        assertThat(data.resolve("PG_VERSION")).hasContent("16\n");
        assertThat(data.resolve("postgresql.auto.conf")).doesNotExist();
    }

    /** As after a container was killed: its process numbers begin anew with the next. */
    @Test
    void aNumberLeftBehindThatAnotherProgramHasByNowStopsNobody() throws IOException {
        Path left = directory.resolve("postgres/data/postmaster.pid");
        String lines;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            lines = Files.readString(left).replaceFirst(Long.toString(server.pid()), "%d");
        }
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(left, String.format(lines, other.pid()));

            try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
                assertThat(server.pid()).isNotEqualTo(other.pid());
                assertThat(other.isAlive()).isTrue();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    /** As in a plain container: whoever is in a chroot gets no user namespace from the kernel. */
    @Test
    void rootHasAServerEvenWhereNoUserNamespaceCanBeMade() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "an ordinary user needs no namespace");
        Path root = Files.createDirectory(directory.resolve("root"));
        Process confined = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount --rbind / \"$0\" && exec chroot \"$0\" \"$@\"",
                        root.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Confined.class.getName(),
                        directory.resolve("data").toString())
                .redirectErrorStream(true)
                .start();

        assertThat(confined.inputReader().lines()).containsExactly("65534 answers 1", "65534 answers 1");
        assertThat(confined.waitFor()).isZero();
    }

    /** Starts the server of a new directory twice, and says whose it is. */
    static final class Confined {
        public static void main(String[] args) throws IOException, SQLException {
            for (int start = 0; start < 2; start++) {
                try (EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]));
                        Connection connection = TestPostgres.connect(server.url());
                        ResultSet answer = connection.createStatement().executeQuery("select 1")) {
                    answer.next();
                    Path process = Path.of("/proc", Long.toString(server.pid()));
                    System.out.println(Files.getAttribute(process, "unix:uid") + " answers " + answer.getInt(1));
                }
            }
        }
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
