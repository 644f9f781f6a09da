package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What people's scripts show instead of a person; stored as hashes only. */
public final class ApiTokenStore {
    /** Most that one person may have. */
    public static final int MOST = 50;

    private final Pool pool;

    public ApiTokenStore(Pool pool) {
        this.pool = pool;
    }

    /** A token as its owner sees it. */
    public record Token(
            UUID id,
            String name,
            Set<String> scopes,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> lastUsedAt,
            String lastUsedFrom) {}

    /** Whom a token speaks for. */
    public record Shown(UUID id, UserId user, Set<String> roles, Set<String> scopes, Instant expiresAt) {}

    /** Adds a token; empty where the person has {@value #MOST}. */
    public static Future<Optional<Token>> add(
            SqlConnection connection,
            UserId user,
            byte[] tokenHash,
            String name,
            Set<String> scopes,
            Instant now,
            Instant expiresAt) {
        return connection
                .preparedQuery("""
                        insert into api_tokens (user_id, name, scopes, token_hash, created_at, expires_at)
                        select $1, $2, $3, $4, $5, $6 where (select count(*) from api_tokens where user_id = $1) < $7
                        returning *
                        """)
                .execute(Tuple.of(
                        user.value(),
                        name,
                        scopes.toArray(String[]::new),
                        Buffer.buffer(tokenHash),
                        time(now),
                        time(expiresAt),
                        MOST))
                .map(rows -> Rows.first(rows, ApiTokenStore::token));
    }

    /** A person's tokens, newest first. */
    public Future<List<Token>> list(UserId user) {
        return pool.preparedQuery("select * from api_tokens where user_id = $1 order by created_at desc, id")
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, ApiTokenStore::token));
    }

    /** Takes a token away; false where the person has none of that id. */
    public static Future<Boolean> delete(SqlConnection connection, UserId user, UUID id) {
        return connection
                .preparedQuery("delete from api_tokens where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), id))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Whom a token speaks for, by their lasting roles; none of a disabled person. Notes its use once a minute. */
    public Future<Optional<Shown>> shown(byte[] tokenHash, String address, Instant now) {
        return pool.preparedQuery("""
                        with used as (
                            update api_tokens set last_used_at = $2, last_used_from = $3
                             where token_hash = $1 and expires_at > $2
                               and (last_used_at is null or last_used_at < $2 - interval '1 minute'
                                    or last_used_from is distinct from $3))
                        select t.id, t.user_id, t.scopes, t.expires_at, u.roles
                          from api_tokens t join users u on u.id = t.user_id
                         where t.token_hash = $1 and t.expires_at > $2 and u.disabled_at is null
                        """)
                .execute(Tuple.of(Buffer.buffer(tokenHash), time(now), address))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Shown(
                                row.getUUID("id"),
                                new UserId(row.getUUID("user_id")),
                                Set.of(row.getArrayOfStrings("roles")),
                                Set.of(row.getArrayOfStrings("scopes")),
                                Rows.instant(row, "expires_at"))));
    }

    private static Token token(Row row) {
        return new Token(
                row.getUUID("id"),
                row.getString("name"),
                Set.of(row.getArrayOfStrings("scopes")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Rows.instantIfAny(row, "last_used_at"),
                Optional.ofNullable(row.getString("last_used_from")).orElse(""));
    }
}
