package io.modehub.timeline;

import io.modehub.activity.UserId;
import io.modehub.store.RollupStore;
import io.modehub.timeline.Rollups.Touched;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Changes to a person's time from outside ingest: one transaction each, roll-ups included, under the person's lock. */
public final class TimeChanges {
    private final Pool pool;
    private final Clock clock;

    public TimeChanges(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** What a change answers, and which stretches it touched. */
    public record Change<T>(T result, List<Touched> touched) {
        public Change {
            touched = List.copyOf(touched);
        }
    }

    /** Does the work and brings roll-ups up to date, or leaves no trace of it. */
    public <T> Future<T> make(UserId user, Function<SqlConnection, Future<Change<T>>> work) {
        return pool.withTransaction(
                connection -> RollupStore.lock(connection, List.of(user)).compose(locked -> work.apply(connection)
                        .compose(change -> Rollups.keep(connection, locked, change.touched(), Map.of(), clock.instant())
                                .map(nothing -> change.result()))));
    }
}
