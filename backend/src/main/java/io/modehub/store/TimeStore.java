package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.UserId;
import io.modehub.spans.AppWindow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads what timelines are made of: predicted pieces, labels, windows; of many persons and stretches at once. Whoever reads
 * more than one thing and wants them to agree does so in one transaction.
 */
public final class TimeStore {
    /** The stretches asked for, numbered from 1. */
    private static final String ASKED = """
            unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) with ordinality as j (user_id, from_at, to_at, job)
            """;

    /** Pieces never cross UTC midnight, so one that reaches into a stretch starts at most a day before it. */
    private static final String PIECES = "select j.job, s.* from " + ASKED + """
              join agents a on a.user_id = j.user_id
              join spans s on s.agent_key = a.key and s.from_at < j.to_at
                          and s.from_at > j.from_at - interval '1 day' and s.to_at > j.from_at
             order by j.job, s.agent_key, s.from_at
            """;

    /** Where the correction of an open span ends: with that span, however many pieces it has. */
    static final String ENDS = """
            left join lateral (
                with recursive piece as (
                    select s.agent_key, s.mode_id, s.to_at from spans s
                     where l.with_span and s.agent_key = l.agent_key and s.from_at <= l.from_at
                       and s.from_at > l.from_at - interval '1 day' and s.to_at > l.from_at
                    union all
                    select s.agent_key, s.mode_id, s.to_at from piece
                      join spans s on s.agent_key = piece.agent_key and s.from_at = piece.to_at
                                  and s.mode_id = piece.mode_id and piece.to_at < l.to_at)
                select max(to_at) as ends_at from piece) e on true
            """;

    private static final String LABELS = "select j.job, l.*, least(l.to_at, e.ends_at) as ends_at from " + ASKED + """
              join labels l on l.user_id = j.user_id and l.from_at < j.to_at
                           and (l.to_at is null or l.to_at > j.from_at)
            """
            + ENDS + "order by j.job, l.id";

    /**
     * Windows of devices are at most a minute long, posted ones an hour. Of a person with several agents the signs of the
     * last quarter of an hour count too.
     */
    private static final String WINDOWS =
            "select j.job, a.key, x.at, x.duration_ms, x.app, x.present from " + ASKED + """
              join agents a on a.user_id = j.user_id
              join streams st on st.agent_key = a.key
              join activities x on x.stream_key = st.key and x.at < j.to_at
                   and x.at >= j.from_at
                               - case when a.kind = 'scripts' then interval '1 hour' else interval '1 minute' end
                               - case when exists (select from agents b where b.user_id = a.user_id and b.key <> a.key)
                                      then interval '15 minutes' else interval '0' end
             order by j.job, a.key, x.at, x.duration_ms, x.stream_key, x.seq
            """;

    private static final String THINNED = "select j.job, t.* from " + ASKED + """
              join agents a on a.user_id = j.user_id
              join thinned_days t on t.agent_key = a.key and t.day >= (j.from_at at time zone 'UTC')::date - 1
                                 and t.day <= (j.to_at at time zone 'UTC')::date
            """;

    private static final String AWAY = "select j.job, o.mode_id from " + ASKED + """
              join mode_origins o on o.user_id = j.user_id and o.origin = 'Away'
            """;

    private TimeStore() {}

    /** A stretch of a person's time. */
    public record Stretch(UserId user, Instant from, Instant to) {}

    /** A UTC day of an agent. */
    public record AgentDay(int agentKey, LocalDate day) {}

    /**
     * What a stretch is made of.
     *
     * @param pieces predicted, of each agent, in order; agents in order of pairing
     * @param labels as they were said
     * @param windows of each agent, one at a time
     * @param thinned days whose activities are gone
     */
    public record Material(
            Stretch stretch,
            int awayModeId,
            Map<Integer, List<ModeSpan>> pieces,
            List<Label> labels,
            Map<Integer, List<AppWindow>> windows,
            Set<AgentDay> thinned) {
        /** Agents that have anything here, in order of pairing; labels without an agent count for none. */
        public Set<Integer> agents() {
            Set<Integer> keys = new java.util.TreeSet<>(pieces.keySet());
            keys.addAll(windows.keySet());
            labels.forEach(label -> label.agentKey().ifPresent(keys::add));
            return keys;
        }
    }

    /** Reads spans and labels of stretches; the answers are in the order of the questions. */
    public static Future<List<Material>> spans(SqlClient client, List<Stretch> stretches) {
        return read(client, stretches, false);
    }

    /** Reads spans, labels and windows of stretches; the answers are in the order of the questions. */
    public static Future<List<Material>> all(SqlClient client, List<Stretch> stretches) {
        return read(client, stretches, true);
    }

    private static Future<List<Material>> read(SqlClient client, List<Stretch> stretches, boolean withWindows) {
        if (stretches.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple asked = Tuple.of(
                stretches.stream().map(stretch -> stretch.user().value()).toArray(UUID[]::new),
                stretches.stream().map(stretch -> time(stretch.from())).toArray(OffsetDateTime[]::new),
                stretches.stream().map(stretch -> time(stretch.to())).toArray(OffsetDateTime[]::new));
        Future<RowSet<Row>> away = client.preparedQuery(AWAY).execute(asked);
        Future<RowSet<Row>> pieces = client.preparedQuery(PIECES).execute(asked);
        Future<RowSet<Row>> labels = client.preparedQuery(LABELS).execute(asked);
        Future<Windows> windows = withWindows
                ? client.preparedQuery(WINDOWS)
                        .collecting(Windows.COLLECTOR)
                        .execute(asked)
                        .map(SqlResult::value)
                : Future.succeededFuture(new Windows());
        Future<@Nullable RowSet<Row>> thinned = withWindows
                ? client.preparedQuery(THINNED).execute(asked).map(rows -> rows)
                : Future.succeededFuture(null);
        return Future.join(away, pieces, labels, windows, thinned)
                .map(done -> materials(
                        stretches,
                        away.result(),
                        pieces.result(),
                        labels.result(),
                        windows.result(),
                        thinned.result()));
    }

    private static List<Material> materials(
            List<Stretch> stretches,
            RowSet<Row> away,
            RowSet<Row> pieces,
            RowSet<Row> labels,
            Windows windows,
            @Nullable RowSet<Row> thinned) {
        List<Material> materials = new ArrayList<>(stretches.size());
        int[] awayModes = new int[stretches.size()];
        away.forEach(row -> awayModes[job(row)] = row.getInteger("mode_id"));
        for (int i = 0; i < stretches.size(); i++) {
            materials.add(new Material(
                    stretches.get(i),
                    awayModes[i],
                    new LinkedHashMap<>(),
                    new ArrayList<>(),
                    new LinkedHashMap<>(),
                    new java.util.HashSet<>()));
        }
        for (Row row : pieces) {
            ModeSpan piece = piece(row);
            materials
                    .get(job(row))
                    .pieces()
                    .computeIfAbsent(piece.agentKey(), key -> new ArrayList<>())
                    .add(piece);
        }
        labels.forEach(row -> materials.get(job(row)).labels().add(label(row)));
        windows.ofJobs.forEach((job, agents) ->
                agents.forEach((agent, all) -> materials.get(job).windows().put(agent, AppWindow.cut(all))));
        if (thinned != null) {
            thinned.forEach(row -> materials
                    .get(job(row))
                    .thinned()
                    .add(new AgentDay(row.getInteger("agent_key"), row.getLocalDate("day"))));
        }
        return materials;
    }

    private static int job(Row row) {
        return row.getLong("job").intValue() - 1;
    }

    /** Windows as they come in, by stretch and agent: thousands, whose rows aren't kept, nor one text for each. */
    private static final class Windows {
        static final Collector<Row, Windows, Windows> COLLECTOR =
                Collector.of(Windows::new, Windows::add, Windows::with);

        private final Map<Integer, Map<Integer, List<AppWindow>>> ofJobs = new HashMap<>();
        private final Map<String, String> apps = new HashMap<>();

        void add(Row row) {
            long at = instant(row, "at").toEpochMilli();
            String app = apps.computeIfAbsent(row.getString("app"), name -> name);
            of(job(row), row.getInteger("key"))
                    .add(new AppWindow(at, at + row.getInteger("duration_ms"), app, row.getBoolean("present")));
        }

        Windows with(Windows other) {
            other.ofJobs.forEach((job, agents) ->
                    agents.forEach((agent, all) -> of(job, agent).addAll(all)));
            return this;
        }

        private List<AppWindow> of(int job, int agent) {
            return ofJobs.computeIfAbsent(job, key -> new LinkedHashMap<>())
                    .computeIfAbsent(agent, key -> new ArrayList<>());
        }
    }

    static ModeSpan piece(Row row) {
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

    /** A label with its end resolved as {@code ends_at}. */
    static Label label(Row row) {
        return new Label(
                row.getLong("id"),
                Optional.ofNullable(row.getInteger("agent_key")),
                instant(row, "from_at"),
                Rows.instantIfAny(row, "ends_at"),
                row.getInteger("mode_id"),
                Source.of(row.getString("source")),
                row.getBoolean("with_span"),
                row.getBoolean("colours"),
                Optional.ofNullable(row.getUUID("batch_id")));
    }
}
