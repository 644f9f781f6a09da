package io.modehub;

import io.modehub.accounts.Email;
import io.modehub.accounts.Links;
import io.modehub.accounts.Origins;
import io.modehub.activity.Person;
import io.modehub.config.DatabaseUrl;
import io.modehub.config.Settings;
import io.modehub.failure.StartFailure;
import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Entry;
import io.modehub.store.Database;
import io.modehub.store.EmbeddedPostgres;
import io.modehub.store.PeopleStore;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** {@code modehub reset-password EMAIL}: a one-time link for whoever can run commands on the server and has no other way in. */
final class ResetPasswordCommand {
    private ResetPasswordCommand() {}

    /** Prints a link, also while a hub runs; the answer is the exit status, 1 where nobody has that address. */
    static int run(Settings settings, String email) {
        Optional<DatabaseUrl> running = settings.database().or(() -> EmbeddedPostgres.running(settings.dataDir()));
        if (running.isPresent()) {
            return reset(settings, running.get(), email);
        }
        try (DataDirectory data = DataDirectory.open(settings.dataDir());
                EmbeddedPostgres server = EmbeddedPostgres.start(data.path())) {
            return reset(settings, server.url(), email);
        }
    }

    private static int reset(Settings settings, DatabaseUrl url, String email) {
        Database database = new Database(url);
        database.migrate();
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool = database.pool(vertx);
            Links links = new Links(new PeopleStore(pool), Clock.systemUTC());
            AuditStore audit = new AuditStore(pool);
            Optional<Links.Link> link = await(person(new UserStore(pool), email)
                    .compose(person -> person.isEmpty()
                            ? Future.succeededFuture(Optional.empty())
                            : links.reset(person.get()).compose(made -> audit.add(
                                            Entry.byNobody("reset_link_made", "server")
                                                    .about(person.get().id()),
                                            Clock.systemUTC().instant())
                                    .map(Optional.of(made)))));
            if (link.isEmpty()) {
                System.err.println("modehub: nobody who may come in has that address; the page People lists all");
                return 1;
            }
            System.out.println("Until " + link.get().expiresAt() + ", once: " + address(settings)
                    + link.get().path());
            return 0;
        } finally {
            await(vertx.close());
        }
    }

    private static Future<Optional<Person>> person(UserStore users, String email) {
        return Email.of(email)
                .map(address ->
                        users.credentials(address.text()).map(found -> found.map(UserStore.Credentials::person)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Where the hub is, as far as that can be told while it may not run. */
    private static String address(Settings settings) {
        Path ready = settings.dataDir().resolve(Main.READY_FILE);
        if (settings.publicUrl().isEmpty() && Files.exists(ready)) {
            try {
                return new JsonObject(Files.readString(ready)).getString("url");
            } catch (IOException e) {
                throw new StartFailure("DATA_DIR: " + ready + " can't be read", e);
            }
        }
        return new Origins(settings.publicUrl(), settings.port()).address();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
