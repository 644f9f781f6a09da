package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did what, when and from where. Rows are only ever added; those older than a year go. */
public final class AuditStore {
    private final Pool pool;

    public AuditStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Something done.
     *
     * @param actor who did it; empty: nobody who has signed in, or the hub itself
     * @param action such as {@code signed_in}
     * @param person whom it concerns, where that is somebody else
     * @param thing id of what it was done to, or empty
     * @param address where the request came from, or empty
     * @param details what else is worth knowing; never a name, an address or a secret
     */
    public record Entry(
            Optional<UserId> actor,
            String action,
            Optional<UserId> person,
            String thing,
            String address,
            JsonObject details) {

        /** Something a person did from there. */
        public static Entry by(UserId actor, String action, String address) {
            return new Entry(Optional.of(actor), action, Optional.empty(), "", address, new JsonObject());
        }

        /** Something nobody known did, or the hub itself. */
        public static Entry byNobody(String action, String address) {
            return new Entry(Optional.empty(), action, Optional.empty(), "", address, new JsonObject());
        }

        /** The same to another person. */
        public Entry about(UserId other) {
            return new Entry(actor, action, Optional.of(other), thing, address, details);
        }

        /** The same to a thing of that id. */
        public Entry on(Object id) {
            return new Entry(actor, action, person, id.toString(), address, details);
        }

        /** The same with one detail more. */
        public Entry with(String key, Object value) {
            return new Entry(
                    actor, action, person, thing, address, details.copy().put(key, value));
        }
    }

    /** A person in the list: their name, or none where they are gone. */
    public record Who(UserId id, Optional<String> name) {}

    /** An entry as it is read. */
    public record Kept(
            long id,
            Instant at,
            Optional<Who> actor,
            String action,
            Optional<Who> person,
            String thing,
            String address,
            JsonObject details) {}

    /**
     * What is asked for; empty is all.
     *
     * @param person as actor or as the one concerned
     * @param before entries older than this one
     */
    public record Question(Optional<UserId> person, Optional<String> action, Optional<Long> before, int limit) {}

    /** Adds an entry by the given connection, in its transaction where it has one. */
    public static Future<Void> add(SqlClient connection, Entry entry, Instant now) {
        return connection
                .preparedQuery("""
                        insert into audit (at, actor, action, person, thing, address, details)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        """)
                .execute(Tuple.of(
                        time(now),
                        entry.actor().map(UserId::value).orElse(null),
                        entry.action(),
                        entry.person().map(UserId::value).orElse(null),
                        entry.thing().isEmpty() ? null : entry.thing(),
                        entry.address(),
                        entry.details()))
                .mapEmpty();
    }

    public Future<Void> add(Entry entry, Instant now) {
        return add(pool, entry, now);
    }

    /** Newest first. */
    public Future<List<Kept>> list(Question question) {
        return pool.preparedQuery("""
                        select a.*, u.name as actor_name, p.name as person_name
                          from audit a left join users u on u.id = a.actor left join users p on p.id = a.person
                         where ($1::uuid is null or a.actor = $1 or a.person = $1)
                           and ($2::text is null or a.action = $2) and ($3::bigint is null or a.id < $3)
                         order by a.id desc limit $4
                        """)
                .execute(Tuple.of(
                        question.person().map(UserId::value).orElse(null),
                        question.action().orElse(null),
                        question.before().orElse(null),
                        question.limit()))
                .map(rows -> Rows.list(rows, AuditStore::kept));
    }

    /** Deletes what is older than a year. */
    public Future<Void> forget(Instant now) {
        return pool.preparedQuery(
                        "delete from audit where at < $1::timestamptz - interval '1 year' and at < now() - interval '1 year'")
                .execute(Tuple.of(time(now)))
                .mapEmpty();
    }

    private static Kept kept(Row row) {
        @Nullable JsonObject details = row.getJsonObject("details");
        @Nullable String thing = row.getString("thing");
        return new Kept(
                row.getLong("id"),
                Rows.instant(row, "at"),
                who(row, "actor"),
                row.getString("action"),
                who(row, "person"),
                thing == null ? "" : thing,
                row.getString("address"),
                details == null ? new JsonObject() : details);
    }

    private static Optional<Who> who(Row row, String column) {
        @Nullable UUID id = row.getUUID(column);
        return Optional.ofNullable(id)
                .map(known -> new Who(new UserId(known), Optional.ofNullable(row.getString(column + "_name"))));
    }
}
