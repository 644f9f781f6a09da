package io.modehub.accounts;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.ApiTokenStore;
import io.modehub.store.ApiTokenStore.Token;
import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Entry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Personal API tokens: shown once, kept as hashes, each with scopes and an end. */
public final class ApiTokens {
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private final Pool pool;
    private final ApiTokenStore tokens;
    private final OpenSockets sockets;
    private final Clock clock;

    public ApiTokens(Pool pool, ApiTokenStore tokens, OpenSockets sockets, Clock clock) {
        this.pool = pool;
        this.tokens = tokens;
        this.sockets = sockets;
        this.clock = clock;
    }

    /** A new token; its text is never seen again. */
    public record Made(Token token, String text) {
        @Override
        public String toString() {
            return "Made[" + token.id() + "]";
        }
    }

    public Future<List<Token>> list(UserId user) {
        return tokens.list(user);
    }

    public Future<Made> make(UserId user, String name, Set<Scope> scopes, Instant end, Client client) {
        Instant now = clock.instant();
        if (end.isBefore(now.plus(SHORTEST_LIFE)) || end.isAfter(now.plus(LONGEST_LIFE))) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE, "expiresAt", "must lie in the future, at most 366 days from now");
        }
        String text = Callers.API_TOKEN + Tokens.random();
        return pool.withTransaction(connection -> ApiTokenStore.add(
                        connection, user, Tokens.hash(text), name, Scope.wires(scopes), now, end)
                .map(added -> added.orElseThrow(() -> new HubException(
                        ErrorCode.CONFLICT, "there are " + ApiTokenStore.MOST + " tokens; take one away first")))
                .compose(token -> AuditStore.add(
                                connection,
                                Entry.by(user, "token_made", client.address())
                                        .on(token.id())
                                        .with("scopes", String.join(" ", Scope.wires(scopes)))
                                        .with("until", end.toString()),
                                now)
                        .map(new Made(token, text))));
    }

    /** Takes a token away, also from links that were opened with it; false where the person has none of that id. */
    public Future<Boolean> revoke(UserId user, UUID id, Client client) {
        return pool.withTransaction(connection -> ApiTokenStore.delete(connection, user, id)
                        .compose(gone -> gone
                                ? AuditStore.add(
                                                connection,
                                                Entry.by(user, "token_revoked", client.address())
                                                        .on(id),
                                                clock.instant())
                                        .map(true)
                                : Future.succeededFuture(false)))
                .onSuccess(gone -> sockets.accessChanged(user));
    }
}
