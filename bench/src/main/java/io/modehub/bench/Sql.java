package io.modehub.bench;

import io.modehub.config.DatabaseUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** One plain connection to the hub's database; every statement is a transaction of its own. Not thread-safe. */
final class Sql implements AutoCloseable {
    private final Connection connection;

    Sql(DatabaseUrl url) {
        try {
            connection = connect(url);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    static Connection connect(DatabaseUrl url) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(),
                url.user(),
                url.password().value());
    }

    /** The same as {@code DATABASE_URL} says it. */
    static String address(DatabaseUrl url) {
        return "postgres://" + url.user() + ":" + url.password().value() + "@" + url.host() + ":" + url.port() + "/"
                + url.database() + "?sslmode=" + url.sslMode();
    }

    /** Runs a statement; the answer is how many rows it changed. */
    long update(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.execute();
            return statement.getUpdateCount();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The one number a query answers. */
    long number(String sql, Object... values) {
        return numbers(sql, values).get(0);
    }

    /** The first column of every row, as numbers. */
    List<Long> numbers(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Reads all rows of a query; the answer is how many there are. */
    int count(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** A stream of rows into a table, in the text format of COPY. */
    OutputStream copyInto(String tableAndColumns) {
        try {
            return new PGCopyOutputStream(
                    connection.unwrap(PGConnection.class), "copy " + tableAndColumns + " from stdin", 1 << 16);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Arrays are arrays of UUIDs, the only ones needed. */
    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof UUID[] ids ? connection.createArrayOf("uuid", ids) : value);
        }
        return statement;
    }

    private static UncheckedIOException failed(SQLException e) {
        return new UncheckedIOException(new IOException(e));
    }
}
