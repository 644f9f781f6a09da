package io.modehub.store;

import io.modehub.activity.Goal;
import io.modehub.activity.Goal.Per;
import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** People's goals. */
public final class GoalStore {
    private final Pool pool;

    public GoalStore(Pool pool) {
        this.pool = pool;
    }

    /** In the order in which they were set. */
    public Future<List<Goal>> list(UserId user) {
        return list(pool, user);
    }

    public static Future<List<Goal>> list(SqlClient client, UserId user) {
        return client.preparedQuery("select * from goals where user_id = $1 order by id")
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, GoalStore::goal));
    }

    /** Sets a goal; of the same mode, direction and stretch there is one, whose target this replaces. */
    public Future<Goal> put(UserId user, int modeId, boolean atLeast, Per per, Duration target) {
        return pool.preparedQuery("""
                        insert into goals (user_id, mode_id, at_least, per, target_ms) values ($1, $2, $3, $4, $5)
                        on conflict (user_id, mode_id, at_least, per) do update set target_ms = excluded.target_ms
                        returning *
                        """)
                .execute(Tuple.of(user.value(), modeId, atLeast, wire(per), target.toMillis()))
                .map(rows -> goal(rows.iterator().next()));
    }

    /** Adds a goal, its id aside, where the person has none of its mode, direction and stretch. */
    public static Future<Void> addMissing(SqlClient client, UserId user, Goal goal) {
        return client.preparedQuery("""
                        insert into goals (user_id, mode_id, at_least, per, target_ms) values ($1, $2, $3, $4, $5)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(
                        user.value(),
                        goal.modeId(),
                        goal.atLeast(),
                        wire(goal.per()),
                        goal.target().toMillis()))
                .mapEmpty();
    }

    /** False where the person has no such goal. */
    public Future<Boolean> delete(UserId user, long id) {
        return pool.preparedQuery("delete from goals where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), id))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Goal goal(Row row) {
        return new Goal(
                row.getLong("id"),
                row.getInteger("mode_id"),
                row.getBoolean("at_least"),
                Per.valueOf(row.getString("per").toUpperCase(Locale.ROOT)),
                Duration.ofMillis(row.getLong("target_ms")));
    }

    private static String wire(Per per) {
        return per.name().toLowerCase(Locale.ROOT);
    }
}
