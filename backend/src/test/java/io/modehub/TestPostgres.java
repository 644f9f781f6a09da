package io.modehub;

import io.modehub.config.DatabaseUrl;
import io.modehub.store.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One real PostgreSQL for all tests of this JVM; whoever asks gets an empty database of it. */
public final class TestPostgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** Started at first use, stopped and removed with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            Path directory = freshDirectory();
            EmbeddedPostgres server = EmbeddedPostgres.start(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(directory);
            }));
            return server;
        }
    }

    /** The server's own database. */
    public static DatabaseUrl url() {
        return Server.INSTANCE.url();
    }

    /** An empty database. */
    public static DatabaseUrl freshDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        DatabaseUrl server = url();
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseUrl(server.host(), server.port(), name, server.user(), server.password(), server.sslMode());
    }

    /** A connection that has nothing to do with any hub. */
    public static Connection connect(DatabaseUrl url) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(),
                url.user(),
                url.password().value());
    }

    /** A directory of this JVM's own. */
    public static Path freshDirectory() {
        try {
            return Files.createTempDirectory("modehub-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a directory with all that is in it. */
    public static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
