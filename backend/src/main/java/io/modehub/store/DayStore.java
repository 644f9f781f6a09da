package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentRef;
import io.modehub.spans.Draft;
import io.modehub.store.IngestStore.SpanKey;
import io.modehub.store.IngestStore.SpanRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent's UTC days: their predicted pieces, which are smoothed, which have lost activities. */
public final class DayStore {
    /** Confidences are kept as floats. */
    private static final double SAME_CONFIDENCE = 1e-6;

    private DayStore() {}

    /** A piece as it is kept; {@code modeIds} tell what the classifier's modes are kept as. */
    public record Piece(
            Instant from,
            Instant to,
            int modeId,
            String source,
            double confidence,
            String model,
            Map<String, Integer> modeIds) {
        /** Whether the piece is what a run would write. */
        public boolean isLike(Draft draft) {
            return hasModeOf(draft)
                    && to.equals(draft.to())
                    && source.equals(draft.source().wire())
                    && model.equals(draft.model())
                    && Math.abs(confidence - draft.confidence()) < SAME_CONFIDENCE;
        }

        public boolean hasModeOf(Draft draft) {
            Integer mode = modeIds.getOrDefault(draft.mode(), modeIds.get("Unknown"));
            return mode != null && mode == modeId;
        }
    }

    /** An agent's pieces that begin in {@code [from, to)}, in order. */
    public static Future<List<Piece>> pieces(SqlClient client, AgentRef agent, Instant from, Instant to) {
        return modeIds(client, agent).compose(modeIds -> client.preparedQuery(
                        "select * from spans where agent_key = $1 and from_at >= $2 and from_at < $3 order by from_at")
                .execute(Tuple.of(agent.key(), time(from), time(to)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Piece(
                                instant(row, "from_at"),
                                instant(row, "to_at"),
                                row.getInteger("mode_id"),
                                row.getString("source"),
                                row.getFloat("confidence"),
                                row.getString("model"),
                                modeIds))));
    }

    private static Future<Map<String, Integer>> modeIds(SqlClient client, AgentRef agent) {
        return client.preparedQuery("select origin, mode_id from mode_origins where user_id = $1")
                .execute(Tuple.of(agent.user().value()))
                .map(rows -> {
                    Map<String, Integer> ids = new HashMap<>();
                    rows.forEach(row -> ids.put(row.getString("origin"), row.getInteger("mode_id")));
                    return ids;
                });
    }

    /** Takes pieces away, then puts others in place. */
    public static Future<Void> change(
            SqlConnection connection, AgentRef agent, Collection<Instant> gone, Collection<Draft> put) {
        Future<Void> deleted = gone.isEmpty()
                ? Future.succeededFuture()
                : IngestStore.deleteSpans(
                        connection,
                        gone.stream()
                                .map(from -> new SpanKey(agent.key(), from))
                                .toList());
        return deleted.compose(nothing -> put.isEmpty()
                ? Future.succeededFuture()
                : IngestStore.putSpans(
                        connection,
                        put.stream().map(draft -> new SpanRow(agent, draft)).toList()));
    }

    /** The latest end of the corrections of open spans that touch a stretch. */
    public static Future<Optional<Instant>> openCorrectionsTo(
            SqlClient client, int agentKey, Instant from, Instant to) {
        return client.preparedQuery("""
                        select max(to_at) as to_at from labels
                         where agent_key = $1 and with_span and from_at < $3 and to_at > $2
                        """)
                .execute(Tuple.of(agentKey, time(from), time(to)))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "to_at"));
    }

    /** Whether activities of that day were deleted by retention, so that it can't be run again. */
    public static Future<Boolean> isThinned(SqlClient client, int agentKey, LocalDate day) {
        return isThinned(client, agentKey, day, day);
    }

    /** Whether activities were deleted that the day depends on: its own, or those an hour around it. */
    public static Future<Boolean> leansOnThinned(SqlClient client, int agentKey, LocalDate day) {
        return isThinned(client, agentKey, day.minusDays(1), day.plusDays(1));
    }

    private static Future<Boolean> isThinned(SqlClient client, int agentKey, LocalDate from, LocalDate to) {
        return client.preparedQuery("select from thinned_days where agent_key = $1 and day between $2 and $3")
                .execute(Tuple.of(agentKey, from, to))
                .map(rows -> rows.size() > 0);
    }

    /**
     * What a writer of an agent's days has to know.
     *
     * @param generation of the link that may write
     * @param finishedTo up to which day, exclusive, days are smoothed
     */
    public record Standing(long generation, LocalDate finishedTo) {}

    /** How these agents stand, by key. */
    public static Future<Map<Integer, Standing>> standings(SqlClient client, Collection<Integer> agentKeys) {
        return client.preparedQuery("select key, generation, finished_to from agents where key = any($1)")
                .execute(Tuple.of((Object) agentKeys.toArray(Integer[]::new)))
                .map(rows -> {
                    Map<Integer, Standing> standings = new HashMap<>();
                    rows.forEach(row -> standings.put(
                            row.getInteger("key"),
                            new Standing(row.getLong("generation"), row.getLocalDate("finished_to"))));
                    return standings;
                });
    }

    /** Up to which day, exclusive, these agents' days are smoothed. */
    public static Future<Map<Integer, LocalDate>> finishedTo(SqlClient client, Collection<Integer> agentKeys) {
        return standings(client, agentKeys).map(standings -> {
            Map<Integer, LocalDate> days = new HashMap<>();
            standings.forEach((key, standing) -> days.put(key, standing.finishedTo()));
            return days;
        });
    }

    public static Future<Void> setFinishedTo(SqlConnection connection, int agentKey, LocalDate day) {
        return connection
                .preparedQuery("update agents set finished_to = $2 where key = $1")
                .execute(Tuple.of(agentKey, day))
                .mapEmpty();
    }
}
