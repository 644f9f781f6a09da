package io.modehub.bench;

import io.modehub.accounts.Tokens;
import io.modehub.activity.UserId;
import io.modehub.config.DatabaseUrl;
import io.modehub.store.AgentStore;
import io.modehub.store.Database;
import io.modehub.store.RollupStore;
import io.modehub.store.SessionStore;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Invented people on the hub's own database, made as the hub makes them, since there is no page on which a load could sign
 * up a thousand of them. Blocks.
 */
final class People implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(10);

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final UserStore users;
    private final AgentStore agents;

    People(DatabaseUrl url) {
        pool = new Database(url).pool(vertx);
        users = new UserStore(pool);
        agents = new AgentStore(pool);
    }

    /** Another person, with the modes everybody starts with. */
    UserId create() {
        String name = "load-" + UUID.randomUUID();
        return wait(users.create(name + "@example.org", name, null, Set.of("contributor")))
                .id();
    }

    /** A code for one of the person's devices. */
    String pairingCode(UserId user) {
        String code = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        wait(agents.addPairing(Tokens.hash(code), user, Instant.now().plus(SOON)));
        return code;
    }

    /** The token of a link by which the person signs in once. */
    String signInToken(UserId user) {
        String token = Tokens.random();
        Instant now = Instant.now();
        wait(pool.withTransaction(connection ->
                SessionStore.addLink(connection, Tokens.hash(token), user, "sign-in", now, now.plus(SOON))));
        return token;
    }

    /** As if these people's time were rolled up to that moment, so that what comes after it is rolled up as it comes. */
    void sealUpTo(Collection<UserId> people, Instant moment) {
        java.util.Map<UserId, Instant> seals = new java.util.HashMap<>();
        people.forEach(person -> seals.put(person, moment));
        wait(pool.withTransaction(connection -> RollupStore.seal(connection, seals)));
    }

    @Override
    public void close() {
        wait(pool.close());
        wait(vertx.close());
    }

    private static <T> T wait(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
