package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Predicted spans and the labels above them. */
public final class SpanStore {
    private static final int MAX_ROWS = 200_000;

    private final Pool pool;

    public SpanStore(Pool pool) {
        this.pool = pool;
    }

    /** Predicted spans of a person that touch {@code [from, to)}, by agent and time. */
    public Future<List<ModeSpan>> predicted(UserId user, OptionalInt agentKey, Instant from, Instant to) {
        return pool.preparedQuery("""
                        select s.* from spans s join agents a on a.key = s.agent_key
                         where a.user_id = $1 and ($2::integer is null or a.key = $2)
                           and s.to_at > $3 and s.from_at < $4
                         order by s.agent_key, s.from_at limit $5
                        """)
                .execute(Tuple.of(user.value(), key(agentKey), time(from), time(to), MAX_ROWS))
                .map(rows -> Rows.list(rows, SpanStore::span));
    }

    /** Labels of a person that touch {@code [from, to)}, as they were said. */
    public Future<List<Label>> labels(UserId user, OptionalInt agentKey, Instant from, Instant to) {
        return pool.preparedQuery("""
                        select * from labels
                         where user_id = $1 and ($2::integer is null or agent_key = $2)
                           and (to_at is null or to_at > $3) and from_at < $4
                         order by id limit $5
                        """)
                .execute(Tuple.of(user.value(), key(agentKey), time(from), time(to), MAX_ROWS))
                .map(rows -> Rows.list(rows, SpanStore::label));
    }

    /** A predicted span by its number. */
    public Future<Optional<ModeSpan>> span(UserId user, long id) {
        return pool.preparedQuery("""
                        select s.* from spans s join agents a on a.key = s.agent_key where a.user_id = $1 and s.id = $2
                        """)
                .execute(Tuple.of(user.value(), id))
                .map(rows -> Rows.first(rows, SpanStore::span));
    }

    public Future<Optional<Label>> label(UserId user, long id) {
        return pool.preparedQuery("select * from labels where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), id))
                .map(rows -> Rows.first(rows, SpanStore::label));
    }

    /** Labels newest first, after the given one. */
    public Future<List<Label>> labelsBefore(UserId user, @Nullable Long beforeId, int limit) {
        return pool.preparedQuery(
                        "select * from labels where user_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3")
                .execute(Tuple.of(user.value(), beforeId, limit))
                .map(rows -> Rows.list(rows, SpanStore::label));
    }

    /** Adds a person's word; a mode set by hand ends the one set before. */
    public Future<Label> addLabel(
            UserId user,
            OptionalInt agentKey,
            Instant from,
            @Nullable Instant to,
            int modeId,
            Source source,
            boolean withSpan) {
        return pool.preparedQuery("""
                        insert into labels (user_id, agent_key, from_at, to_at, mode_id, source, with_span)
                        values ($1, $2, $3, $4, $5, $6, $7) returning *
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        user.value(),
                        key(agentKey),
                        time(from),
                        to == null ? null : time(to),
                        modeId,
                        source.wire(),
                        withSpan)))
                .map(rows -> label(rows.iterator().next()));
    }

    /** Ends what was set by hand and still holds at {@code now}. */
    public Future<Void> endByHand(UserId user, OptionalInt agentKey, Instant now) {
        return pool.preparedQuery("""
                        update labels set to_at = greatest($3, from_at + interval '1 millisecond')
                         where user_id = $1 and agent_key is not distinct from $2 and source = 'hand'
                           and (to_at is null or to_at > $3)
                        """)
                .execute(Tuple.of(user.value(), key(agentKey), time(now)))
                .mapEmpty();
    }

    /** Takes a label back. */
    public Future<Optional<Label>> deleteLabel(UserId user, long id) {
        return pool.preparedQuery("delete from labels where user_id = $1 and id = $2 returning *")
                .execute(Tuple.of(user.value(), id))
                .map(rows -> Rows.first(rows, SpanStore::label));
    }

    private static @Nullable Integer key(OptionalInt agentKey) {
        return agentKey.isPresent() ? Integer.valueOf(agentKey.getAsInt()) : null;
    }

    static ModeSpan span(Row row) {
        return new ModeSpan(
                "s" + row.getLong("id"),
                row.getInteger("agent_key"),
                instant(row, "from_at"),
                instant(row, "to_at"),
                row.getInteger("mode_id"),
                Source.of(row.getString("source")),
                row.getFloat("confidence"),
                row.getString("model"));
    }

    static Label label(Row row) {
        return new Label(
                row.getLong("id"),
                Optional.ofNullable(row.getInteger("agent_key")),
                instant(row, "from_at"),
                Rows.instantIfAny(row, "to_at"),
                row.getInteger("mode_id"),
                Source.of(row.getString("source")),
                row.getBoolean("with_span"));
    }
}
