package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ingest writes, all of a batch in one transaction on the lane's own connection: cursors, rows, spans, current modes.
 * An acknowledgement may follow only the commit of the transaction these calls are part of.
 */
public final class IngestStore {
    private IngestStore() {}

    /** A stream's cursor moves from what this hub knows to what the batch makes durable. */
    public record CursorMove(int streamKey, long generation, long from, long to) {}

    /** A row of activities. */
    public record ActivityRow(int streamKey, long seq, Activity activity) {}

    /** A span that is new or changed; spans are told apart by agent and start. */
    public record SpanRow(
            int agentKey, Instant from, Instant to, int modeId, String source, double confidence, String model) {}

    /** An item kept aside with the reason. */
    public record AsideRow(int streamKey, long seq, String code, String message, String item) {}

    /** Sequence numbers an agent lost. */
    public record GapRow(int streamKey, long from, long to, String reason) {}

    /** A mode set on the device; {@code modeId} null ends what was set. */
    public record HandRow(
            int agentKey,
            Instant at,
            @Nullable Integer modeId,
            @Nullable Instant until) {}

    /** An agent's mode of the moment. */
    public record CurrentRow(
            int agentKey,
            long version,
            int modeId,
            double confidence,
            Instant since,
            String source,
            JsonArray reasons) {}

    /** The client's own name for a posted item. */
    public record PostedRow(int agentKey, String itemId) {}

    /** Some streams were taken over by a newer link, so nothing of this batch was written. */
    public static final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Set<Integer> streamKeys;

        Fenced(Set<Integer> streamKeys) {
            super("streams taken over: " + streamKeys);
            this.streamKeys = Set.copyOf(streamKeys);
        }

        public Set<Integer> streamKeys() {
            return streamKeys;
        }
    }

    /** Locks and moves the cursors; fails with {@link Fenced} where a generation or position isn't the expected one. */
    public static Future<Void> moveCursors(SqlConnection connection, List<CursorMove> moves) {
        return connection
                .preparedQuery("""
                        update streams s set acked = c.through
                          from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[])
                               as c (key, generation, expected, through)
                         where s.key = c.key and s.generation = c.generation and s.acked = c.expected
                        returning s.key
                        """)
                .execute(Tuple.of(
                        array(moves, CursorMove::streamKey, Integer[]::new),
                        array(moves, CursorMove::generation, Long[]::new),
                        array(moves, CursorMove::from, Long[]::new),
                        array(moves, CursorMove::to, Long[]::new)))
                .map(rows -> {
                    Set<Integer> missing = new HashSet<>();
                    moves.forEach(move -> missing.add(move.streamKey()));
                    for (Row row : rows) {
                        missing.remove(row.getInteger("key"));
                    }
                    if (!missing.isEmpty()) {
                        throw new Fenced(missing);
                    }
                    return null;
                });
    }

    /** Where cursors stand, by stream, once transactions whose outcome isn't known yet have ended. */
    public static Future<Map<Integer, Long>> cursors(SqlConnection connection, List<Integer> streamKeys) {
        return connection
                .preparedQuery("select key, acked from streams where key = any($1) order by key for update")
                .execute(Tuple.of(streamKeys.toArray(Integer[]::new)))
                .map(rows -> {
                    Map<Integer, Long> acked = new HashMap<>();
                    for (Row row : rows) {
                        acked.put(row.getInteger("key"), row.getLong("acked"));
                    }
                    return acked;
                });
    }

    public static Future<Void> insertActivities(SqlConnection connection, List<ActivityRow> rows, LocalDate received) {
        int n = rows.size();
        OffsetDateTime[] at = new OffsetDateTime[n];
        Long[] seq = new Long[n];
        Integer[] stream = new Integer[n];
        Integer[] duration = new Integer[n];
        Integer[] idle = new Integer[n];
        Float[] mouse = new Float[n];
        Float[] keyboard = new Float[n];
        String[] app = new String[n];
        String[] title = new String[n];
        String[] domain = new String[n];
        String[] audio = new String[n];
        for (int i = 0; i < n; i++) {
            Activity activity = rows.get(i).activity();
            Long idleMs = activity.idleMs();
            at[i] = time(activity.at());
            seq[i] = rows.get(i).seq();
            stream[i] = rows.get(i).streamKey();
            duration[i] = activity.durationMs();
            idle[i] = idleMs == null ? null : (int) Math.min(idleMs, Integer.MAX_VALUE);
            mouse[i] = (float) activity.mouse();
            keyboard[i] = (float) activity.keyboard();
            app[i] = activity.app();
            title[i] = activity.title();
            domain[i] = activity.domain();
            audio[i] = activity.audio().isEmpty() ? null : ActivityJson.writeLevels(activity.audio());
        }
        return connection
                .preparedQuery("""
                        insert into activities (at, seq, stream_key, duration_ms, received, idle_ms, mouse, keyboard,
                                                app, title, domain, audio)
                        select x.at, x.seq, x.stream_key, x.duration_ms, $12, x.idle_ms, x.mouse, x.keyboard,
                               x.app, x.title, x.domain, x.audio
                          from unnest($1::timestamptz[], $2::bigint[], $3::integer[], $4::integer[], $5::integer[],
                                      $6::real[], $7::real[], $8::text[], $9::text[], $10::text[], $11::text[])
                               as x (at, seq, stream_key, duration_ms, idle_ms, mouse, keyboard, app, title, domain, audio)
                        on conflict do nothing
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        at, seq, stream, duration, idle, mouse, keyboard, app, title, domain, audio, received)))
                .mapEmpty();
    }

    public static Future<Void> putSpans(SqlConnection connection, List<SpanRow> spans) {
        return connection
                .preparedQuery("""
                        insert into spans as s (agent_key, from_at, to_at, mode_id, source, confidence, model)
                        select * from unnest($1::integer[], $2::timestamptz[], $3::timestamptz[], $4::integer[], $5::text[],
                                             $6::real[], $7::text[])
                        on conflict (agent_key, from_at) do update
                           set to_at = excluded.to_at, mode_id = excluded.mode_id, source = excluded.source,
                               confidence = excluded.confidence, model = excluded.model
                        """)
                .execute(Tuple.of(
                        array(spans, SpanRow::agentKey, Integer[]::new),
                        array(spans, span -> time(span.from()), OffsetDateTime[]::new),
                        array(spans, span -> time(span.to()), OffsetDateTime[]::new),
                        array(spans, SpanRow::modeId, Integer[]::new),
                        array(spans, SpanRow::source, String[]::new),
                        array(spans, span -> (float) span.confidence(), Float[]::new),
                        array(spans, SpanRow::model, String[]::new)))
                .mapEmpty();
    }

    /** Puts a stretch's spans in place of those that begin in {@code [from, to)}; unchanged starts keep their ids. */
    public static Future<Void> replaceSpans(
            SqlConnection connection, int agentKey, Instant from, Instant to, List<SpanRow> spans) {
        return connection
                .preparedQuery("""
                        with cut as (
                            update spans set to_at = $2 where agent_key = $1 and from_at < $2 and to_at > $2)
                        delete from spans
                         where agent_key = $1 and from_at >= $2 and from_at < $3 and not (from_at = any($4))
                        """)
                .execute(Tuple.of(agentKey, time(from), time(to), (Object)
                        array(spans, span -> time(span.from()), OffsetDateTime[]::new)))
                .compose(done -> spans.isEmpty() ? Future.succeededFuture() : putSpans(connection, spans));
    }

    public static Future<Void> setAside(SqlConnection connection, List<AsideRow> rows) {
        return connection
                .preparedQuery("""
                        insert into rejected_items (stream_key, seq, code, message, item)
                        select * from unnest($1::integer[], $2::bigint[], $3::text[], $4::text[], $5::text[])
                        on conflict do nothing
                        """)
                .execute(Tuple.of(
                        array(rows, AsideRow::streamKey, Integer[]::new),
                        array(rows, AsideRow::seq, Long[]::new),
                        array(rows, AsideRow::code, String[]::new),
                        array(rows, AsideRow::message, String[]::new),
                        array(rows, AsideRow::item, String[]::new)))
                .mapEmpty();
    }

    public static Future<Void> noteGaps(SqlConnection connection, List<GapRow> rows) {
        return connection
                .preparedQuery("""
                        insert into stream_gaps (stream_key, from_seq, to_seq, reason)
                        select * from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::text[]) on conflict do nothing
                        """)
                .execute(Tuple.of(
                        array(rows, GapRow::streamKey, Integer[]::new),
                        array(rows, GapRow::from, Long[]::new),
                        array(rows, GapRow::to, Long[]::new),
                        array(rows, GapRow::reason, String[]::new)))
                .mapEmpty();
    }

    /** Ends what was set by hand at that time and, with a mode, sets the new one. */
    public static Future<Void> setByHand(SqlConnection connection, HandRow row) {
        return connection
                .preparedQuery("""
                        with ended as (
                            update labels set to_at = greatest($2, from_at + interval '1 millisecond')
                             where agent_key = $1 and source = 'hand' and (to_at is null or to_at > $2))
                        insert into labels (user_id, agent_key, from_at, to_at, mode_id, source)
                        select user_id, $1, $2, $4, $3, 'hand' from agents where key = $1 and $3::integer is not null
                        """)
                .execute(Tuple.of(
                        row.agentKey(), time(row.at()), row.modeId(), row.until() == null ? null : time(row.until())))
                .mapEmpty();
    }

    public static Future<Void> putCurrent(SqlConnection connection, List<CurrentRow> rows, Instant now) {
        return connection
                .preparedQuery("""
                        insert into current_modes as c
                               (agent_key, version, mode_id, confidence, since, source, reasons, seen_at)
                        select x.agent_key, x.version, x.mode_id, x.confidence, x.since, x.source, x.reasons::jsonb, $8
                          from unnest($1::integer[], $2::bigint[], $3::integer[], $4::real[], $5::timestamptz[], $6::text[],
                                      $7::text[]) as x (agent_key, version, mode_id, confidence, since, source, reasons)
                        on conflict (agent_key) do update
                           set version = excluded.version, mode_id = excluded.mode_id, confidence = excluded.confidence,
                               since = excluded.since, source = excluded.source, reasons = excluded.reasons,
                               seen_at = excluded.seen_at
                         where c.version <= excluded.version
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        array(rows, CurrentRow::agentKey, Integer[]::new),
                        array(rows, CurrentRow::version, Long[]::new),
                        array(rows, CurrentRow::modeId, Integer[]::new),
                        array(rows, row -> (float) row.confidence(), Float[]::new),
                        array(rows, row -> time(row.since()), OffsetDateTime[]::new),
                        array(rows, CurrentRow::source, String[]::new),
                        array(rows, row -> row.reasons().encode(), String[]::new),
                        time(now))))
                .mapEmpty();
    }

    /** Fails with a unique violation where an item was posted before. */
    public static Future<Void> notePosted(SqlConnection connection, List<PostedRow> rows) {
        return connection
                .preparedQuery("insert into posted_items select * from unnest($1::integer[], $2::text[])")
                .execute(Tuple.of(array(rows, PostedRow::agentKey, Integer[]::new), (Object)
                        array(rows, PostedRow::itemId, String[]::new)))
                .mapEmpty();
    }

    /** One agent's activities from then on, as the transaction sees them. */
    public static Future<List<Activity>> activitiesSince(SqlConnection connection, int agentKey, Instant from) {
        return ActivityStore.since(connection, agentKey, from);
    }

    private static <T, R> R[] array(
            List<T> rows, java.util.function.Function<T, R> value, java.util.function.IntFunction<R[]> generator) {
        List<R> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values.toArray(generator);
    }
}
