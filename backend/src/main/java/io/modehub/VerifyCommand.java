package io.modehub;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.Settings;
import io.modehub.models.Setups;
import io.modehub.store.Database;
import io.modehub.store.EmbeddedPostgres;
import io.modehub.timeline.Verification;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Optional;

/** {@code modehub verify}: whether all that is kept of people's time is what their activities and labels make. */
final class VerifyCommand {
    private VerifyCommand() {}

    /** Verifies the hub's database, also while a hub runs on it; the answer is the exit status, 1 where anything differs. */
    static int run(Settings settings) {
        Optional<DatabaseUrl> running = settings.database().or(() -> EmbeddedPostgres.running(settings.dataDir()));
        if (running.isPresent()) {
            return verify(running.get());
        }
        try (DataDirectory data = DataDirectory.open(settings.dataDir());
                EmbeddedPostgres server = EmbeddedPostgres.start(data.path())) {
            return verify(server.url());
        }
    }

    private static int verify(DatabaseUrl url) {
        Database database = new Database(url);
        database.migrate();
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool = database.pool(vertx);
            Verification.Report report = new Verification(vertx, pool, new Setups(), Clock.systemUTC())
                    .run()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            report.shown().forEach(System.out::println);
            System.out.println(report);
            return report.differences() == 0 ? 0 : 1;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
