package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.activity.UserId;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.spans.DayTally;
import io.modehub.spans.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What ingest writes, all of a batch in one transaction on the lane's own connection: cursors, rows, spans, current modes.
 * An acknowledgement may follow only the commit of the transaction these calls are part of.
 */
public final class IngestStore {
    private IngestStore() {}

    /** A stream's cursor moves from what this hub knows to what the batch makes durable, its agent's tally with it. */
    public record CursorMove(int streamKey, long generation, long from, long to, DayTally tally) {}

    /** A row of activities; {@code present} where a person showed during it. */
    public record ActivityRow(int streamKey, long seq, Sample sample, boolean present) {}

    /** Which piece of a span: they are told apart by agent and start. */
    public record SpanKey(int agentKey, Instant from) {}

    /** A piece that is new or changed, its mode by the classifier's name. */
    public record SpanRow(AgentRef agent, Draft span) {}

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
            UserId user,
            String origin,
            double confidence,
            Instant since,
            String source,
            JsonArray reasons) {}

    /** The client's own name for a posted item. */
    public record PostedRow(int agentKey, String itemId) {}

    /** A stream as one link knows it. */
    public record Link(int streamKey, long generation) {}

    /** Some links were taken over by newer ones, so nothing of this batch was written. */
    public static final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Set<Link> links;

        /** Says which. */
        public Fenced(Set<Link> links) {
            super("links taken over: " + links);
            this.links = Set.copyOf(links);
        }

        public Set<Link> links() {
            return links;
        }
    }

    /** Locks and moves the cursors; fails with {@link Fenced} where a generation or position isn't the expected one. */
    public static Future<Void> moveCursors(SqlConnection connection, List<CursorMove> moves) {
        return connection
                .preparedQuery("""
                        update streams s set acked = c.through, day = c.day, day_activities = c.activities
                          from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[], $5::date[], $6::integer[])
                               as c (key, generation, expected, through, day, activities)
                         where s.key = c.key and s.generation = c.generation and s.acked = c.expected
                        returning s.key, c.generation
                        """)
                .execute(Tuple.of(
                        array(moves, CursorMove::streamKey, Integer[]::new),
                        array(moves, CursorMove::generation, Long[]::new),
                        array(moves, CursorMove::from, Long[]::new),
                        array(moves, CursorMove::to, Long[]::new),
                        array(moves, move -> move.tally().day(), LocalDate[]::new),
                        array(moves, move -> move.tally().activities(), Integer[]::new)))
                .map(rows -> {
                    Set<Link> missing = new HashSet<>();
                    moves.forEach(move -> missing.add(new Link(move.streamKey(), move.generation())));
                    for (Row row : rows) {
                        missing.remove(new Link(row.getInteger("key"), row.getLong("generation")));
                    }
                    if (!missing.isEmpty()) {
                        throw new Fenced(missing);
                    }
                    return null;
                });
    }

    /** Where cursors stand, by the link that may move them, once transactions whose outcome isn't known yet have ended. */
    public static Future<Map<Link, Long>> cursors(SqlConnection connection, List<Integer> streamKeys) {
        return connection
                .preparedQuery("select key, generation, acked from streams where key = any($1) order by key for update")
                .execute(Tuple.of(streamKeys.toArray(Integer[]::new)))
                .map(rows -> {
                    Map<Link, Long> acked = new HashMap<>();
                    for (Row row : rows) {
                        acked.put(new Link(row.getInteger("key"), row.getLong("generation")), row.getLong("acked"));
                    }
                    return acked;
                });
    }

    /**
     * Adds rows whose numbers are beyond their streams' cursors, so none can be there already: the transaction that moves a
     * cursor holds it. Arrays are unnested in the select list, which makes no table of them first.
     */
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
        Boolean[] present = new Boolean[n];
        String[] remote = new String[n];
        for (int i = 0; i < n; i++) {
            Activity activity = rows.get(i).sample().activity();
            Scores scores = rows.get(i).sample().remote();
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
            present[i] = rows.get(i).present();
            remote[i] = scores == null ? null : scores.text();
            audio[i] = activity.audio().isEmpty() ? null : ActivityJson.writeLevels(activity.audio());
        }
        return connection
                .preparedQuery("""
                        insert into activities (at, seq, stream_key, duration_ms, received, idle_ms, mouse, keyboard,
                                                app, title, domain, audio, present, remote)
                        select unnest($1::timestamptz[]), unnest($2::bigint[]), unnest($3::integer[]),
                               unnest($4::integer[]), $13::date, unnest($5::integer[]), unnest($6::real[]),
                               unnest($7::real[]), unnest($8::text[]), unnest($9::text[]), unnest($10::text[]),
                               unnest($11::text[]), unnest($12::boolean[]), unnest($14::text[])
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        at, seq, stream, duration, idle, mouse, keyboard, app, title, domain, audio, present, received,
                        remote)))
                .mapEmpty();
    }

    public static Future<Void> deleteSpans(SqlConnection connection, Collection<SpanKey> keys) {
        List<SpanKey> gone = List.copyOf(keys);
        return connection
                .preparedQuery("""
                        delete from spans s using unnest($1::integer[], $2::timestamptz[]) as x (agent_key, from_at)
                         where s.agent_key = x.agent_key and s.from_at = x.from_at
                        """)
                .execute(Tuple.of(array(gone, SpanKey::agentKey, Integer[]::new), (Object)
                        array(gone, key -> time(key.from()), OffsetDateTime[]::new)))
                .mapEmpty();
    }

    /** Puts pieces in place; a mode that the person deleted is {@code Unknown}. */
    public static Future<Void> putSpans(SqlConnection connection, Collection<SpanRow> rows) {
        List<SpanRow> spans = List.copyOf(rows);
        return connection
                .preparedQuery("""
                        insert into spans as s (agent_key, from_at, to_at, mode_id, source, confidence, model)
                        select x.agent_key, x.from_at, x.to_at, coalesce(o.mode_id, u.mode_id), x.source, x.confidence, x.model
                          from unnest($1::integer[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[],
                                      $6::real[], $7::text[], $8::uuid[])
                               as x (agent_key, from_at, to_at, origin, source, confidence, model, user_id)
                          left join mode_origins o on o.user_id = x.user_id and o.origin = x.origin
                          left join mode_origins u on u.user_id = x.user_id and u.origin = 'Unknown'
                        on conflict (agent_key, from_at) do update
                           set to_at = excluded.to_at, mode_id = excluded.mode_id, source = excluded.source,
                               confidence = excluded.confidence, model = excluded.model
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        array(spans, row -> row.agent().key(), Integer[]::new),
                        array(spans, row -> time(row.span().from()), OffsetDateTime[]::new),
                        array(spans, row -> time(row.span().to()), OffsetDateTime[]::new),
                        array(spans, row -> row.span().mode(), String[]::new),
                        array(spans, row -> row.span().source().wire(), String[]::new),
                        array(spans, row -> (float) row.span().confidence(), Float[]::new),
                        array(spans, row -> row.span().model(), String[]::new),
                        array(spans, row -> row.agent().user().value(), UUID[]::new))))
                .mapEmpty();
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

    /** Sets a mode by hand or, without one, ends what was set. */
    public static Future<Void> setByHand(SqlConnection connection, UserId user, HandRow row) {
        Integer mode = row.modeId();
        return mode == null
                ? SpanStore.endByHand(connection, user, OptionalInt.of(row.agentKey()), row.at())
                : SpanStore.addLabels(
                                connection,
                                user,
                                List.of(new SpanStore.Word(
                                        row.agentKey(), row.at(), row.until(), mode, Source.HAND, false)))
                        .mapEmpty();
    }

    public static Future<Void> putCurrent(SqlConnection connection, List<CurrentRow> rows, Instant now) {
        return connection
                .preparedQuery("""
                        insert into current_modes as c
                               (agent_key, version, mode_id, confidence, since, source, reasons, seen_at)
                        select x.agent_key, x.version, coalesce(o.mode_id, u.mode_id), x.confidence, x.since, x.source,
                               x.reasons::jsonb, $9
                          from unnest($1::integer[], $2::bigint[], $3::text[], $4::real[], $5::timestamptz[], $6::text[],
                                      $7::text[], $8::uuid[])
                               as x (agent_key, version, origin, confidence, since, source, reasons, user_id)
                          left join mode_origins o on o.user_id = x.user_id and o.origin = x.origin
                          left join mode_origins u on u.user_id = x.user_id and u.origin = 'Unknown'
                        on conflict (agent_key) do update
                           set version = excluded.version, mode_id = excluded.mode_id, confidence = excluded.confidence,
                               since = excluded.since, source = excluded.source, reasons = excluded.reasons,
                               seen_at = excluded.seen_at
                         where c.version <= excluded.version
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        array(rows, CurrentRow::agentKey, Integer[]::new),
                        array(rows, CurrentRow::version, Long[]::new),
                        array(rows, CurrentRow::origin, String[]::new),
                        array(rows, row -> (float) row.confidence(), Float[]::new),
                        array(rows, row -> time(row.since()), OffsetDateTime[]::new),
                        array(rows, CurrentRow::source, String[]::new),
                        array(rows, row -> row.reasons().encode(), String[]::new),
                        array(rows, row -> row.user().value(), UUID[]::new),
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

    private static <T, R> R[] array(
            List<T> rows, java.util.function.Function<T, R> value, java.util.function.IntFunction<R[]> generator) {
        List<R> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values.toArray(generator);
    }
}
