package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.Rule;
import io.modehub.activity.UserId;
import io.modehub.store.SetupStore.StoredSetup;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A person's own rules, and how they were applied to the past. What changes anything does so under the person's lock. */
public final class RuleStore {
    /** Applications that are remembered, and can be undone one after the other. */
    private static final int REMEMBERED = 20;

    private RuleStore() {}

    /**
     * Rules that were applied to the past.
     *
     * @param at when that was asked for
     * @param from since when they hold
     * @param days of agents that had to be judged again, by this or by its undoing
     * @param daysLeft of them that still wait
     */
    public record Application(UUID id, Instant at, Instant from, int days, int daysLeft, State state) {}

    /** How far an application is. */
    public enum State {
        APPLYING,
        APPLIED,
        UNDOING,
        UNDONE;

        /** Whether days still wait to be judged again. */
        public boolean isUnderWay() {
            return this == APPLYING || this == UNDOING;
        }
    }

    /** The rules in force, in order. */
    public static Future<List<Rule>> list(SqlClient client, UserId user) {
        return SetupStore.list(client, user)
                .map(setups -> RuleJson.readAll(last(setups).rules()));
    }

    /** Puts rules in force from that moment on. */
    public static Future<Void> put(SqlConnection connection, UserId user, List<Rule> rules, Instant from) {
        return SetupStore.change(connection, user, from, setup -> setup.withRules(RuleJson.writeAll(rules)));
    }

    /** The newest applications, newest first. */
    public static Future<List<Application>> applications(SqlClient client, UserId user) {
        return settle(client, user)
                .compose(nothing -> client.preparedQuery("""
                                select r.*, case when done_at is null then least(days, (
                                       select count(*) from days_to_judge d join agents a on a.key = d.agent_key
                                        where a.user_id = $1)) else 0 end::integer as days_left
                                  from rule_applications r where user_id = $1 order by at desc, id limit $2
                                """).execute(Tuple.of(user.value(), REMEMBERED)))
                .map(rows -> Rows.list(rows, RuleStore::application));
    }

    /** Has the rules in force judge the past too, as though they had been there since that moment. */
    public static Future<Void> apply(SqlConnection connection, UserId user, Instant from, Instant now) {
        return SetupStore.list(connection, user).compose(before -> SetupStore.rewrite(
                        connection,
                        user,
                        from,
                        setup -> setup.withRules(last(before).rules()))
                .compose(nothing -> remember(connection, user, before, from, now)));
    }

    private static Future<Void> remember(
            SqlConnection connection, UserId user, List<StoredSetup> before, Instant from, Instant now) {
        JsonArray kept = new JsonArray();
        before.forEach(setup -> kept.add(JsonObject.of("from", setup.from().toString(), "rules", setup.rules())));
        return SetupStore.toJudge(connection, user)
                .compose(days -> connection
                        .preparedQuery("""
                                insert into rule_applications (user_id, at, from_at, before, days) values ($1, $2, $3, $4, $5)
                                """)
                        .execute(Tuple.of(user.value(), time(now), time(from), kept, days)))
                .compose(nothing -> connection.preparedQuery("""
                                delete from rule_applications where user_id = $1 and id not in (
                                    select id from rule_applications where user_id = $1 order by at desc, id limit $2)
                                """).execute(Tuple.of(user.value(), REMEMBERED)))
                .mapEmpty();
    }

    /** Has the past judged by the rules that were in force there before; models and zones stay as they are now. */
    public static Future<Void> undo(SqlConnection connection, UserId user, Application application, Instant now) {
        Future<JsonArray> before = connection
                .preparedQuery("select before from rule_applications where id = $1")
                .execute(Tuple.of(application.id()))
                .map(rows -> rows.iterator().next().getJsonArray(0));
        return before.compose(rules -> SetupStore.list(connection, user)
                        .compose(setups ->
                                SetupStore.replace(connection, user, withRulesBefore(setups, rules, application.at()))))
                .compose(nothing -> SetupStore.judgeAgain(connection, user, application.from()))
                .compose(nothing -> SetupStore.toJudge(connection, user))
                .compose(days -> connection.preparedQuery("""
                                update rule_applications set undone_at = $2, done_at = null, days = $3 where id = $1
                                """).execute(Tuple.of(application.id(), time(now), days)))
                .mapEmpty();
    }

    /** The setups with the rules that were, up to that moment, and unchanged from there on. */
    private static List<StoredSetup> withRulesBefore(List<StoredSetup> setups, JsonArray before, Instant end) {
        NavigableMap<Instant, StoredSetup> now = new TreeMap<>();
        setups.forEach(setup -> now.put(setup.from(), setup));
        NavigableMap<Instant, JsonArray> rules = new TreeMap<>();
        before.forEach(entry -> rules.put(
                Instant.parse(((JsonObject) entry).getString("from")), ((JsonObject) entry).getJsonArray("rules")));
        TreeSet<Instant> moments = new TreeSet<>(now.keySet());
        moments.addAll(rules.keySet());
        moments.add(end);
        List<StoredSetup> fresh = new ArrayList<>();
        for (Instant moment : moments) {
            StoredSetup then = now.floorEntry(moment).getValue().from(moment);
            StoredSetup setup = moment.isBefore(end)
                    ? then.withRules(rules.floorEntry(moment).getValue())
                    : then;
            if (fresh.isEmpty()
                    || !setup.from(fresh.get(fresh.size() - 1).from()).equals(fresh.get(fresh.size() - 1))) {
                fresh.add(setup);
            }
        }
        return fresh;
    }

    /** Notes what is done by now: no day waits any more. */
    private static Future<Void> settle(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        update rule_applications set done_at = now()
                         where user_id = $1 and done_at is null
                           and not exists (select from days_to_judge d join agents a on a.key = d.agent_key where a.user_id = $1)
                        """).execute(Tuple.of(user.value())).mapEmpty();
    }

    private static StoredSetup last(List<StoredSetup> setups) {
        return setups.get(setups.size() - 1);
    }

    private static Application application(Row row) {
        boolean done = Rows.instantIfAny(row, "done_at").isPresent();
        Optional<Instant> undone = Rows.instantIfAny(row, "undone_at");
        State state =
                undone.isPresent() ? (done ? State.UNDONE : State.UNDOING) : (done ? State.APPLIED : State.APPLYING);
        return new Application(
                row.getUUID("id"),
                instant(row, "at"),
                instant(row, "from_at"),
                row.getInteger("days"),
                row.getInteger("days_left"),
                state);
    }
}
