package io.modehub.store;

import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.store.SetupStore.StoredSetup;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People and what is set for them. */
public final class UserStore {
    private final Pool pool;

    public UserStore(Pool pool) {
        this.pool = pool;
    }

    /** A person with the password's hash, where one is set. */
    public record Credentials(Person person, Optional<String> passwordHash) {}

    /** The first administrator who can get in, if there is one. */
    public Future<Optional<Person>> firstAdministrator() {
        return pool.preparedQuery("""
                        select * from users where 'admin' = any(roles)
                         order by disabled_at is not null, created_at, id limit 1
                        """).execute().map(rows -> Rows.first(rows, UserStore::person));
    }

    /** Adds a person together with the modes everybody starts with. */
    public Future<Person> create(String email, String name, @Nullable String passwordHash, Set<String> roles) {
        return pool.withTransaction(connection -> create(connection, email, name, passwordHash, roles));
    }

    static Future<Person> create(
            SqlConnection connection, String email, String name, @Nullable String passwordHash, Set<String> roles) {
        return connection
                .preparedQuery("""
                        insert into users (email, name, password_hash, roles) values ($1, $2, $3, $4) returning *
                        """)
                .execute(Tuple.of(email, name, passwordHash, roles.toArray(String[]::new)))
                .map(rows -> person(rows.iterator().next()))
                .compose(person -> connection
                        .preparedQuery("""
                                with line as (insert into timelines (user_id) values ($1)),
                                made as (
                                    insert into modes (user_id, name, colour, position, built_in)
                                    values ($1, 'Work', '#2c85ed', 0, false),
                                           ($1, 'Meeting', '#c8460a', 1, false),
                                           ($1, 'Relax', '#297b6a', 2, false),
                                           ($1, 'Gaming', '#943baf', 3, false),
                                           ($1, 'Away', '#8a8f98', 100, true),
                                           ($1, 'Unknown', '#b0a58f', 101, true)
                                    returning id, name)
                                insert into mode_origins (user_id, origin, mode_id) select $1, name, id from made
                                """)
                        .execute(Tuple.of(person.id().value()))
                        .map(person));
    }

    public Future<Optional<Person>> find(UserId id) {
        return pool.preparedQuery("select * from users where id = $1")
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, UserStore::person));
    }

    /** Who has that address and isn't disabled. */
    public Future<Optional<Credentials>> credentials(String email) {
        return pool.preparedQuery("select * from users where lower(email) = lower($1) and disabled_at is null")
                .execute(Tuple.of(email))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Credentials(person(row), Optional.ofNullable(row.getString("password_hash")))));
    }

    /**
     * Changes what is given and leaves the rest. Another zone holds from now on for the hours of the person's rules and models,
     * and leaves what they said before as it is.
     */
    public Future<Optional<Person>> update(
            UserId id,
            @Nullable String name,
            @Nullable String zone,
            @Nullable String language,
            @Nullable Integer weekStart,
            Instant now) {
        return pool.withTransaction(connection -> RollupStore.lock(connection, Set.of(id))
                .compose(locked ->
                        zone == null ? Future.succeededFuture() : changeZone(connection, id, ZoneId.of(zone), now))
                .compose(nothing -> connection
                        .preparedQuery("""
                        update users
                           set name = coalesce($2, name), timezone = coalesce($3, timezone),
                               language = coalesce($4, language), week_start = coalesce($5, week_start)
                         where id = $1 returning *
                        """)
                        .execute(Tuple.of(
                                id.value(), name, zone, language, weekStart == null ? null : weekStart.shortValue()))
                        .map(rows -> Rows.first(rows, UserStore::person))));
    }

    /** The shipped model knows no hours, so who has no rules or models of their own needs no history of zones. */
    private static Future<Void> changeZone(SqlConnection connection, UserId id, ZoneId zone, Instant now) {
        return SetupStore.list(connection, id).compose(setups -> {
            StoredSetup last = setups.get(setups.size() - 1);
            boolean knowsNoHours = last.rules().isEmpty() && last.model().equals(SetupStore.SHIPPED);
            return (setups.size() == 1 && knowsNoHours) || last.zone().equals(zone)
                    ? Future.succeededFuture()
                    : SetupStore.change(connection, id, now, setup -> setup.withZone(zone));
        });
    }

    /**
     * How long a person's things are kept, in days; null: for ever.
     *
     * @param activitiesDays activities, counted from their receipt
     * @param historyDays spans, labels and roll-ups
     * @param rerunFrom days before this one have lost activities and aren't run again; empty where none has
     */
    public record Retention(
            @Nullable Integer activitiesDays, @Nullable Integer historyDays, Optional<LocalDate> rerunFrom) {}

    public Future<Optional<Retention>> retention(UserId id) {
        return pool.preparedQuery("""
                        select keep_activities_days, keep_history_days,
                               (select max(t.day) + 1 from agents a join thinned_days t on t.agent_key = a.key
                                 where a.user_id = u.id) as rerun_from
                          from users u where id = $1
                        """)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Retention(
                                row.getInteger("keep_activities_days"),
                                row.getInteger("keep_history_days"),
                                Optional.ofNullable(row.getLocalDate("rerun_from")))));
    }

    public Future<Void> setRetention(UserId id, @Nullable Integer activitiesDays, @Nullable Integer historyDays) {
        return pool.preparedQuery("update users set keep_activities_days = $2, keep_history_days = $3 where id = $1")
                .execute(Tuple.of(id.value(), activitiesDays, historyDays))
                .mapEmpty();
    }

    /** Deletes a person with every row of theirs. Holds their time, so that no writer is in between. */
    static Future<Void> delete(SqlConnection connection, UserId id) {
        return RollupStore.lock(connection, Set.of(id))
                .compose(nothing -> connection
                        .preparedQuery("select key from agents where user_id = $1")
                        .execute(Tuple.of(id.value())))
                .compose(rows -> AgentStore.deleteActivities(connection, Rows.list(rows, row -> row.getInteger("key"))))
                .compose(nothing -> connection
                        .preparedQuery("delete from labels where user_id = $1")
                        .execute(Tuple.of(id.value())))
                .compose(nothing -> connection
                        .preparedQuery("delete from agents where user_id = $1")
                        .execute(Tuple.of(id.value())))
                .compose(nothing -> connection
                        .preparedQuery("delete from users where id = $1")
                        .execute(Tuple.of(id.value())))
                .mapEmpty();
    }

    static Person person(Row row) {
        return new Person(
                new UserId(row.getUUID("id")),
                row.getString("email"),
                row.getString("name"),
                Set.of(row.getArrayOfStrings("roles")),
                ZoneId.of(row.getString("timezone")),
                row.getString("language"),
                row.getShort("week_start"));
    }
}
