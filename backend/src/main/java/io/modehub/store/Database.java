package io.modehub.store;

import io.modehub.config.DatabaseUrl;
import io.modehub.failure.StartFailure;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** One PostgreSQL: its migrations and its connections. */
public final class Database {
    /** Connections for REST reads and small writes; the ingest lanes hold their own. */
    private static final int POOL_SIZE = 6;

    private static final int POOL_QUEUE = 1_000;
    private static final int CONNECT_SECONDS = 10;
    private static final int STATEMENT_TIMEOUT_MS = 30_000;

    private final DatabaseUrl url;

    public Database(DatabaseUrl url) {
        this.url = url;
    }

    /** Brings the schema up to this version. Blocks; throws {@link StartFailure} where the database can't be reached. */
    public void migrate() {
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(jdbcUrl(), url.user(), url.password().value())
                    .locations("classpath:db/migration")
                    .connectRetries(0)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartFailure(
                    "DATABASE_URL: the database at " + url.host() + ":" + url.port() + "/" + url.database()
                            + " can't be used: " + rootMessage(e)
                            + "; check that it runs, and user, password and sslmode",
                    e);
        }
    }

    /** The shared pool. */
    public Pool pool(Vertx vertx) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(POOL_SIZE)
                        .setMaxWaitQueueSize(POOL_QUEUE)
                        .setConnectionTimeout(CONNECT_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setName("modehub"))
                .connectingTo(connectOptions())
                .using(vertx)
                .build();
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
                .setProperties(Map.of(
                        "application_name", "modehub",
                        "TimeZone", "UTC",
                        "statement_timeout", Integer.toString(STATEMENT_TIMEOUT_MS)));
        if (!"disable".equals(url.sslMode())) {
            boolean verify = url.sslMode().startsWith("verify");
            options.setSslOptions(new ClientSSLOptions()
                    .setTrustAll(!verify)
                    .setHostnameVerificationAlgorithm("verify-full".equals(url.sslMode()) ? "HTTPS" : ""));
        }
        return options;
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
