package io.modehub.store;

import io.modehub.config.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/**
 * What a database says of itself.
 *
 * @param version of the server, such as {@code 17.6}
 * @param roundTrip how long a question of nothing takes
 * @param clock the server's time less ours
 * @param schema how its schema stands to this hub's
 * @param unsafe settings that let the server forget what it has acknowledged, with their values
 * @param connections open ones of all programs
 * @param mostConnections it takes
 * @param megabytes that the data takes
 */
public record DatabaseProbe(
        String version,
        int major,
        Duration roundTrip,
        Duration clock,
        Schema schema,
        List<String> unsafe,
        int connections,
        int mostConnections,
        long megabytes) {
    /** How a schema stands to this hub's. */
    public enum Schema {
        CURRENT,
        /** The next start brings it up to date. */
        OLDER,
        /** Written by a newer hub. */
        NEWER
    }

    /** Of this many, the fastest counts: the first opens caches. */
    private static final int ROUND_TRIPS = 5;

    public DatabaseProbe {
        unsafe = List.copyOf(unsafe);
    }

    /** Asks the database. Blocks for 10 s at most where it doesn't answer. */
    public static DatabaseProbe of(DatabaseUrl url) throws SQLException {
        try (Connection connection = new Database(url).connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(10);
            Duration fastest = Duration.ofDays(1);
            Duration clock = Duration.ZERO;
            for (int i = 0; i < ROUND_TRIPS; i++) {
                Instant before = Instant.now();
                String seconds = text(statement, "select extract(epoch from clock_timestamp())");
                Duration took = Duration.between(before, Instant.now());
                if (took.compareTo(fastest) < 0) {
                    fastest = took;
                    Duration server = Duration.ofNanos(Math.round(Double.parseDouble(seconds) * 1e9));
                    Instant middle = before.plus(took.dividedBy(2));
                    clock = server.minus(Duration.between(Instant.EPOCH, middle));
                }
            }
            return new DatabaseProbe(
                    text(statement, "show server_version").split(" ", 2)[0],
                    Integer.parseInt(text(statement, "show server_version_num")) / 10_000,
                    fastest,
                    clock,
                    schema(new Database(url).migrations()),
                    unsafe(statement),
                    Integer.parseInt(text(
                            statement, "select count(*) from pg_stat_activity where backend_type = 'client backend'")),
                    Integer.parseInt(text(statement, "show max_connections")),
                    Long.parseLong(text(statement, "select pg_database_size(current_database()) / 1048576")));
        }
    }

    private static Schema schema(MigrationInfoService migrations) {
        boolean newer = Stream.of(migrations.applied())
                .anyMatch(applied -> applied.getState() == MigrationState.FUTURE_SUCCESS);
        if (newer) {
            return Schema.NEWER;
        }
        return migrations.pending().length == 0 ? Schema.CURRENT : Schema.OLDER;
    }

    private static List<String> unsafe(Statement statement) throws SQLException {
        List<String> unsafe = new ArrayList<>();
        for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            String value = text(statement, "show " + name);
            if (value.equals("off")) {
                unsafe.add(name + " = " + value);
            }
        }
        return unsafe;
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
