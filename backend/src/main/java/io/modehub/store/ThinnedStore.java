package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** UTC days of which activities are gone, as an import writes them. In the caller's transaction, under the person's lock. */
public final class ThinnedStore {
    private ThinnedStore() {}

    /** A predicted piece as it was kept elsewhere. */
    public record Piece(
            int agentKey, Instant from, Instant to, int modeId, String source, float confidence, String model) {}

    /** Notes that activities of a day are gone, unless there are some, or spans that were made of them. */
    public static Future<Void> noteThinned(SqlConnection connection, int agentKey, LocalDate day) {
        return connection
                .preparedQuery("""
                        insert into thinned_days (agent_key, day)
                        select $1, $2
                         where not exists (select from spans where agent_key = $1 and from_at >= $3 and from_at < $4)
                           and not exists (select from activities x join streams s on s.key = x.stream_key
                                            where s.agent_key = $1 and x.at >= $3 and x.at < $4)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(agentKey, day, time(DayFold.startOf(day)), time(DayFold.startOf(day.plusDays(1)))))
                .mapEmpty();
    }

    /** Puts pieces where the agent's day is thinned and nothing lies; how many. */
    public static Future<Integer> addPieces(SqlConnection connection, LocalDate day, List<Piece> pieces) {
        return connection
                .preparedQuery("""
                        insert into spans (agent_key, from_at, to_at, mode_id, source, confidence, model)
                        select x.* from unnest($1::integer[], $2::timestamptz[], $3::timestamptz[], $4::integer[],
                                               $5::text[], $6::real[], $7::text[])
                                        as x (agent_key, from_at, to_at, mode_id, source, confidence, model)
                          join thinned_days t on t.agent_key = x.agent_key and t.day = $8
                         where not exists (select from spans s
                                            where s.agent_key = x.agent_key and s.from_at < x.to_at
                                              and s.from_at > x.from_at - interval '1 day' and s.to_at > x.from_at)
                         order by x.agent_key, x.from_at
                        on conflict do nothing
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        pieces.stream().map(Piece::agentKey).toArray(Integer[]::new),
                        pieces.stream().map(piece -> time(piece.from())).toArray(OffsetDateTime[]::new),
                        pieces.stream().map(piece -> time(piece.to())).toArray(OffsetDateTime[]::new),
                        pieces.stream().map(Piece::modeId).toArray(Integer[]::new),
                        pieces.stream().map(Piece::source).toArray(String[]::new),
                        pieces.stream().map(Piece::confidence).toArray(Float[]::new),
                        pieces.stream().map(Piece::model).toArray(String[]::new),
                        day)))
                .map(rows -> rows.rowCount());
    }

    /** The person's agents that have lost activities of a day. */
    public static Future<Set<Integer>> thinnedAgents(SqlConnection connection, UserId user, LocalDate day) {
        return connection
                .preparedQuery("""
                        select t.agent_key from thinned_days t join agents a on a.key = t.agent_key
                         where a.user_id = $1 and t.day = $2
                        """)
                .execute(Tuple.of(user.value(), day))
                .map(rows -> Set.copyOf(Rows.list(rows, row -> row.getInteger("agent_key"))));
    }

    /** The agents that have spans in a person's day. */
    public static Future<List<Integer>> agentsWithTime(SqlConnection connection, UserId user, LocalDate day) {
        return connection
                .preparedQuery("""
                        select distinct s.agent_key from agents a
                          join spans s on s.agent_key = a.key and s.from_at >= $2 and s.from_at < $3
                         where a.user_id = $1
                        """)
                .execute(Tuple.of(user.value(), time(DayFold.startOf(day)), time(DayFold.startOf(day.plusDays(1)))))
                .map(rows -> Rows.list(rows, row -> row.getInteger("agent_key")));
    }

    /** The labels that lie in a person's day. */
    public static Future<List<Long>> labelsOf(SqlConnection connection, UserId user, LocalDate day) {
        return connection
                .preparedQuery("""
                        select id from labels where user_id = $1 and from_at < $3 and (to_at is null or to_at > $2)
                        """)
                .execute(Tuple.of(user.value(), time(DayFold.startOf(day)), time(DayFold.startOf(day.plusDays(1)))))
                .map(rows -> Rows.list(rows, row -> row.getLong("id")));
    }
}
