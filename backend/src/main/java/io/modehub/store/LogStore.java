package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person may ask their own log besides time: when it begins, what was in front, what was measured. */
public final class LogStore {
    /** Windows that start in the stretch, of one agent or all, at most an hour long. */
    private static final String WINDOWS = """
              from agents a join streams s on s.agent_key = a.key join activities x on x.stream_key = s.key
             where a.user_id = $1 and ($2::integer is null or a.key = $2) and x.at >= $3 and x.at < $4
            """;

    private final Pool pool;

    public LogStore(Pool pool) {
        this.pool = pool;
    }

    /** The first moment of which anything is known. */
    public Future<Optional<Instant>> firstMoment(UserId user) {
        return pool.preparedQuery("""
                        select least(
                            (select min(m.from_at) from agents a, lateral (
                                select from_at from spans where agent_key = a.key order by from_at limit 1) m
                              where a.user_id = $1),
                            (select min(from_at) from labels where user_id = $1 and not colours)) as at
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at"));
    }

    /** A timeline's packed roll-ups, by day, of the days {@code from <= day <= to}. */
    public Future<Map<LocalDate, byte[]>> rollups(UserId user, int agentKey, LocalDate from, LocalDate to) {
        return RollupStore.packed(pool, user, agentKey, from, to);
    }

    /** The applications in roll-ups, by their number there. */
    public Future<Map<Integer, String>> appNames(UserId user) {
        return RollupStore.appNames(pool, user);
    }

    /** Applications of windows that start in {@code [from, to)}, by name. */
    public Future<List<String>> apps(UserId user, Instant from, Instant to) {
        return pool.preparedQuery("select distinct x.app " + WINDOWS + " order by x.app")
                .execute(Tuple.of(user.value(), null, time(from), time(to)))
                .map(rows -> Rows.list(rows, row -> row.getString("app")));
    }

    /** What means are grouped by. */
    public enum MeasureKey {
        NONE("''"),
        HOUR("extract(hour from x.at at time zone $5)::integer::text"),
        WEEKDAY("extract(isodow from x.at at time zone $5)::integer::text"),
        DAY("to_char(x.at at time zone $5, 'YYYY-MM-DD')"),
        APP("x.app");

        private final String expression;

        MeasureKey(String expression) {
            this.expression = expression;
        }
    }

    /**
     * Means over windows, weighted by their length.
     *
     * @param measuredMs length of all windows
     * @param mouse 0 to 10
     * @param keyboard 0 to 10
     * @param microphoneMs while some application recorded from a microphone
     * @param voiceMs length of each window times the share of voice in its microphone
     * @param microphoneDb equivalent level of the microphones (mean of power, as Leq of IEC 61672) in dBFS; null: none
     * @param systemDb that of what was played
     */
    public record Measures(
            String key,
            long measuredMs,
            double mouse,
            double keyboard,
            long microphoneMs,
            long voiceMs,
            @Nullable Double microphoneDb,
            @Nullable Double systemDb) {}

    /** Means of windows that start in {@code [from, to)}; longest first by application, else in order. */
    public Future<List<Measures>> measures(
            UserId user, @Nullable Integer agentKey, Instant from, Instant to, ZoneId zone, MeasureKey by, int limit) {
        String order = by == MeasureKey.APP ? "measured desc, key" : by == MeasureKey.DAY ? "key" : "key::integer";
        return pool.preparedQuery("""
                        with windows as (
                            select $5::text as zone, %s as key, x.duration_ms::bigint as ms, x.mouse, x.keyboard, l.*
                        %s) select key, sum(ms)::bigint as measured,
                               sum(mouse * ms) / sum(ms) as mouse, sum(keyboard * ms) / sum(ms) as keyboard,
                               coalesce(sum(ms) filter (where in_use), 0)::bigint as microphone,
                               coalesce(sum(ms * voice), 0)::bigint as voice,
                               10 * log(sum(ms * mic_power) / nullif(sum(ms) filter (where mic_power > 0), 0)) as mic_db,
                               10 * log(sum(ms * system_power) / nullif(sum(ms) filter (where system_power > 0), 0))
                                   as system_db
                          from windows group by key order by %s limit $6
                        """.formatted(
                        by.expression, WINDOWS.replace("where a.user_id", """
                                        cross join lateral (
                                            select coalesce(bool_or((e->>'inUse')::boolean)
                                                       filter (where e->>'source' = 'microphone'), false) as in_use,
                                                   max((e->>'voice')::real) filter (where e->>'source' = 'microphone') as voice,
                                                   max(10 ^ ((e->>'rmsDb')::real / 10))
                                                       filter (where e->>'source' = 'microphone') as mic_power,
                                                   max(10 ^ ((e->>'rmsDb')::real / 10))
                                                       filter (where e->>'source' = 'system') as system_power
                                              from jsonb_array_elements(x.audio::jsonb) e) l
                                         where a.user_id"""), by == MeasureKey.NONE ? "1" : order))
                .execute(Tuple.of(user.value(), agentKey, time(from), time(to), zone.getId(), limit))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Measures(
                                row.getString("key"),
                                row.getLong("measured"),
                                row.getDouble("mouse"),
                                row.getDouble("keyboard"),
                                row.getLong("microphone"),
                                row.getLong("voice"),
                                row.getDouble("mic_db"),
                                row.getDouble("system_db"))));
    }

    /**
     * Input and sound over one step of time.
     *
     * @param at where the step begins
     * @param mouse mean, 0 to 10
     * @param keyboard mean, 0 to 10
     * @param microphoneDb loudest, in dBFS; null: none was heard
     * @param systemDb loudest of what was played; null: nothing was
     * @param voice most speech on either side, 0 to 1
     */
    public record Signal(
            Instant at,
            double mouse,
            double keyboard,
            @Nullable Double microphoneDb,
            @Nullable Double systemDb,
            double voice) {}

    /** Signals of windows that start in {@code [from, to)}, by steps that begin at {@code from}, without those that have none. */
    public Future<List<Signal>> signals(
            UserId user, @Nullable Integer agentKey, Instant from, Instant to, long stepMs) {
        return pool.preparedQuery("""
                        with windows as (
                            select floor(extract(epoch from x.at - $3) * 1000 / $5)::bigint as step, x.duration_ms::bigint as ms,
                                   x.mouse, x.keyboard, l.*
                        %s) select step, sum(mouse * ms) / sum(ms) as mouse, sum(keyboard * ms) / sum(ms) as keyboard,
                                   max(mic)::double precision as mic, max(played)::double precision as played,
                                   coalesce(max(voice), 0)::double precision as voice
                          from windows group by step order by step
                        """.formatted(WINDOWS.replace("where a.user_id", """
                                left join lateral (
                                    select max((e->>'rmsDb')::real) filter (where e->>'source' = 'microphone') as mic,
                                           max((e->>'rmsDb')::real) filter (where e->>'source' = 'system') as played,
                                           max((e->>'voice')::real) as voice
                                      from jsonb_array_elements(x.audio::jsonb) e) l on true
                                 where a.user_id""")))
                .execute(Tuple.of(user.value(), agentKey, time(from), time(to), (double) stepMs))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Signal(
                                from.plusMillis(row.getLong("step") * stepMs),
                                row.getDouble("mouse"),
                                row.getDouble("keyboard"),
                                row.getDouble("mic"),
                                row.getDouble("played"),
                                row.getDouble("voice"))));
    }

    /** A title and how long windows showed it. */
    public record TitleTime(String title, long ms) {}

    /** Titles of windows that start in {@code [from, to)}, longest first. */
    public Future<List<TitleTime>> titles(UserId user, Instant from, Instant to, @Nullable String app, int limit) {
        return pool.preparedQuery("select x.title, sum(x.duration_ms)::bigint as ms " + WINDOWS + """
                           and x.title <> '' and ($5::text is null or x.app = $5)
                         group by x.title order by ms desc, x.title limit $6
                        """)
                .execute(Tuple.of(user.value(), null, time(from), time(to), app, limit))
                .map(rows -> Rows.list(rows, row -> new TitleTime(row.getString("title"), row.getLong("ms"))));
    }
}
