package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.UserId;
import io.modehub.spans.Timeline;
import io.modehub.store.TimeStore.Material;
import io.modehub.store.TimeStore.Stretch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Predicted spans and the labels above them. */
public final class SpanStore {
    private static final String LABELS =
            "select l.*, least(l.to_at, e.ends_at) as ends_at from labels l " + TimeStore.ENDS;

    private final Pool pool;

    public SpanStore(Pool pool) {
        this.pool = pool;
    }

    /** What a stretch is made of, read at one moment; spans at its edges are whole. */
    public Future<Material> material(Stretch stretch, boolean withWindows) {
        List<Stretch> asked = List.of(stretch);
        return Snapshot.read(
                pool,
                connection -> (withWindows ? TimeStore.all(connection, asked) : TimeStore.spans(connection, asked))
                        .map(materials -> materials.get(0))
                        .compose(material -> whole(connection, material)));
    }

    /** A predicted span by the number of one of its pieces, whole. */
    public Future<Optional<ModeSpan>> span(UserId user, long id) {
        return pool.preparedQuery(
                        "select s.id from spans s join agents a on a.key = s.agent_key where a.user_id = $1 and s.id = $2")
                .execute(Tuple.of(user.value(), id))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : around(pool, List.of(id))
                                .map(pieces ->
                                        Optional.of(Timeline.joined(pieces).get(0))));
    }

    public Future<Optional<Label>> label(UserId user, long id) {
        return pool.preparedQuery(LABELS + "where l.user_id = $1 and l.id = $2")
                .execute(Tuple.of(user.value(), id))
                .map(rows -> Rows.first(rows, TimeStore::label));
    }

    /** An agent's labels that hold at or after that moment. */
    public static Future<List<Label>> labelsFrom(SqlClient client, int agentKey, Instant from) {
        return client.preparedQuery(
                        LABELS + "where l.agent_key = $1 and (l.to_at is null or l.to_at > $2) order by l.id")
                .execute(Tuple.of(agentKey, time(from)))
                .map(rows -> Rows.list(rows, TimeStore::label));
    }

    /** Labels newest first, after the given one. */
    public Future<List<Label>> labelsBefore(UserId user, @Nullable Long beforeId, int limit) {
        return pool.preparedQuery(LABELS
                        + "where l.user_id = $1 and ($2::bigint is null or l.id < $2) order by l.id desc limit $3")
                .execute(Tuple.of(user.value(), beforeId, limit))
                .map(rows -> Rows.list(rows, TimeStore::label));
    }

    /**
     * A person's word to be written.
     *
     * @param agentKey null: the person's own timeline
     * @param to null: set by hand until further notice
     */
    public record Word(
            @Nullable Integer agentKey,
            Instant from,
            @Nullable Instant to,
            int modeId,
            Source source,
            boolean withSpan) {}

    /** Adds words said together, in their order; of several, each carries the same batch. */
    public static Future<List<Label>> addLabels(SqlConnection connection, UserId user, List<Word> words) {
        @Nullable UUID batch = words.size() > 1 ? UUID.randomUUID() : null;
        int n = words.size();
        Integer[] agents = new Integer[n];
        OffsetDateTime[] from = new OffsetDateTime[n];
        OffsetDateTime[] to = new OffsetDateTime[n];
        Integer[] modes = new Integer[n];
        String[] sources = new String[n];
        Boolean[] withSpan = new Boolean[n];
        for (int i = 0; i < n; i++) {
            Word word = words.get(i);
            Instant end = word.to();
            agents[i] = word.agentKey();
            from[i] = time(word.from());
            to[i] = end == null ? null : time(end);
            modes[i] = word.modeId();
            sources[i] = word.source().wire();
            withSpan[i] = word.withSpan();
        }
        return connection
                .preparedQuery("""
                        insert into labels (user_id, agent_key, from_at, to_at, mode_id, source, with_span, colours, batch_id)
                        select $1, x.agent_key, x.from_at, x.to_at, x.mode_id, x.source, x.with_span, x.to_at is null, $8
                          from unnest($2::integer[], $3::timestamptz[], $4::timestamptz[], $5::integer[], $6::text[],
                                      $7::boolean[])
                               with ordinality as x (agent_key, from_at, to_at, mode_id, source, with_span, n)
                         order by n returning *, to_at as ends_at
                        """)
                .execute(Tuple.from(
                        java.util.Arrays.asList(user.value(), agents, from, to, modes, sources, withSpan, batch)))
                .map(rows -> Rows.list(rows, TimeStore::label));
    }

    /** Ends what was set by hand and still holds at {@code now}. */
    public static Future<Void> endByHand(SqlConnection connection, UserId user, OptionalInt agentKey, Instant now) {
        return connection
                .preparedQuery("""
                        update labels set to_at = greatest($3, from_at + interval '1 millisecond')
                         where user_id = $1 and agent_key is not distinct from $2 and source = 'hand'
                           and (to_at is null or to_at > $3)
                        """)
                .execute(Tuple.of(
                        user.value(), agentKey.isPresent() ? Integer.valueOf(agentKey.getAsInt()) : null, time(now)))
                .mapEmpty();
    }

    /** Takes a label back; the answer is the label as it held. */
    public static Future<List<Label>> deleteLabel(SqlConnection connection, UserId user, long id) {
        return delete(connection, "l.user_id = $1 and l.id = $2", Tuple.of(user.value(), id));
    }

    /** Takes back what was said together. */
    public static Future<List<Label>> deleteBatch(SqlConnection connection, UserId user, UUID batch) {
        return delete(connection, "l.user_id = $1 and l.batch_id = $2", Tuple.of(user.value(), batch));
    }

    private static Future<List<Label>> delete(SqlConnection connection, String which, Tuple arguments) {
        return connection
                .preparedQuery("with taken as (" + LABELS + "where " + which + """
                        ), done as (delete from labels where id in (select id from taken))
                        select * from taken order by id
                        """)
                .execute(arguments)
                .map(rows -> Rows.list(rows, TimeStore::label));
    }

    /** The material with the pieces that its first and last spans go on with outside the stretch. */
    private static Future<Material> whole(SqlConnection connection, Material material) {
        List<Long> edges = new ArrayList<>();
        material.pieces().values().forEach(pieces -> {
            ModeSpan first = pieces.get(0);
            ModeSpan last = pieces.get(pieces.size() - 1);
            if (!first.from().isAfter(material.stretch().from())) {
                edges.add(number(first));
            }
            if (!last.to().isBefore(material.stretch().to())) {
                edges.add(number(last));
            }
        });
        if (edges.isEmpty()) {
            return Future.succeededFuture(material);
        }
        return around(connection, edges).map(pieces -> {
            Map<Integer, List<ModeSpan>> all = new TreeMap<>();
            Set<String> known = new HashSet<>();
            material.pieces().values().forEach(own -> own.forEach(piece -> known.add(piece.id())));
            material.pieces().forEach((key, own) -> all.put(key, new ArrayList<>(own)));
            pieces.stream().filter(piece -> known.add(piece.id())).forEach(piece -> all.computeIfAbsent(
                            piece.agentKey(), key -> new ArrayList<>())
                    .add(piece));
            all.values().forEach(own -> own.sort(Comparator.comparing(ModeSpan::from)));
            return new Material(
                    material.stretch(),
                    material.awayModeId(),
                    all,
                    material.labels(),
                    material.windows(),
                    material.thinned());
        });
    }

    /** Pieces with those that touch them and have their mode, in order. */
    private static Future<List<ModeSpan>> around(SqlClient client, List<Long> ids) {
        return client.preparedQuery("""
                        with recursive before as (
                            select * from spans where id = any($1)
                            union all
                            select p.* from before b join lateral (
                                select * from spans s where s.agent_key = b.agent_key and s.from_at < b.from_at
                                 order by s.from_at desc limit 1) p on p.to_at = b.from_at and p.mode_id = b.mode_id),
                        after as (
                            select * from spans where id = any($1)
                            union all
                            select s.* from after a join spans s
                                on s.agent_key = a.agent_key and s.from_at = a.to_at and s.mode_id = a.mode_id)
                        select * from before union select * from after order by agent_key, from_at
                        """)
                .execute(Tuple.of((Object) ids.toArray(Long[]::new)))
                .map(rows -> Rows.list(rows, TimeStore::piece));
    }

    private static Long number(ModeSpan piece) {
        return Long.valueOf(piece.id().substring(1));
    }
}
