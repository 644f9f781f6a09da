package io.modehub.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modehub.config.Secret;
import io.modehub.failure.StartFailure;
import io.modehub.store.Backup.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Reads a {@link Backup} back into an empty database, and brings it up to this version. */
public final class Restore implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ZipFile zip;
    private final JsonNode manifest;

    private Restore(Path file, ZipFile zip, JsonNode manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Opens the file; throws {@link StartFailure} where it is no back-up. */
    public static Restore from(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
            ZipEntry entry = zip.getEntry(Backup.MANIFEST);
            JsonNode manifest = entry == null ? null : JSON.readTree(zip.getInputStream(entry));
            if (manifest == null || manifest.path("format").asInt() != Backup.FORMAT) {
                zip.close();
                throw new StartFailure(file + " is no back-up that this version reads; take one that `backup` wrote");
            }
            return new Restore(file, zip, manifest);
        } catch (IOException e) {
            throw new StartFailure(file + " can't be read as a back-up: " + e.getMessage(), e);
        }
    }

    /** The signing secret that lies in it. */
    public Optional<Secret> secret() {
        ZipEntry entry = zip.getEntry(Backup.SECRET);
        try {
            return entry == null
                    ? Optional.empty()
                    : Optional.of(
                            new Secret(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Fills the database, all or nothing. Blocks; throws {@link StartFailure} where it already holds somebody's data. */
    public Report into(Database database) {
        try (Connection connection = database.connect()) {
            requireEmpty(connection);
            database.migrate(manifest.path("schema").asText());
            connection.setAutoCommit(false);
            Report report = copy(connection);
            connection.commit();
            database.migrate();
            return report;
        } catch (SQLException e) {
            throw new StartFailure("the database can't be written: " + e.getMessage(), e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static void requireEmpty(Connection connection) throws SQLException {
        if (!one(connection, "select to_regclass('users') is null").equals("t")
                && !one(connection, "select not exists (select from users)").equals("t")) {
            throw new StartFailure("the database already holds people's data, which a restore would mix up;"
                    + " name an empty database in DATABASE_URL or an empty directory in DATA_DIR");
        }
    }

    private Report copy(Connection connection) throws SQLException, IOException {
        long rows = 0;
        for (JsonNode table : manifest.path("tables")) {
            String name = table.path("name").asText();
            List<String> columns = new ArrayList<>();
            table.path("columns").forEach(column -> columns.add(column.asText()));
            if (!(name + String.join("", columns)).matches("[a-z0-9_\"]+")) {
                throw new IOException("it names what is no table of ours");
            }
            // A migration may have put rows of its own there.
            execute(connection, "delete from " + name);
            long copied = copy(connection, name, columns);
            if (copied != table.path("rows").asLong()) {
                throw new IOException(name + " has " + copied + " rows instead of "
                        + table.path("rows").asLong());
            }
            rows += copied;
        }
        continueSequences(connection);
        return new Report(manifest.path("tables").size(), rows);
    }

    private long copy(Connection connection, String table, List<String> columns) throws SQLException, IOException {
        String query = "copy " + table + " (" + String.join(", ", columns) + ") from stdin";
        try (InputStream in = zip.getInputStream(zip.getEntry(table));
                PGCopyOutputStream out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), query)) {
            in.transferTo(out);
            return out.endCopy();
        }
    }

    /** So that the next row doesn't take a number that is taken. */
    private static void continueSequences(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) from %I',
                                      quote_ident(c.relname), a.attname, a.attname, c.relname)
                          from pg_class c join pg_attribute a on a.attrelid = c.oid
                         where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                           and (a.attidentity <> '' or pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null)
                           and a.attnum > 0 and not a.attisdropped and c.relname <> 'flyway_schema_history'
                        """)) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        for (String each : statements) {
            one(connection, each);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private StartFailure broken(IOException e) {
        return new StartFailure(file + " is damaged: " + e.getMessage() + "; take another back-up", e);
    }
}
