package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.UserId;
import io.modehub.classify.Pace;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What judges a person's activities, since when, and the days that have to be judged again. */
public final class SetupStore {
    /** Stands for the model that comes with the hub. */
    public static final String SHIPPED = "shipped";

    private SetupStore() {}

    /**
     * A setup as it is kept.
     *
     * @param from since when it holds; the first one holds since {@link Instant#EPOCH}
     * @param model the model's name
     * @param rules the person's own rules in their order
     * @param pace how soon another mode is shown
     */
    public record StoredSetup(Instant from, String model, JsonArray rules, Pace pace, ZoneId zone) {
        /** The same from another moment on. */
        public StoredSetup from(Instant moment) {
            return new StoredSetup(moment, model, rules, pace, zone);
        }

        public StoredSetup withRules(JsonArray others) {
            return new StoredSetup(from, model, others, pace, zone);
        }

        public StoredSetup withModel(String other) {
            return new StoredSetup(from, other, rules, pace, zone);
        }

        public StoredSetup withPace(Pace other) {
            return new StoredSetup(from, model, rules, other, zone);
        }

        public StoredSetup withZone(ZoneId other) {
            return new StoredSetup(from, model, rules, pace, other);
        }
    }

    /** Goes up with every change of the person's setups. */
    public static Future<Long> version(SqlClient client, UserId user) {
        return client.preparedQuery("select setup_version from timelines where user_id = $1")
                .execute(Tuple.of(user.value()))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    /** A person's setups in order; at least one. */
    public static Future<List<StoredSetup>> list(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select from_at, model, rules, pace, zone from setups where user_id = $1
                        union all
                        select '1970-01-01T00:00Z', $2, '[]', 'balanced', timezone from users u
                         where id = $1 and not exists (select from setups s where s.user_id = u.id)
                         order by from_at
                        """)
                .execute(Tuple.of(user.value(), SHIPPED))
                .map(rows -> Rows.list(
                        rows,
                        row -> new StoredSetup(
                                instant(row, "from_at"),
                                row.getString("model"),
                                row.getJsonArray("rules"),
                                Pace.of(row.getString("pace")),
                                ZoneId.of(row.getString("zone")))));
    }

    /** Changes the person's setup from that moment on. Under the person's lock. */
    public static Future<Void> change(
            SqlConnection connection, UserId user, Instant from, UnaryOperator<StoredSetup> change) {
        return list(connection, user).compose(setups -> {
            StoredSetup last = setups.get(setups.size() - 1);
            Instant since = from.isAfter(last.from()) ? from : last.from();
            Stream<StoredSetup> before =
                    setups.stream().filter(setup -> setup.from().isBefore(since));
            return replace(
                            connection,
                            user,
                            Stream.concat(before, Stream.of(change.apply(last).from(since)))
                                    .toList())
                    .compose(nothing -> judgeAgain(connection, user, since))
                    .mapEmpty();
        });
    }

    /** Changes all setups from that moment on, as though it had been so since then. Under the person's lock. */
    public static Future<Void> rewrite(
            SqlConnection connection, UserId user, Instant from, UnaryOperator<StoredSetup> change) {
        return list(connection, user)
                .compose(setups -> replace(connection, user, rewritten(setups, from, change)))
                .compose(nothing -> judgeAgain(connection, user, from))
                .mapEmpty();
    }

    private static List<StoredSetup> rewritten(
            List<StoredSetup> setups, Instant from, UnaryOperator<StoredSetup> change) {
        List<StoredSetup> fresh = new ArrayList<>();
        StoredSetup inForce = setups.get(0);
        for (StoredSetup setup : setups) {
            if (setup.from().isBefore(from)) {
                fresh.add(setup);
            }
            inForce = setup.from().isAfter(from) ? inForce : setup;
        }
        fresh.add(change.apply(inForce).from(from));
        setups.stream().filter(setup -> setup.from().isAfter(from)).map(change).forEach(fresh::add);
        return fresh;
    }

    /** Puts setups in place of a person's. Under the person's lock. */
    public static Future<Void> replace(SqlConnection connection, UserId user, List<StoredSetup> setups) {
        return connection
                .preparedQuery("delete from setups where user_id = $1")
                .execute(Tuple.of(user.value()))
                .compose(nothing -> connection
                        .preparedQuery("""
                                insert into setups (user_id, from_at, model, rules, pace, zone)
                                select $1, x.*
                                  from unnest($2::timestamptz[], $3::text[], $4::jsonb[], $5::text[], $6::text[]) as x
                                """)
                        .execute(Tuple.of(
                                user.value(),
                                setups.stream().map(setup -> time(setup.from())).toArray(OffsetDateTime[]::new),
                                setups.stream().map(StoredSetup::model).toArray(String[]::new),
                                setups.stream().map(StoredSetup::rules).toArray(Object[]::new),
                                setups.stream()
                                        .map(setup -> setup.pace().wire())
                                        .toArray(String[]::new),
                                setups.stream()
                                        .map(setup -> setup.zone().getId())
                                        .toArray(String[]::new))))
                .compose(nothing -> connection
                        .preparedQuery("update timelines set setup_version = setup_version + 1 where user_id = $1")
                        .execute(Tuple.of(user.value())))
                .mapEmpty();
    }

    /**
     * Notes the days of all the person's agents whose spans may be others under setups that changed from that moment on. Days
     * that retention has thinned are left as they are.
     *
     * @return how many days there are
     */
    public static Future<Integer> judgeAgain(SqlConnection connection, UserId user, Instant from) {
        return connection
                .preparedQuery("""
                        insert into days_to_judge (agent_key, day)
                        select distinct s.agent_key, (s.from_at at time zone 'UTC')::date
                          from spans s join agents a on a.key = s.agent_key
                         where a.user_id = $1 and s.to_at > $2::timestamptz - interval '1 hour'
                           and not exists (select from thinned_days t where t.agent_key = s.agent_key
                                              and t.day = (s.from_at at time zone 'UTC')::date)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(user.value(), time(from)))
                .map(io.vertx.sqlclient.SqlResult::rowCount);
    }

    /** How many days of the person's agents are still to be judged again. */
    public static Future<Integer> toJudge(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select count(*) from days_to_judge d join agents a on a.key = d.agent_key where a.user_id = $1
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }
}
