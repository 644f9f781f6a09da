package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.Person;
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

/** One-time links and browsers' sessions. Tokens are stored as hashes only. */
public final class SessionStore {
    private final Pool pool;

    public SessionStore(Pool pool) {
        this.pool = pool;
    }

    /** A session a refresh token belongs to: by the token in force, the one before, or an older or made-up one. */
    public record Found(UserId user, Standing standing, Instant rotatedAt) {}

    /** How the token shown stands to the session's. */
    public enum Standing {
        IN_FORCE,
        BEFORE,
        SPENT
    }

    /** A session as its owner sees it. */
    public record Session(
            UUID id, String device, String address, Instant createdAt, Instant usedAt, Instant expiresAt) {}

    /** Whose link was redeemed, and what for: {@code sign-in}, {@code invitation} or {@code reset}. */
    public record Redeemed(Person person, String purpose) {
        /** Whether the person's sessions and password are gone. */
        public boolean endedSessions() {
            return "reset".equals(purpose);
        }
    }

    /** Adds a link; one for another purpose than signing in takes the place of all there are. */
    public static Future<Void> addLink(
            SqlConnection connection, byte[] tokenHash, UserId user, String purpose, Instant now, Instant expiresAt) {
        return connection
                .preparedQuery("""
                        delete from sign_in_links
                         where expires_at < $1 or (user_id = $2 and purpose <> 'sign-in' and $3 <> 'sign-in')
                        """)
                .execute(Tuple.of(time(now), user.value(), purpose))
                .compose(nothing -> connection
                        .preparedQuery("""
                                insert into sign_in_links (token_hash, user_id, purpose, expires_at)
                                values ($1, $2, $3, $4)
                                """)
                        .execute(Tuple.of(Buffer.buffer(tokenHash), user.value(), purpose, time(expiresAt))))
                .mapEmpty();
    }

    /** Redeems a link once; a reset takes the password and all sessions away. Empty where it is spent or its owner disabled. */
    public Future<Optional<Redeemed>> redeem(byte[] tokenHash, Instant now) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("""
                        with spent as (
                            delete from sign_in_links where token_hash = $1 returning user_id, expires_at, purpose)
                        select u.*, spent.purpose from users u join spent on spent.user_id = u.id
                         where spent.expires_at > $2 and u.disabled_at is null
                        """)
                .execute(Tuple.of(Buffer.buffer(tokenHash), time(now)))
                .map(rows -> Rows.first(rows, row -> new Redeemed(UserStore.person(row), row.getString("purpose"))))
                .compose(redeemed -> redeemed.isPresent() && redeemed.get().endedSessions()
                        ? forget(connection, redeemed.get().person().id()).map(redeemed)
                        : Future.succeededFuture(redeemed)));
    }

    private static Future<Void> forget(SqlConnection connection, UserId user) {
        return connection
                .preparedQuery("update users set password_hash = null where id = $1")
                .execute(Tuple.of(user.value()))
                .compose(nothing -> connection
                        .preparedQuery("delete from sessions where user_id = $1")
                        .execute(Tuple.of(user.value())))
                .mapEmpty();
    }

    /** Begins a session. */
    public Future<Void> add(Session session, UserId user, byte[] tokenHash) {
        return pool.preparedQuery("""
                        with ended as (delete from sessions where expires_at < $5),
                             joined as (update users set joined_at = $5 where id = $2 and joined_at is null)
                        insert into sessions
                               (id, user_id, token_hash, device, rotated_at, expires_at, created_at, address)
                        values ($1, $2, $3, $4, $5, $6, $5, $7)
                        """)
                .execute(Tuple.of(
                        session.id(),
                        user.value(),
                        Buffer.buffer(tokenHash),
                        session.device(),
                        time(session.createdAt()),
                        time(session.expiresAt()),
                        session.address()))
                .mapEmpty();
    }

    /** The live session of that id, and how the token stands to it; none of a disabled person. */
    public Future<Optional<Found>> find(UUID id, byte[] tokenHash, Instant now) {
        return pool.preparedQuery("""
                        select s.user_id, s.rotated_at, s.token_hash = $2 as in_force,
                               coalesce(s.previous_hash = $2, false) as before
                          from sessions s join users u on u.id = s.user_id
                         where s.id = $1 and s.expires_at > $3 and u.disabled_at is null
                        """)
                .execute(Tuple.of(id, Buffer.buffer(tokenHash), time(now)))
                .map(rows -> Rows.first(rows, SessionStore::found));
    }

    /** Puts a new token in force; false when another request was first. */
    public Future<Boolean> rotate(UUID session, byte[] from, byte[] to, Instant now, Instant expiresAt) {
        return pool.preparedQuery("""
                        update sessions set previous_hash = token_hash, token_hash = $3, rotated_at = $4, expires_at = $5
                         where id = $1 and token_hash = $2
                        """)
                .execute(Tuple.of(session, Buffer.buffer(from), Buffer.buffer(to), time(now), time(expiresAt)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** A person's live sessions, the one used last first. */
    public Future<List<Session>> list(UserId user, Instant now) {
        return pool.preparedQuery("""
                        select * from sessions where user_id = $1 and expires_at > $2
                         order by rotated_at desc, id limit 100
                        """)
                .execute(Tuple.of(user.value(), time(now)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Session(
                                row.getUUID("id"),
                                row.getString("device"),
                                row.getString("address"),
                                Rows.instant(row, "created_at"),
                                Rows.instant(row, "rotated_at"),
                                Rows.instant(row, "expires_at"))));
    }

    /** Ends one session of a person's; false where there is none of that id. */
    public Future<Boolean> end(UserId user, UUID session) {
        return pool.preparedQuery("delete from sessions where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), session))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Ends all sessions of a person's but one; the answer is how many. */
    public Future<Integer> endOthers(UserId user, UUID kept) {
        return pool.preparedQuery("delete from sessions where user_id = $1 and id <> $2")
                .execute(Tuple.of(user.value(), kept))
                .map(rows -> rows.rowCount());
    }

    /** Sets a password's hash where the old one is as expected, and ends all sessions but one. */
    public Future<Boolean> changePassword(UserId user, Optional<String> from, String to, UUID kept) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("""
                        update users set password_hash = $3 where id = $1 and password_hash is not distinct from $2
                        """)
                .execute(Tuple.of(user.value(), from.orElse(null), to))
                .compose(changed -> connection
                        .preparedQuery("delete from sessions where user_id = $1 and id <> $2 and $3")
                        .execute(Tuple.of(user.value(), kept, changed.rowCount() == 1))
                        .map(changed.rowCount() == 1)));
    }

    /** The roles somebody has who shows a session that is live; lasting ones and one that was granted. */
    public Future<Optional<Set<String>>> roles(UserId user, UUID session, Instant now) {
        return pool.preparedQuery("""
                        select u.roles || array(select g.role from role_grants g
                                                 where g.user_id = u.id and g.ended_at is null and g.until_at > $3) as roles
                          from sessions s join users u on u.id = s.user_id
                         where s.id = $2 and u.id = $1 and s.expires_at > $3 and u.disabled_at is null
                        """)
                .execute(Tuple.of(user.value(), session, time(now)))
                .map(rows -> Rows.first(rows, row -> Set.copyOf(List.of(row.getArrayOfStrings("roles")))));
    }

    private static Found found(Row row) {
        Standing standing = row.getBoolean("in_force")
                ? Standing.IN_FORCE
                : row.getBoolean("before") ? Standing.BEFORE : Standing.SPENT;
        return new Found(new UserId(row.getUUID("user_id")), standing, Rows.instant(row, "rotated_at"));
    }
}
