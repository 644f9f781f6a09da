package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What administrators see and change of people: who there are, their roles, whether they get in. Never their logs. */
public final class PeopleStore {
    /** Changes of who is an administrator take turns under this lock, so that two can't each leave the other as the last. */
    private static final long ADMINISTRATORS = 0x6d6f6465_61646d6eL;

    private static final String MEMBERS = """
            select u.*, g.id as grant_id, g.role as granted, g.reason, g.until_at,
                   (select max(s.rotated_at) from sessions s where s.user_id = u.id) as seen_at
              from users u left join role_grants g on g.user_id = u.id and g.ended_at is null and g.until_at > $1
            """;

    private final Pool pool;

    public PeopleStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A role for some hours.
     *
     * @param reason why, in the words of whoever granted it
     */
    public record Grant(UUID id, String role, String reason, Instant until) {}

    /**
     * A person as administrators see them.
     *
     * @param joinedAt their first sign-in; empty: invited only
     * @param seenAt when one of their sessions was last used
     */
    public record Member(
            Person person,
            boolean disabled,
            boolean hasPassword,
            Optional<Instant> joinedAt,
            Optional<Instant> seenAt,
            Optional<Grant> grant) {}

    /** A grant that has run out. */
    public record Ended(UserId user, Grant grant) {}

    /** Everybody, in order of their names. */
    public Future<List<Member>> list(Instant now) {
        return pool.preparedQuery(MEMBERS + "order by lower(u.name), u.id limit 1000")
                .execute(Tuple.of(time(now)))
                .map(rows -> Rows.list(rows, PeopleStore::member));
    }

    public Future<Optional<Member>> find(UserId id, Instant now) {
        return find(pool, id, now);
    }

    /** The same by a connection, in its transaction. */
    public static Future<Optional<Member>> find(SqlClient connection, UserId id, Instant now) {
        return connection
                .preparedQuery(MEMBERS + "where u.id = $2")
                .execute(Tuple.of(time(now), id.value()))
                .map(rows -> Rows.first(rows, PeopleStore::member));
    }

    /** Does something in one transaction in which nobody else changes who is an administrator. */
    public <T> Future<T> change(Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("select pg_advisory_xact_lock($1)")
                .execute(Tuple.of(ADMINISTRATORS))
                .compose(nothing -> work.apply(connection)));
    }

    /** Whether somebody else is an administrator for good and can get in. */
    public static Future<Boolean> isAnotherAdministrator(SqlConnection connection, UserId id) {
        return connection.preparedQuery("""
                        select exists (select from users where id <> $1 and 'admin' = any(roles) and disabled_at is null) as found
                        """).execute(Tuple.of(id.value())).map(rows -> rows.iterator()
                .next()
                .getBoolean("found"));
    }

    /** Whether somebody has that address, in any case of its letters. */
    public static Future<Boolean> isTaken(SqlConnection connection, String email) {
        return connection
                .preparedQuery("select exists (select from users where lower(email) = lower($1)) as found")
                .execute(Tuple.of(email))
                .map(rows -> rows.iterator().next().getBoolean("found"));
    }

    /** Adds a person who has yet to come. */
    public static Future<Person> invite(SqlConnection connection, String email, String name, Set<String> roles) {
        return UserStore.create(connection, email, name, null, roles);
    }

    public static Future<Void> setRoles(SqlConnection connection, UserId id, Set<String> roles) {
        return connection
                .preparedQuery("update users set roles = $2 where id = $1")
                .execute(Tuple.of(id.value(), (Object) roles.toArray(String[]::new)))
                .mapEmpty();
    }

    /** Lets a person in no more, or again; whoever is disabled loses sessions, links and what was granted, and their devices can write no more. */
    public static Future<Void> setDisabled(SqlConnection connection, UserId id, @Nullable Instant since) {
        Future<Void> done = connection
                .preparedQuery("update users set disabled_at = $2 where id = $1")
                .execute(Tuple.of(id.value(), since == null ? null : time(since)))
                .mapEmpty();
        if (since == null) {
            return done;
        }
        return done.compose(nothing -> connection
                        .preparedQuery("delete from sessions where user_id = $1")
                        .execute(Tuple.of(id.value())))
                .compose(nothing -> connection
                        .preparedQuery("delete from sign_in_links where user_id = $1")
                        .execute(Tuple.of(id.value())))
                .compose(nothing -> endGrant(connection, id, since))
                .compose(ended -> connection.preparedQuery("""
                                with fenced as (
                                    update agents set generation = generation + 1 where user_id = $1 returning key)
                                update streams s set generation = s.generation + 1 from fenced f where s.agent_key = f.key
                                """).execute(Tuple.of(id.value())))
                .mapEmpty();
    }

    /** Deletes a person with every row of theirs. */
    public Future<Void> delete(UserId id) {
        return pool.withTransaction(connection -> UserStore.delete(connection, id));
    }

    /** Grants a role until then; an open one ends. */
    public static Future<Grant> grant(
            SqlConnection connection, UserId id, String role, String reason, Instant now, Instant until) {
        return endGrant(connection, id, now)
                .compose(nothing -> connection
                        .preparedQuery("""
                                insert into role_grants (user_id, role, reason, from_at, until_at)
                                values ($1, $2, $3, $4, $5) returning id as grant_id, role as granted, reason, until_at
                                """)
                        .execute(Tuple.of(id.value(), role, reason, time(now), time(until))))
                .map(rows -> grant(rows.iterator().next()));
    }

    /** Ends what was granted; false where nothing was. */
    public static Future<Boolean> endGrant(SqlConnection connection, UserId id, Instant now) {
        return connection
                .preparedQuery(
                        "update role_grants set ended_at = least($2, until_at) where user_id = $1 and ended_at is null")
                .execute(Tuple.of(id.value(), time(now)))
                .map(rows -> rows.rowCount() > 0);
    }

    /** Marks what has run out as ended; of several hubs one is told of each. */
    public static Future<List<Ended>> endOverdue(SqlConnection connection, Instant now) {
        return connection
                .preparedQuery("""
                        update role_grants set ended_at = until_at where ended_at is null and until_at <= $1
                        returning user_id, id as grant_id, role as granted, reason, until_at
                        """)
                .execute(Tuple.of(time(now)))
                .map(rows -> Rows.list(rows, row -> new Ended(new UserId(row.getUUID("user_id")), grant(row))));
    }

    private static Member member(Row row) {
        return new Member(
                UserStore.person(row),
                row.getOffsetDateTime("disabled_at") != null,
                row.getString("password_hash") != null,
                Rows.instantIfAny(row, "joined_at"),
                Rows.instantIfAny(row, "seen_at"),
                row.getUUID("grant_id") == null ? Optional.empty() : Optional.of(grant(row)));
    }

    private static Grant grant(Row row) {
        return new Grant(
                row.getUUID("grant_id"),
                row.getString("granted"),
                row.getString("reason"),
                Rows.instant(row, "until_at"));
    }
}
