package io.modehub.bench;

import io.modehub.config.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** What a hub's database holds of an agent, in the order of its numbers. */
final class StoredActivities implements AutoCloseable {
    private final Connection database;

    StoredActivities(DatabaseUrl url) throws SQLException {
        database = DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(),
                url.user(),
                url.password().value());
    }

    /** Starts of the windows, by stream and number. */
    List<Instant> starts(String agentId) throws SQLException {
        List<Instant> starts = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement("""
                select at from activities
                 where stream_key in (select key from streams
                                       where agent_key = (select key from agents where id = ?::uuid))
                 order by stream_key, seq
                """)) {
            query.setString(1, agentId);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                starts.add(row.getObject(1, OffsetDateTime.class).toInstant());
            }
        }
        return starts;
    }

    long count(String agentId) throws SQLException {
        return starts(agentId).size();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
