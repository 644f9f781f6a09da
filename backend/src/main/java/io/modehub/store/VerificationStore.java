package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentId;
import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What there is to verify. */
public final class VerificationStore {
    private VerificationStore() {}

    public static Future<List<UserId>> persons(SqlClient client) {
        return client.query("select id from users order by id")
                .execute()
                .map(rows -> Rows.list(rows, row -> new UserId(row.getUUID("id"))));
    }

    public static Future<List<AgentRef>> agents(SqlClient client, UserId user) {
        return client.preparedQuery("select key, id from agents where user_id = $1 order by key")
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(
                        rows, row -> new AgentRef(row.getInteger("key"), new AgentId(row.getUUID("id")), user)));
    }

    /** The UTC days of an agent that have activities, are touched by one, or have spans. */
    public static Future<List<LocalDate>> days(SqlClient client, int agentKey) {
        return client.preparedQuery("""
                        select distinct (x.at at time zone 'UTC' + shift)::date as day
                          from activities x, unnest(array[interval '-1 hour', interval '1 hour']) as shift
                         where x.stream_key in (select key from streams where agent_key = $1)
                        union
                        select (from_at at time zone 'UTC')::date from spans where agent_key = $1
                         order by day
                        """)
                .execute(Tuple.of(agentKey))
                .map(rows -> Rows.list(rows, row -> row.getLocalDate("day")));
    }

    /** The UTC days of an agent that are yet to be judged again. */
    public static Future<Set<LocalDate>> daysToJudge(SqlClient client, int agentKey) {
        return client.preparedQuery("select day from days_to_judge where agent_key = $1")
                .execute(Tuple.of(agentKey))
                .map(rows -> Set.copyOf(Rows.list(rows, row -> row.getLocalDate("day"))));
    }

    /** The UTC days before that moment that have spans, labels or roll-ups of a person. */
    public static Future<List<LocalDate>> timeDays(SqlClient client, UserId user, Instant before) {
        return client.preparedQuery("""
                        select (s.from_at at time zone 'UTC')::date as from_day, (s.to_at at time zone 'UTC')::date as to_day
                          from spans s join agents a on a.key = s.agent_key where a.user_id = $1 and s.from_at < $2
                        union
                        select (from_at at time zone 'UTC')::date, (coalesce(to_at, $2) at time zone 'UTC')::date
                          from labels where user_id = $1 and from_at < $2
                        union
                        select day, day from day_sums where user_id = $1
                        """)
                .execute(Tuple.of(user.value(), time(before)))
                .map(rows -> {
                    TreeSet<LocalDate> days = new TreeSet<>();
                    rows.forEach(row -> {
                        LocalDate last = row.getLocalDate("to_day");
                        for (LocalDate day = row.getLocalDate("from_day"); !day.isAfter(last); day = day.plusDays(1)) {
                            days.add(day);
                        }
                    });
                    return days.stream()
                            .filter(day -> DayFold.startOf(day).isBefore(before))
                            .toList();
                });
    }
}
