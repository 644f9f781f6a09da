package io.modehub.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modehub.config.Secret;
import io.modehub.failure.StartFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * A whole database in one file, as of one moment, also while hubs write: a zip of each table in PostgreSQL's text format, and last
 * {@value #MANIFEST}, which tells the schema's version and the tables in an order in which each follows those it refers to. Whoever
 * holds the file holds everything, password hashes and the signing secret included.
 */
public final class Backup {
    static final String MANIFEST = "backup.json";
    static final String SECRET = "jwt-secret";
    static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    /** @param database of this version's schema or an earlier one */
    public Backup(Database database) {
        this.database = database;
    }

    /** What was written or read back. */
    public record Report(int tables, long rows) {
        @Override
        public String toString() {
            return rows + " rows of " + tables + " tables";
        }
    }

    /**
     * Writes the file at once or not at all, readable to its owner alone. Blocks.
     *
     * @param secret the signing secret where it was made by the hub, so that people and devices needn't sign in and pair anew
     */
    public Report write(Path file, Optional<Secret> secret) {
        Path target = file.toAbsolutePath();
        try {
            Path unfinished = Files.createTempFile(
                    target.getParent(),
                    target.getFileName().toString(),
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Report report = writeTo(unfinished, secret);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return report;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new StartFailure(target + " can't be written (" + e + "); free some space or choose another file", e);
        } catch (SQLException e) {
            throw new StartFailure("the database can't be read: " + e.getMessage(), e);
        }
    }

    private Report writeTo(Path file, Optional<Secret> secret) throws IOException, SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            connection.setAutoCommit(false);
            statement.execute("set transaction isolation level repeatable read read only");
            // Written times must mean the same wherever they are read.
            statement.execute("set local timezone = 'UTC'");
            statement.execute("set local statement_timeout = 0");
            ObjectNode manifest = JSON.createObjectNode()
                    .put("format", FORMAT)
                    .put("schema", schema(statement))
                    .put("takenAt", Instant.now().toString());
            ArrayNode tables = manifest.putArray("tables");
            long rows = 0;
            for (String table : tablesInOrder(statement)) {
                List<String> columns = columns(statement, table);
                zip.putNextEntry(new ZipEntry(table));
                long copied = copy(connection, table, columns, zip);
                zip.closeEntry();
                ObjectNode entry = tables.addObject().put("name", table).put("rows", copied);
                columns.forEach(entry.putArray("columns")::add);
                rows += copied;
            }
            if (secret.isPresent()) {
                entry(zip, SECRET, secret.get().bytes());
            }
            entry(zip, MANIFEST, manifest.toPrettyString().getBytes(StandardCharsets.UTF_8));
            return new Report(tables.size(), rows);
        }
    }

    private static long copy(Connection connection, String table, List<String> columns, OutputStream out)
            throws SQLException, IOException {
        String query = "copy " + table + " (" + String.join(", ", columns) + ") to stdout";
        try (PGCopyInputStream in = new PGCopyInputStream(connection.unwrap(PGConnection.class), query)) {
            in.transferTo(out);
            return in.getHandledRowCount();
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static String schema(Statement statement) throws SQLException {
        return strings(statement, """
                select version from flyway_schema_history where success and version is not null
                 order by installed_rank desc limit 1
                """).get(0);
    }

    /** All tables of ours, each after those it refers to. */
    private static List<String> tablesInOrder(Statement statement) throws SQLException {
        List<String> waiting = strings(statement, """
                select quote_ident(relname) from pg_class
                 where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname <> 'flyway_schema_history'
                 order by relname
                """);
        List<String> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (String table : waiting) {
                List<String> needs = strings(statement, """
                        select quote_ident(r.relname) from pg_constraint c join pg_class r on r.oid = c.confrelid
                         where c.contype = 'f' and c.conrelid = '%s'::regclass and c.confrelid <> c.conrelid
                        """.formatted(table));
                if (ordered.containsAll(needs)) {
                    next.add(table);
                }
            }
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to one another in a circle: " + waiting);
            }
            ordered.addAll(next);
            waiting.removeAll(next);
        }
        return ordered;
    }

    /** Those that can be written; computed ones can't. */
    private static List<String> columns(Statement statement, String table) throws SQLException {
        return strings(statement, """
                select quote_ident(attname) from pg_attribute
                 where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                 order by attnum
                """.formatted(table));
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }
}
