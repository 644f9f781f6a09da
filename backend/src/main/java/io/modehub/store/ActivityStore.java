package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentId;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.activity.UserId;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.spans.DayTally;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Activities as they were kept. */
public final class ActivityStore {
    /** A window is at most an hour, so one that reaches into a stretch starts at most that much before it. */
    private static final Duration LONGEST_WINDOW = Duration.ofMillis(Activity.MAX_DURATION_MS);

    /** Rows in memory at once: the largest take some 70 kB, and small hubs have some 100 MB. */
    private static final int PAGE = 250;

    /** A character takes up to three bytes, and levels are kept as JSON: what one hub has counted another doesn't refuse. */
    private static final int BYTES_A_UNIT = 4 * DayTally.UNIT;

    private final Pool pool;

    public ActivityStore(Pool pool) {
        this.pool = pool;
    }

    /** A kept activity and whose it is. */
    public record Kept(AgentId agent, int streamKey, long seq, Activity activity) {}

    /** One application in front over {@code [from, to)}. */
    public record AppSpan(AgentId agent, Instant from, Instant to, String app) {}

    /** Where a page of activities ended. */
    public record Position(Instant at, int streamKey, long seq) {}

    /** A person's activities that start in {@code [from, to)}, newest first, after the given position. */
    public Future<List<Kept>> list(
            UserId user, OptionalInt agentKey, Instant from, Instant to, @Nullable Position after, int limit) {
        return pool.preparedQuery("""
                        select a.id as agent_id, x.* from agents a
                          join streams s on s.agent_key = a.key join activities x on x.stream_key = s.key
                         where a.user_id = $1 and ($2::integer is null or a.key = $2) and x.at >= $3 and x.at < $4
                           and ($5::timestamptz is null or (x.at, x.stream_key, x.seq) < ($5, $6::integer, $7::bigint))
                         order by x.at desc, x.stream_key desc, x.seq desc limit $8
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        user.value(),
                        agentKey.isPresent() ? Integer.valueOf(agentKey.getAsInt()) : null,
                        time(from),
                        time(to),
                        after == null ? null : time(after.at()),
                        after == null ? null : Integer.valueOf(after.streamKey()),
                        after == null ? null : Long.valueOf(after.seq()),
                        limit)))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Kept(
                                new AgentId(row.getUUID("agent_id")),
                                row.getInteger("stream_key"),
                                row.getLong("seq"),
                                activity(row))));
    }

    /** The applications in front, neighbours of the same name joined over gaps of at most a minute, in order of time. */
    public Future<List<AppSpan>> appSpans(UserId user, OptionalInt agentKey, Instant from, Instant to) {
        return pool.preparedQuery("""
                        with windows as (
                            select a.id as agent_id, x.app, x.at,
                                   least(x.at + x.duration_ms * interval '1 millisecond',
                                         coalesce(lead(x.at) over w, 'infinity')) as ends
                              from agents a join streams s on s.agent_key = a.key
                              join activities x on x.stream_key = s.key
                             where a.user_id = $1 and ($2::integer is null or a.key = $2) and x.at >= $5 and x.at < $4
                            window w as (partition by a.id order by x.at, x.duration_ms desc)),
                        marked as (
                            select *, (app is distinct from lag(app) over w
                                       or at > lag(ends) over w + interval '60 seconds')::integer as begins
                              from windows where ends > at window w as (partition by agent_id order by at)),
                        numbered as (
                            select *, sum(begins) over (partition by agent_id order by at) as run from marked)
                        select agent_id, app, greatest(min(at), $3) as from_at, least(max(ends), $4) as to_at
                          from numbered group by agent_id, app, run having max(ends) > $3 and min(at) < max(ends)
                         order by from_at
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        user.value(),
                        agentKey.isPresent() ? Integer.valueOf(agentKey.getAsInt()) : null,
                        time(from),
                        time(to),
                        time(from.minus(LONGEST_WINDOW)))))
                .map(rows -> Rows.list(
                        rows,
                        row -> new AppSpan(
                                new AgentId(row.getUUID("agent_id")),
                                instant(row, "from_at"),
                                instant(row, "to_at"),
                                row.getString("app"))));
    }

    /** A kept activity of one agent, with what was seen in it. */
    public record Window(int streamKey, long seq, Sample sample, boolean present) {
        /** What the agent measured. */
        public Activity activity() {
            return sample.activity();
        }

        /** The same, with what is seen in it now. */
        public Seen seen(boolean now) {
            return new Seen(streamKey, seq, sample.at(), sample.end(), now);
        }
    }

    /**
     * One agent's activities that start in {@code [from, to)}, in the order they are folded in, page by page, since the rows of a
     * long day take far more memory than what is made of them. In a transaction of the caller's. Each page is taken off the event
     * loop, where there is one, before the next is read.
     */
    public static Future<Void> eachPage(
            SqlConnection connection, int agentKey, Instant from, Instant to, Consumer<List<Window>> taker) {
        return connection.prepare("""
                        select x.* from activities x
                         where x.stream_key in (select key from streams where agent_key = $1) and x.at >= $2 and x.at < $3
                         order by x.at, x.duration_ms, x.stream_key, x.seq
                        """).compose(statement -> {
            Cursor cursor = statement.cursor(Tuple.of(agentKey, time(from), time(to)));
            return rest(cursor, taker).onComplete(done -> {
                cursor.close();
                statement.close();
            });
        });
    }

    private static Future<Void> rest(Cursor cursor, Consumer<List<Window>> taker) {
        return cursor.read(PAGE)
                .compose(rows -> Rows.aside(() -> {
                    taker.accept(Rows.list(rows, ActivityStore::window));
                    return null;
                }))
                .compose(nothing -> cursor.hasMore() ? rest(cursor, taker) : Future.succeededFuture());
    }

    private static Window window(Row row) {
        return new Window(row.getInteger("stream_key"), row.getLong("seq"), sample(row), row.getBoolean("present"));
    }

    /** Starts and ends of one agent's activities that start in {@code [from, to)}, in the order they are folded in. */
    public static Future<Void> times(
            SqlClient client, int agentKey, Instant from, Instant to, BiConsumer<Instant, Instant> taker) {
        return client.preparedQuery("""
                        select x.at, x.duration_ms from activities x
                         where x.stream_key in (select key from streams where agent_key = $1) and x.at >= $2 and x.at < $3
                         order by x.at, x.duration_ms
                        """)
                .collecting(Collector.of(
                        () -> taker,
                        (taking, row) -> {
                            Instant at = instant(row, "at");
                            taking.accept(at, at.plusMillis(row.getInteger("duration_ms")));
                        },
                        (one, other) -> one))
                .execute(Tuple.of(agentKey, time(from), time(to)))
                .mapEmpty();
    }

    /** Which of these UTC days weigh more of their agent than a day may; at most what {@link DayTally} counts. */
    public static Future<Map<Integer, Set<LocalDate>>> fullDays(SqlClient client, Map<Integer, Set<LocalDate>> days) {
        List<Integer> agentKeys = new ArrayList<>();
        List<LocalDate> asked = new ArrayList<>();
        days.forEach((agentKey, all) -> all.forEach(day -> {
            agentKeys.add(agentKey);
            asked.add(day);
        }));
        return client.preparedQuery("""
                        select d.agent_key, d.day from unnest($1::integer[], $2::date[]) as d (agent_key, day)
                         where $3::bigint < (select sum(weight) from (
                               select 1 + (octet_length(x.app) + coalesce(octet_length(x.title), 0)
                                           + coalesce(octet_length(x.domain), 0) + coalesce(octet_length(x.audio), 0)) / $4
                                          as weight
                                 from activities x
                                where x.stream_key in (select key from streams where agent_key = d.agent_key)
                                  and x.at >= d.day::timestamp at time zone 'UTC'
                                  and x.at < (d.day + 1)::timestamp at time zone 'UTC'
                                limit $3::bigint + 1) there)
                        """)
                .execute(Tuple.of(
                        agentKeys.toArray(Integer[]::new),
                        asked.toArray(LocalDate[]::new),
                        (long) DayTally.MOST,
                        BYTES_A_UNIT))
                .map(rows -> {
                    Map<Integer, Set<LocalDate>> full = new HashMap<>();
                    rows.forEach(row -> full.computeIfAbsent(row.getInteger("agent_key"), key -> new HashSet<>())
                            .add(row.getLocalDate("day")));
                    return full;
                });
    }

    /** An activity during which a person showed, or didn't. */
    public record Seen(int streamKey, long seq, Instant at, Instant end, boolean present) {}

    /** Says of activities whether a person showed during them. */
    public static Future<Void> setPresent(SqlClient client, List<Seen> seen) {
        return seen.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery("""
                                update activities a set present = x.present
                                  from unnest($1::integer[], $2::timestamptz[], $3::bigint[], $4::boolean[])
                                       as x (stream_key, at, seq, present)
                                 where a.stream_key = x.stream_key and a.at = x.at and a.seq = x.seq
                                """)
                        .execute(Tuple.of(
                                seen.stream().map(Seen::streamKey).toArray(Integer[]::new),
                                seen.stream().map(one -> time(one.at())).toArray(OffsetDateTime[]::new),
                                seen.stream().map(Seen::seq).toArray(Long[]::new),
                                seen.stream().map(Seen::present).toArray(Boolean[]::new)))
                        .mapEmpty();
    }

    /** Start of the latest activity of an agent. */
    public Future<Optional<Instant>> latest(int agentKey) {
        return latest(pool, agentKey);
    }

    /** Start of the latest activity of an agent. */
    public static Future<Optional<Instant>> latest(SqlClient client, int agentKey) {
        return client.preparedQuery("""
                        select max(m.at) as at from streams s, lateral (
                            select at from activities where stream_key = s.key order by at desc limit 1) m
                         where s.agent_key = $1
                        """)
                .execute(Tuple.of(agentKey))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at"));
    }

    static Sample sample(Row row) {
        @Nullable String remote = row.getString("remote");
        return new Sample(activity(row), remote == null ? null : Scores.parse(remote));
    }

    static Activity activity(Row row) {
        @Nullable Integer idle = row.getInteger("idle_ms");
        @Nullable String audio = row.getString("audio");
        return new Activity(
                instant(row, "at"),
                row.getInteger("duration_ms"),
                row.getString("app"),
                row.getString("title"),
                row.getString("domain"),
                row.getFloat("mouse"),
                row.getFloat("keyboard"),
                idle == null ? null : Long.valueOf(idle),
                audio == null ? List.of() : ActivityJson.readLevels(audio));
    }
}
