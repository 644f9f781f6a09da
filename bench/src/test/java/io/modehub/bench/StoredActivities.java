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
import java.util.function.Supplier;

/** What a hub's database holds of an agent, in the order of its numbers; asked anew each time, since the hub may be restarted. */
final class StoredActivities {
    private final Supplier<DatabaseUrl> database;

    StoredActivities(Supplier<DatabaseUrl> database) {
        this.database = database;
    }

    /** Starts of the windows, by stream and number. */
    List<Instant> starts(String agentId) throws SQLException {
        List<Instant> starts = new ArrayList<>();
        DatabaseUrl url = database.get();
        String address = "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database();
        try (Connection connection = DriverManager.getConnection(
                        address, url.user(), url.password().value());
                PreparedStatement query = connection.prepareStatement("""
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
}
