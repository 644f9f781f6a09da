package io.modehub.store;

import io.modehub.activity.Mode;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A person's modes. */
public final class ModeStore {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool pool;

    public ModeStore(Pool pool) {
        this.pool = pool;
    }

    /** All modes of a person in their order. */
    public Future<List<Mode>> list(UserId user) {
        return list(pool, user);
    }

    /** All modes of a person in their order. */
    public static Future<List<Mode>> list(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select m.*, array(select origin from mode_origins o
                                           where o.user_id = m.user_id and o.mode_id = m.id) as origins
                          from modes m where user_id = $1 order by position, id
                        """).execute(Tuple.of(user.value())).map(rows -> Rows.list(rows, ModeStore::mode));
    }

    /** Adds a mode at the end; fails with {@code conflict} where the name is taken. */
    public Future<Mode> add(UserId user, String name, String colour) {
        return pool.preparedQuery("""
                        with made as (
                            insert into modes (user_id, name, colour, position)
                            select $1, $2, $3, coalesce(max(position) + 1, 0) from modes where user_id = $1 and not built_in
                            returning *),
                        predicted as (
                            insert into mode_origins (user_id, origin, mode_id)
                            select user_id, 'mode:' || gen_random_uuid(), id from made)
                        select * from made
                        """)
                .execute(Tuple.of(user.value(), name, colour))
                .map(rows -> mode(rows.iterator().next()))
                .recover(ModeStore::nameTaken);
    }

    /** Changes what is given; built-in modes keep their names. */
    public Future<Optional<Mode>> update(
            UserId user, int id, @Nullable String name, @Nullable String colour, @Nullable Integer order) {
        return pool.preparedQuery("""
                        update modes
                           set name = case when built_in then name else coalesce($3, name) end,
                               colour = coalesce($4, colour), position = coalesce($5, position)
                         where user_id = $1 and id = $2 returning *
                        """)
                .execute(Tuple.of(user.value(), id, name, colour, order == null ? null : order.shortValue()))
                .map(rows -> Rows.first(rows, ModeStore::mode))
                .recover(ModeStore::nameTaken);
    }

    /**
     * Deletes a mode after moving its time, in roll-ups too, and what the classifier takes for it to another one. Fails with
     * {@code mode_in_use} where it has time or rules and no target is given. Under the person's lock.
     *
     * @return the UTC days whose roll-ups have to be computed anew, since time that became {@code Away} no longer comes before
     *     other agents' in the person's timeline; nothing where there is no such mode
     */
    public static Future<Optional<Set<LocalDate>>> delete(
            SqlConnection connection, UserId user, int id, Optional<Integer> moveTo) {
        return connection
                .preparedQuery("""
                        select m.built_in,
                               exists (select from spans where mode_id = m.id)
                                   or exists (select from labels where mode_id = m.id)
                                   or exists (select from setups s, jsonb_array_elements(s.rules) r
                                                join mode_origins o on o.user_id = $1 and o.origin = r ->> 'mode'
                                               where s.user_id = $1 and o.mode_id = m.id) as used,
                               exists (select from modes t where t.user_id = $1 and t.id = $3 and t.id <> m.id) as target,
                               exists (select from mode_origins o
                                        where o.user_id = $1 and o.mode_id = $3 and o.origin = 'Away') as into_away
                          from modes m where m.user_id = $1 and m.id = $2 for update
                        """)
                .execute(Tuple.of(user.value(), id, moveTo.orElse(null)))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    Row row = rows.iterator().next();
                    requireDeletable(row, moveTo);
                    return moveTo.map(target -> move(connection, user, id, target))
                            .orElse(Future.succeededFuture(Set.of()))
                            .compose(days -> connection
                                    .preparedQuery("delete from modes where id = $1")
                                    .execute(Tuple.of(id))
                                    .map(Optional.of(row.getBoolean("into_away") ? days : Set.<LocalDate>of())));
                });
    }

    private static Future<Set<LocalDate>> move(SqlConnection connection, UserId user, int id, int target) {
        Future<Void> done = Future.succeededFuture();
        for (String table : List.of("spans", "labels", "current_modes", "mode_origins")) {
            done = done.compose(nothing -> connection
                    .preparedQuery("update " + table + " set mode_id = $2 where mode_id = $1")
                    .execute(Tuple.of(id, target))
                    .mapEmpty());
        }
        return done.compose(nothing -> RollupStore.moveMode(connection, user, id, target));
    }

    private static void requireDeletable(Row row, Optional<Integer> moveTo) {
        if (row.getBoolean("built_in")) {
            throw new HubException(ErrorCode.CONFLICT, "Away and Unknown are built in and can't be deleted");
        }
        if (moveTo.isPresent() && !row.getBoolean("target")) {
            throw HubException.ofField(ErrorCode.UNKNOWN_MODE, "moveTo", "is none of your other modes");
        }
        if (row.getBoolean("used") && moveTo.isEmpty()) {
            throw HubException.ofField(
                    ErrorCode.MODE_IN_USE,
                    "moveTo",
                    "is needed: this mode still has time or rules; name the mode that gets them");
        }
    }

    private static <T> Future<T> nameTaken(Throwable failure) {
        return failure instanceof PgException e && UNIQUE_VIOLATION.equals(e.getSqlState())
                ? Future.failedFuture(
                        HubException.ofField(ErrorCode.CONFLICT, "name", "is taken by another of your modes"))
                : Future.failedFuture(failure);
    }

    /** Most people have the modes that everybody begins with, and each link holds them: texts are shared. */
    private static Mode mode(Row row) {
        return new Mode(
                row.getInteger("id"),
                row.getString("name").intern(),
                row.getColumnIndex("origins") < 0 ? Set.of() : origins(row.getArrayOfStrings("origins")),
                row.getString("colour").intern(),
                row.getShort("position"),
                row.getBoolean("built_in"));
    }

    private static Set<String> origins(String[] names) {
        return Arrays.stream(names).map(String::intern).collect(Collectors.toUnmodifiableSet());
    }
}
