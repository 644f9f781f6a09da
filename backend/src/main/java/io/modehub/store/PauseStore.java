package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.Pause;
import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** Stretches in which nothing of a person is kept. */
public final class PauseStore {
    private PauseStore() {}

    /** A person's pauses, oldest first. */
    public static Future<List<Pause>> list(SqlClient client, UserId user) {
        return client.preparedQuery("select * from pauses where user_id = $1 order by from_at")
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, PauseStore::pause));
    }

    /** Begins a pause; false where one goes on. */
    public static Future<Boolean> begin(Pool pool, UserId user, Instant now) {
        return pool.preparedQuery("""
                        insert into pauses (user_id, from_at) values ($1, $2)
                        on conflict (user_id) where to_at is null do nothing
                        """)
                .execute(Tuple.of(user.value(), time(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Ends the pause; false where none goes on. */
    public static Future<Boolean> end(Pool pool, UserId user, Instant now) {
        return pool.preparedQuery("""
                        update pauses set to_at = greatest($2, from_at + interval '1 millisecond')
                         where user_id = $1 and to_at is null
                        """)
                .execute(Tuple.of(user.value(), time(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Pause pause(Row row) {
        return new Pause(instant(row, "from_at"), Rows.instantIfAny(row, "to_at"));
    }
}
