package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentId;
import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what upkeep has to do, and deletes what was kept long enough. */
public final class UpkeepStore {
    private static final Logger LOG = LoggerFactory.getLogger(UpkeepStore.class);
    /** Activities deleted in one transaction: some 30 ms. */
    private static final int STEP = 5_000;

    private final Pool pool;

    public UpkeepStore(Pool pool) {
        this.pool = pool;
    }

    /** The next day of an agent that isn't smoothed yet, and the start of its latest activity. */
    public record NextDay(LocalDate day, Instant latest) {}

    /** How long a person keeps activities, and what was made of them, in days; null: for ever. */
    public record Keeping(
            UserId user,
            @Nullable Integer activitiesDays,
            @Nullable Integer historyDays) {}

    /** Agents with activities in days before {@code today} that aren't smoothed. */
    public Future<List<AgentRef>> agentsToFinish(LocalDate today, int most) {
        return pool.preparedQuery("""
                        select a.key, a.id, a.user_id from agents a
                         where exists (
                               select from streams s, lateral (
                                    select 1 from activities x
                                     where x.stream_key = s.key and x.at < $1
                                       and x.at >= a.finished_to::timestamp at time zone 'UTC' - interval '1 hour'
                                     limit 1) x
                                where s.agent_key = a.key)
                           and a.finished_to < $2
                         order by a.key limit $3
                        """)
                .execute(Tuple.of(time(DayFold.startOf(today)), today, most))
                .map(rows -> Rows.list(rows, UpkeepStore::agent));
    }

    /** The first day that isn't smoothed and that an activity touches. */
    public Future<Optional<NextDay>> nextDay(SqlConnection connection, int agentKey) {
        return connection.preparedQuery("""
                        select a.finished_to, min(f.at) as first_at, max(l.at) as last_at
                          from agents a join streams s on s.agent_key = a.key
                          left join lateral (
                               select at from activities x
                                where x.stream_key = s.key
                                  and x.at >= a.finished_to::timestamp at time zone 'UTC' - interval '1 hour'
                                order by at limit 1) f on true
                          left join lateral (
                               select at from activities x where x.stream_key = s.key order by at desc limit 1) l on true
                         where a.key = $1 group by a.finished_to
                        """).execute(Tuple.of(agentKey)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            var row = rows.iterator().next();
            LocalDate finished = row.getLocalDate("finished_to");
            return Rows.instantIfAny(row, "first_at").map(first -> {
                LocalDate day = DayFold.dayOf(first);
                return new NextDay(day.isBefore(finished) ? finished : day, Rows.instant(row, "last_at"));
            });
        });
    }

    /** Agents with days that have to be judged again. */
    public Future<List<AgentRef>> agentsToJudge(int most) {
        return pool.preparedQuery("""
                        select a.key, a.id, a.user_id from agents a
                         where exists (select from days_to_judge d where d.agent_key = a.key) order by a.key limit $1
                        """).execute(Tuple.of(most)).map(rows -> Rows.list(rows, UpkeepStore::agent));
    }

    /** Takes the latest day that has to be judged again. */
    public Future<Optional<LocalDate>> takeDayToJudge(SqlConnection connection, int agentKey) {
        return connection
                .preparedQuery("""
                        delete from days_to_judge d
                         where agent_key = $1 and day = (select max(day) from days_to_judge where agent_key = $1)
                        returning day
                        """)
                .execute(Tuple.of(agentKey))
                .map(rows -> Rows.first(rows, row -> row.getLocalDate("day")));
    }

    private static AgentRef agent(Row row) {
        return new AgentRef(row.getInteger("key"), new AgentId(row.getUUID("id")), new UserId(row.getUUID("user_id")));
    }

    /** Persons with time that is over and isn't sealed. */
    public Future<List<UserId>> personsToSeal(Instant now, int most) {
        return pool.preparedQuery("""
                        select t.user_id from timelines t
                         where coalesce(t.sealed_to, 'epoch') < $1::timestamptz - interval '30 minutes'
                           and (exists (select from agents a join spans s on s.agent_key = a.key
                                         where a.user_id = t.user_id
                                           and s.from_at > coalesce(t.sealed_to, 'epoch') - interval '1 day'
                                           and s.to_at > coalesce(t.sealed_to, 'epoch'))
                             or exists (select from labels l
                                         where l.user_id = t.user_id and l.to_at > coalesce(t.sealed_to, 'epoch')))
                         order by t.user_id limit $2
                        """)
                .execute(Tuple.of(time(now), most))
                .map(rows -> Rows.list(rows, row -> new UserId(row.getUUID("user_id"))));
    }

    /** The first moment from there on that a span or a label covers. */
    public Future<Optional<Instant>> firstTimeFrom(SqlClient client, UserId user, Instant from) {
        return client.preparedQuery("""
                        select min(greatest(x.from_at, $2)) as at from (
                            (select s.from_at from agents a, lateral (
                                 select from_at from spans
                                  where agent_key = a.key and to_at > $2 and from_at > $2 - interval '1 day'
                                  order by from_at limit 1) s
                              where a.user_id = $1)
                            union all
                            select from_at from labels where user_id = $1 and to_at > $2) x
                        """)
                .execute(Tuple.of(user.value(), time(from)))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at"));
    }

    /** The end of the last that a span or a label covers of {@code [from, to)}, at most a day long. */
    public Future<Optional<Instant>> lastTimeBefore(SqlClient client, UserId user, Instant from, Instant to) {
        return client.preparedQuery("""
                        select max(least(x.to_at, $3)) as at from (
                            (select s.to_at from agents a, lateral (
                                 select to_at from spans
                                  where agent_key = a.key and from_at < $3 and from_at > $2::timestamptz - interval '1 day'
                                  order by from_at desc limit 1) s
                              where a.user_id = $1)
                            union all
                            select to_at from labels where user_id = $1 and from_at < $3 and to_at > $2) x
                        """)
                .execute(Tuple.of(user.value(), time(from), time(to)))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at"));
    }

    /** The next persons by id who keep something only for a time. */
    public Future<List<Keeping>> personsToThin(UUID after, int most) {
        return pool.preparedQuery("""
                        select id, keep_activities_days, keep_history_days from users
                         where (keep_activities_days is not null or keep_history_days is not null) and id > $1
                         order by id limit $2
                        """)
                .execute(Tuple.of(after, most))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Keeping(
                                new UserId(row.getUUID("id")),
                                row.getInteger("keep_activities_days"),
                                row.getInteger("keep_history_days"))));
    }

    /** Deletes a step of what is older; whether there may be more. Where the database refuses, nobody else has to wait. */
    public Future<Boolean> thin(Keeping keeping, LocalDate today) {
        return thinned(keeping, today).recover(failure -> {
            if (failure instanceof PgException) {
                LOG.warn("what a person keeps no longer could not be deleted: {}", failure.toString());
                return Future.succeededFuture(false);
            }
            return Future.failedFuture(failure);
        });
    }

    private Future<Boolean> thinned(Keeping keeping, LocalDate today) {
        Integer activities = keeping.activitiesDays();
        Future<Boolean> thinned = activities == null
                ? Future.succeededFuture(false)
                : thinActivities(keeping.user(), today.minusDays(activities))
                        .compose(more -> thinSetAside(keeping.user(), today.minusDays(activities))
                                .map(moreAside -> more || moreAside));
        Integer history = keeping.historyDays();
        return history == null
                ? thinned
                : thinned.compose(more ->
                        thinHistory(keeping.user(), today.minusDays(history)).map(more));
    }

    /**
     * Deletes activities that were received before that day, oldest first, and notes the days that lost some. They are
     * looked for by their start, which is hardly ever after their receipt.
     */
    private Future<Boolean> thinActivities(UserId user, LocalDate before) {
        return pool.withTransaction(connection -> RollupStore.lock(connection, Set.of(user))
                .compose(nothing -> connection.preparedQuery("""
                                with old as (
                                    select x.stream_key, x.at, x.seq, s.agent_key
                                      from agents a join streams s on s.agent_key = a.key
                                      join activities x on x.stream_key = s.key
                                     where a.user_id = $1 and x.at < $2::date::timestamp at time zone 'UTC' + interval '1 day'
                                       and x.received < $2
                                     order by x.at limit $3),
                                gone as (
                                    delete from activities x using old
                                     where x.stream_key = old.stream_key and x.at = old.at and x.seq = old.seq
                                    returning old.agent_key, (old.at at time zone 'UTC')::date as day),
                                noted as (
                                    insert into thinned_days (agent_key, day) select distinct agent_key, day from gone
                                    on conflict do nothing)
                                select count(*) as n from gone
                                """).execute(Tuple.of(user.value(), before, STEP)))
                .map(rows -> rows.iterator().next().getLong("n") == STEP));
    }

    /** Deletes what was set aside before that day. */
    private Future<Boolean> thinSetAside(UserId user, LocalDate before) {
        return pool.preparedQuery("""
                        delete from rejected_items r using (
                            select o.stream_key, o.seq from agents a join streams s on s.agent_key = a.key, lateral (
                                   select stream_key, seq from rejected_items
                                    where stream_key = s.key and at < $2::date::timestamp at time zone 'UTC'
                                    order by at limit $3) o
                             where a.user_id = $1 limit $3) old
                         where r.stream_key = old.stream_key and r.seq = old.seq
                        """)
                .execute(Tuple.of(user.value(), before, STEP))
                .map(rows -> rows.rowCount() == STEP);
    }

    /** Deletes spans, labels and roll-ups of days before that one, but never of days whose activities are still there. */
    private Future<Void> thinHistory(UserId user, LocalDate before) {
        return pool.withTransaction(connection -> RollupStore.lock(connection, Set.of(user))
                .compose(nothing -> firstActivity(connection, user))
                .compose(first -> {
                    LocalDate kept =
                            first.map(at -> DayFold.dayOf(at).minusDays(1)).orElse(before);
                    LocalDate end = kept.isBefore(before) ? kept : before;
                    Tuple older = Tuple.of(user.value(), time(DayFold.startOf(end)));
                    return connection
                            .preparedQuery("""
                                    delete from spans s using agents a
                                     where a.key = s.agent_key and a.user_id = $1 and s.to_at <= $2
                                    """)
                            .execute(older)
                            .compose(done -> connection
                                    .preparedQuery("delete from labels where user_id = $1 and to_at <= $2")
                                    .execute(older))
                            .compose(done -> connection
                                    .preparedQuery("delete from day_sums where user_id = $1 and day < $2")
                                    .execute(Tuple.of(user.value(), end)));
                })
                .<Void>mapEmpty());
    }

    private static Future<Optional<Instant>> firstActivity(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select min(f.at) as at from agents a join streams s on s.agent_key = a.key, lateral (
                               select at from activities where stream_key = s.key order by at limit 1) f
                         where a.user_id = $1
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at"));
    }
}
