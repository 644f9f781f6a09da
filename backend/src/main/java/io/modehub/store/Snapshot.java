package io.modehub.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Transactions that read several things, or write them, as of one moment. */
public final class Snapshot {
    private Snapshot() {}

    /** Reads that agree with each other, whatever others write meanwhile. */
    public static <T> Future<T> read(Pool pool, Function<SqlConnection, Future<T>> reads) {
        return pool.withConnection(connection -> {
            Future<?> begun = connection
                    .query("begin isolation level repeatable read read only")
                    .execute();
            Future<T> answer = reads.apply(connection);
            return begun.compose(nothing -> answer).transform(done -> connection
                    .query("commit")
                    .execute()
                    .transform(nothing -> done.succeeded()
                            ? Future.succeededFuture(done.result())
                            : Future.failedFuture(done.cause())));
        });
    }
}
