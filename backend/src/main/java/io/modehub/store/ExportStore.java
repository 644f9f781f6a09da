package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentId;
import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.modehub.spans.DaySums;
import io.modehub.store.ActivityStore.Window;
import io.modehub.store.ConversationStore.Conversation;
import io.modehub.store.ConversationStore.Turn;
import io.modehub.store.TimeStore.AgentDay;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that is kept of one person, in an order that is the same on every hub. Long lists come in pages. */
public final class ExportStore {
    /** Rows held at once; a row is some 200 bytes. */
    private static final int PAGE = 500;

    private ExportStore() {}

    /** An agent with all that is known of it but its tokens. */
    public record AgentRow(
            AgentRef ref,
            String kind,
            String name,
            String platform,
            String version,
            @Nullable String deviceId,
            List<String> sensors,
            JsonArray sources,
            LocalDate finishedTo) {}

    /**
     * A label as it was said.
     *
     * @param batch number among the person's labels of the first one said together with it
     */
    public record LabelRow(
            Optional<AgentId> agent,
            Instant from,
            Optional<Instant> to,
            String mode,
            String source,
            boolean withSpan,
            boolean colours,
            Optional<Long> batch) {}

    /** A predicted piece. */
    public record SpanRow(
            AgentId agent, Instant from, Instant to, String mode, String source, float confidence, String model) {}

    /** One timeline's day; no agent: the person's. */
    public record RollupRow(Optional<AgentId> agent, DaySums sums) {}

    /** A turn and the conversation it is of. */
    public record TurnRow(UUID conversation, Turn turn) {}

    /** Rows of one statement, page by page, inside the connection's transaction. */
    public static final class Pages<T> {
        private final Cursor cursor;
        private final Function<Row, T> mapper;
        private boolean more = true;

        private Pages(Cursor cursor, Function<Row, T> mapper) {
            this.cursor = cursor;
            this.mapper = mapper;
        }

        /** The next page; empty after the last. */
        public Future<List<T>> next() {
            return more
                    ? cursor.read(PAGE).map(rows -> {
                        more = cursor.hasMore();
                        return Rows.list(rows, mapper);
                    })
                    : cursor.close().map(List.of());
        }
    }

    private static <T> Future<Pages<T>> pages(
            SqlConnection connection, String sql, Tuple arguments, Function<Row, T> mapper) {
        return connection.prepare(sql).map(statement -> new Pages<>(statement.cursor(arguments), mapper));
    }

    /** Agents in order of pairing. */
    public static Future<List<AgentRow>> agents(SqlClient client, UserId user) {
        return client.preparedQuery("select * from agents where user_id = $1 order by key")
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, row -> agent(row, user)));
    }

    private static AgentRow agent(Row row, UserId user) {
        return new AgentRow(
                new AgentRef(row.getInteger("key"), new AgentId(row.getUUID("id")), user),
                row.getString("kind"),
                row.getString("name"),
                row.getString("platform"),
                row.getString("version"),
                row.getString("device_id"),
                List.of(row.getArrayOfStrings("sensors")),
                row.getJsonArray("sources"),
                row.getLocalDate("finished_to"));
    }

    /** Days of which activities are gone, by agent. */
    public static Future<List<AgentDay>> thinned(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select t.* from thinned_days t join agents a on a.key = t.agent_key where a.user_id = $1
                         order by t.agent_key, t.day
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows ->
                        Rows.list(rows, row -> new AgentDay(row.getInteger("agent_key"), row.getLocalDate("day"))));
    }

    /** The first UTC day from there on in which an activity of the agent starts. */
    public static Future<Optional<LocalDate>> nextDay(SqlClient client, int agentKey, LocalDate from) {
        return client.preparedQuery("""
                        select min(f.at) as at from streams s, lateral (
                               select at from activities where stream_key = s.key and at >= $2 order by at limit 1) f
                         where s.agent_key = $1
                        """)
                .execute(Tuple.of(agentKey, time(DayFold.startOf(from))))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at").map(DayFold::dayOf));
    }

    /** An agent's activities of a UTC day, in the order they are folded in. */
    public static Future<Pages<Window>> windows(SqlConnection connection, int agentKey, LocalDate day) {
        return pages(
                connection,
                """
                select x.* from activities x
                 where x.stream_key in (select key from streams where agent_key = $1) and x.at >= $2 and x.at < $3
                 order by x.at, x.duration_ms, x.stream_key, x.seq
                """,
                Tuple.of(agentKey, time(DayFold.startOf(day)), time(DayFold.startOf(day.plusDays(1)))),
                row -> new Window(
                        row.getInteger("stream_key"),
                        row.getLong("seq"),
                        ActivityStore.sample(row),
                        row.getBoolean("present")));
    }

    /** Labels in the order they were said. */
    public static Future<Pages<LabelRow>> labels(SqlConnection connection, UserId user) {
        return pages(
                connection,
                """
                select n.*, case when n.batch_id is not null then min(n.number) over (partition by n.batch_id) end as batch
                  from (select l.*, a.id as agent_id, m.name as mode, row_number() over (order by l.id) as number
                          from labels l join modes m on m.id = l.mode_id left join agents a on a.key = l.agent_key
                         where l.user_id = $1) n
                 order by n.id
                """,
                Tuple.of(user.value()),
                row -> new LabelRow(
                        Optional.ofNullable(row.getUUID("agent_id")).map(AgentId::new),
                        instant(row, "from_at"),
                        Rows.instantIfAny(row, "to_at"),
                        row.getString("mode"),
                        row.getString("source"),
                        row.getBoolean("with_span"),
                        row.getBoolean("colours"),
                        Optional.ofNullable(row.getLong("batch"))));
    }

    /** Pieces of a day, of the agents that have lost activities of it. */
    public static Future<Pages<SpanRow>> spans(SqlConnection connection, UserId user, LocalDate day) {
        return pages(
                connection,
                """
                select s.*, a.id as agent_id, m.name as mode
                  from agents a join thinned_days t on t.agent_key = a.key and t.day = $2
                  join spans s on s.agent_key = a.key and s.from_at >= $3 and s.from_at < $4
                  join modes m on m.id = s.mode_id
                 where a.user_id = $1 order by a.key, s.from_at
                """,
                Tuple.of(user.value(), day, time(DayFold.startOf(day)), time(DayFold.startOf(day.plusDays(1)))),
                row -> new SpanRow(
                        new AgentId(row.getUUID("agent_id")),
                        instant(row, "from_at"),
                        instant(row, "to_at"),
                        row.getString("mode"),
                        row.getString("source"),
                        row.getFloat("confidence"),
                        row.getString("model")));
    }

    /** Roll-ups of a day, of the timelines that have lost activities of it; the person's first. */
    public static Future<List<RollupRow>> rollups(SqlClient client, UserId user, LocalDate day) {
        return client.preparedQuery("""
                        select d.sums, a.id as agent_id from day_sums d left join agents a on a.key = d.agent_key
                         where d.user_id = $1 and d.day = $2
                           and (d.agent_key = 0 or exists (
                                select from thinned_days t where t.agent_key = d.agent_key and t.day = d.day))
                         order by d.agent_key
                        """)
                .execute(Tuple.of(user.value(), day))
                .map(rows -> Rows.list(
                        rows,
                        row -> new RollupRow(
                                Optional.ofNullable(row.getUUID("agent_id")).map(AgentId::new),
                                DaySums.unpack(row.getBuffer("sums").getBytes()))));
    }

    /** The agents by number, in order of pairing. */
    public static Map<Integer, AgentId> ids(List<AgentRow> agents) {
        Map<Integer, AgentId> ids = new TreeMap<>();
        agents.forEach(agent -> ids.put(agent.ref().key(), agent.ref().id()));
        return ids;
    }

    /** Conversations in the order they began. */
    public static Future<Pages<Conversation>> conversations(SqlConnection connection, UserId user) {
        return pages(
                connection,
                "select c.*, 0::bigint as turns from conversations c where user_id = $1 order by created_at, id",
                Tuple.of(user.value()),
                ConversationStore::conversation);
    }

    /** All turns, by conversation. */
    public static Future<Pages<TurnRow>> turns(SqlConnection connection, UserId user) {
        return pages(
                connection,
                """
                select t.* from conversations c join turns t on t.conversation_id = c.id
                 where c.user_id = $1 order by c.created_at, c.id, t.at, t.id
                """,
                Tuple.of(user.value()),
                row -> new TurnRow(row.getUUID("conversation_id"), ConversationStore.turn(row)));
    }
}
