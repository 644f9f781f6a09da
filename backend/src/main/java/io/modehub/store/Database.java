package io.modehub.store;

import io.modehub.config.DatabaseUrl;
import io.modehub.failure.StartFailure;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One PostgreSQL: its migrations and its connections. */
public final class Database {
    /** Connections for REST reads and small writes; the ingest lanes hold their own. */
    private static final int POOL_SIZE = 6;

    private static final int POOL_QUEUE = 1_000;
    private static final int CONNECT_SECONDS = 10;
    private static final int STATEMENT_TIMEOUT_MS = 30_000;

    /** Connections for the chat's tools: several questions of a few turns at once, each a few milliseconds. */
    private static final int READERS = 4;

    private static final int READER_TIMEOUT_MS = 3_000;
    private static final String READER_ROLE = "modehub_reader";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final DatabaseUrl url;

    public Database(DatabaseUrl url) {
        this.url = url;
    }

    /** Brings the schema up to this version. Blocks; throws {@link StartFailure} where the database can't be used. */
    public void migrate() {
        migrate("latest");
    }

    /** Brings the schema up to an earlier version, for what was written by that. */
    void migrate(String version) {
        try {
            requireUtf8();
            flyway(version).migrate();
        } catch (FlywayException | SQLException e) {
            throw new StartFailure(
                    "DATABASE_URL: the database at " + url.host() + ":" + url.port() + "/" + url.database()
                            + " can't be used: " + rootMessage(e)
                            + "; check that it runs, and user, password and sslmode",
                    e);
        }
    }

    /** Another encoding can't hold every title. */
    private void requireUtf8() throws SQLException {
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery("show server_encoding")) {
            if (row.next() && !row.getString(1).equals("UTF8")) {
                throw new StartFailure("DATABASE_URL: the database " + url.database() + " has the encoding "
                        + row.getString(1) + ", which can't hold every title; make one with: create database modehub"
                        + " encoding 'UTF8' template template0");
            }
        }
    }

    /** What migrations there are, here and in the database. */
    MigrationInfoService migrations() {
        return flyway("latest").info();
    }

    /** The shared pool. */
    public Pool pool(Vertx vertx) {
        return pool(vertx, "modehub", POOL_SIZE, connectOptions());
    }

    /**
     * Connections that can only read, as a role that can read a person's log and nothing else where there is such a role, and
     * where no statement takes longer than {@value #READER_TIMEOUT_MS} ms. Blocks.
     */
    public Pool readers(Vertx vertx) {
        PgConnectOptions options = connectOptions();
        options.addProperty("default_transaction_read_only", "on");
        options.addProperty("statement_timeout", Integer.toString(READER_TIMEOUT_MS));
        if (hasReaderRole()) {
            options.addProperty("role", READER_ROLE);
        } else {
            LOG.warn("the database has no role {}: the chat reads as {}", READER_ROLE, url.user());
        }
        return pool(vertx, "modehub-readers", READERS, options);
    }

    private static Pool pool(Vertx vertx, String name, int size, PgConnectOptions options) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(POOL_QUEUE)
                        .setConnectionTimeout(CONNECT_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setName(name))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private boolean hasReaderRole() {
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery("""
                        select exists (select from pg_roles r where r.rolname = '%1$s'
                                          and pg_has_role(current_user, r.oid, 'member')
                                          and has_table_privilege(r.oid, 'activities', 'select'))
                        """.formatted(READER_ROLE))) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new StartFailure("DATABASE_URL: the database can't be asked for its roles: " + e.getMessage(), e);
        }
    }

    /** How a single connection is made. */
    public PgConnectOptions connectOptions() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setDatabase(url.database())
                .setUser(url.user())
                .setPassword(url.password().value())
                .setSslMode(SslMode.of(url.sslMode()))
                .setCachePreparedStatements(true)
                .setPipeliningLimit(16)
                .setTracingPolicy(TracingPolicy.ALWAYS)
                .setProperties(new HashMap<>(Map.of(
                        "application_name", "modehub",
                        "TimeZone", "UTC",
                        "statement_timeout", Integer.toString(STATEMENT_TIMEOUT_MS))));
        if (!"disable".equals(url.sslMode())) {
            boolean verify = url.sslMode().startsWith("verify");
            options.setSslOptions(new ClientSSLOptions()
                    .setTrustAll(!verify)
                    .setHostnameVerificationAlgorithm("verify-full".equals(url.sslMode()) ? "HTTPS" : ""));
        }
        return options;
    }

    private Flyway flyway(String target) {
        return Flyway.configure(Database.class.getClassLoader())
                .dataSource(jdbcUrl(), url.user(), url.password().value())
                .locations("classpath:db/migration")
                .connectRetries(0)
                .target(target)
                .load();
    }

    /** A connection of one's own, that blocks. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), url.user(), url.password().value());
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database() + "?sslmode=" + url.sslMode()
                + "&connectTimeout=" + CONNECT_SECONDS + "&loginTimeout=" + CONNECT_SECONDS;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
