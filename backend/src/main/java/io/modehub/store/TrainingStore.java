package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.ModelId;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Training runs. */
public final class TrainingStore {
    /** A run that no hub has spoken of for so long was lost with its hub. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(2);

    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool pool;

    public TrainingStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A run as it is kept.
     *
     * @param source {@code labels}, {@code table} or {@code both}
     * @param error code and message where it failed
     */
    public record Run(
            UUID id,
            String state,
            String source,
            JsonObject progress,
            JsonArray leaderboard,
            Optional<ModelId> model,
            @Nullable JsonObject error,
            Instant createdAt,
            Optional<Instant> finishedAt) {
        public boolean isOver() {
            return !state.equals("queued") && !state.equals("running");
        }
    }

    /** Notes a new run; fails with {@code training_running} while the person has one. */
    public Future<UUID> add(UserId user, String source, Instant now) {
        return failLost(now)
                .compose(nothing -> pool.preparedQuery("""
                                insert into training_runs (user_id, state, source, created_at, seen_at)
                                values ($1, 'queued', $2, $3, $3) returning id
                                """).execute(Tuple.of(user.value(), source, time(now))))
                .map(rows -> rows.iterator().next().getUUID("id"))
                .recover(failure -> failure instanceof PgException e && UNIQUE_VIOLATION.equals(e.getSqlState())
                        ? Future.failedFuture(new HubException(
                                ErrorCode.TRAINING_RUNNING,
                                "a run of yours is under way; wait for it, or cancel it with DELETE /models/runs/{id}"))
                        : Future.failedFuture(failure));
    }

    /** A person's runs, newest first. */
    public Future<List<Run>> list(UserId user, int limit, Instant now) {
        return failLost(now)
                .compose(nothing -> pool.preparedQuery(
                                "select * from training_runs where user_id = $1 order by created_at desc, id limit $2")
                        .execute(Tuple.of(user.value(), limit)))
                .map(rows -> Rows.list(rows, TrainingStore::run));
    }

    public Future<Optional<Run>> find(UserId user, UUID id, Instant now) {
        return failLost(now)
                .compose(nothing -> pool.preparedQuery("select * from training_runs where user_id = $1 and id = $2")
                        .execute(Tuple.of(user.value(), id)))
                .map(rows -> Rows.first(rows, TrainingStore::run));
    }

    /** Writes how far a run has come; false where it is over, as it was cancelled. */
    public Future<Boolean> progress(UUID id, JsonObject progress, Instant now) {
        return pool.preparedQuery("""
                        update training_runs set state = 'running', progress = $2, seen_at = $3
                         where id = $1 and state in ('queued', 'running')
                        """)
                .execute(Tuple.of(id, progress, time(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Ends a run that isn't over without a model; false where it is. */
    public Future<Boolean> end(UUID id, String state, @Nullable JsonObject error, Instant now) {
        return pool.preparedQuery("""
                        update training_runs set state = $2, error = $3, finished_at = $4, seen_at = $4
                         where id = $1 and state in ('queued', 'running')
                        """)
                .execute(Tuple.of(id, state, error, time(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Ends a run that isn't over with what it found; false where it is, as it was cancelled. */
    public static Future<Boolean> succeed(
            SqlClient client, UUID id, ModelId model, JsonArray leaderboard, Instant now) {
        return client.preparedQuery("""
                        update training_runs
                           set state = 'succeeded', model_id = $2, leaderboard = $3, finished_at = $4, seen_at = $4
                         where id = $1 and state in ('queued', 'running')
                        """)
                .execute(Tuple.of(id, model.value(), leaderboard, time(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** When the person's last successful run on their labels began. */
    public Future<Optional<Instant>> lastLearned(UserId user) {
        return pool.preparedQuery("""
                        select max(created_at) as at from training_runs
                         where user_id = $1 and state = 'succeeded' and source in ('labels', 'both')
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at"));
    }

    /**
     * What the person has said of stretches of time; modes set by hand for later are none.
     *
     * @param first when the earliest was said; empty where there is none
     */
    public record Corrections(int count, Optional<Instant> first) {}

    /** Corrections made since that moment. */
    public Future<Corrections> correctionsSince(UserId user, Instant since) {
        return pool.preparedQuery("""
                        select count(*) as count, min(created_at) as first from labels
                         where user_id = $1 and source = 'label' and created_at >= $2
                        """)
                .execute(Tuple.of(user.value(), time(since)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Corrections(row.getInteger("count"), Rows.instantIfAny(row, "first")));
    }

    /**
     * Windows that the person has called different modes.
     *
     * @param modes kept activities of five seconds to a minute by the mode's name
     */
    public record Contradiction(String app, @Nullable String title, JsonObject modes) {}

    /** Windows at least a fifth of whose labelled activities, and at least three, were called another mode than most. */
    public Future<List<Contradiction>> contradictions(UserId user, Instant from, int most) {
        return pool.preparedQuery("""
                        with said as (
                            select distinct on (x.stream_key, x.at, x.seq) x.app, x.title, l.mode_id
                              from labels l
                        """ + TimeStore.ENDS + """
                              join agents a on a.user_id = l.user_id and (l.agent_key is null or l.agent_key = a.key)
                              join streams s on s.agent_key = a.key
                              join activities x on x.stream_key = s.key and x.at >= greatest(l.from_at, $2)
                                               and x.at < coalesce(least(l.to_at, e.ends_at), now())
                             where l.user_id = $1
                             order by x.stream_key, x.at, x.seq, l.id desc),
                        counted as (
                            select app, title, m.name, count(*) as n from said join modes m on m.id = mode_id
                             where not m.built_in group by app, title, m.name)
                        select app, title, jsonb_object_agg(name, n) as modes from counted
                         group by app, title
                        having count(*) > 1 and sum(n) - max(n) >= 3 and (sum(n) - max(n)) * 5 >= sum(n)
                         order by sum(n) - max(n) desc, app, title limit $3
                        """)
                .execute(Tuple.of(user.value(), time(from), most))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Contradiction(
                                row.getString("app"), row.getString("title"), row.getJsonObject("modes"))));
    }

    private Future<Void> failLost(Instant now) {
        return pool.preparedQuery("""
                        update training_runs
                           set state = 'failed', finished_at = $1,
                               error = '{"code": "interrupted", "message": "the hub stopped meanwhile; start it again"}'
                         where state in ('queued', 'running') and seen_at < $2
                        """)
                .execute(Tuple.of(time(now), time(now.minus(LOST_AFTER))))
                .mapEmpty();
    }

    private static Run run(Row row) {
        return new Run(
                row.getUUID("id"),
                row.getString("state"),
                row.getString("source"),
                row.getJsonObject("progress"),
                row.getJsonArray("leaderboard"),
                Optional.ofNullable(row.getUUID("model_id")).map(ModelId::new),
                row.getJsonObject("error"),
                instant(row, "created_at"),
                Rows.instantIfAny(row, "finished_at"));
    }
}
