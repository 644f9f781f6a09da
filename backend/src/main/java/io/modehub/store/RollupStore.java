package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.UserId;
import io.modehub.spans.DaySums;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Roll-ups of timelines by UTC day, the numbers of applications, and how far a person's time is sealed. */
public final class RollupStore {
    /** The timeline that is the person's own. */
    public static final int PERSON = 0;

    private RollupStore() {}

    /** One timeline's day. */
    public record Day(UserId user, int agentKey, LocalDate day) {}

    /**
     * A person's time while a transaction is its only writer.
     *
     * @param sealedTo up to where quarter-hours are summed up
     * @param setupVersion which version of the person's setups holds
     */
    public record Locked(Optional<Instant> sealedTo, long setupVersion) {}

    /**
     * Lets the transaction be the only writer of these persons' time. Locks in one order, so that writers wait for each other and
     * never in a circle.
     */
    public static Future<Map<UserId, Locked>> lock(SqlConnection connection, Collection<UserId> users) {
        return connection
                .preparedQuery("""
                        select user_id, sealed_to, setup_version from timelines where user_id = any($1)
                         order by user_id for no key update
                        """)
                .execute(Tuple.of((Object) users.stream().map(UserId::value).toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UserId, Locked> locked = new HashMap<>();
                    rows.forEach(row -> locked.put(
                            new UserId(row.getUUID("user_id")),
                            new Locked(Rows.instantIfAny(row, "sealed_to"), row.getLong("setup_version"))));
                    return locked;
                });
    }

    /** How far a person's time is sealed. */
    public static Future<Optional<Instant>> sealedTo(SqlClient client, UserId user) {
        return client.preparedQuery("select sealed_to from timelines where user_id = $1")
                .execute(Tuple.of(user.value()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Rows.instantIfAny(rows.iterator().next(), "sealed_to"));
    }

    /** Moves the seals. */
    public static Future<Void> seal(SqlConnection connection, Map<UserId, Instant> seals) {
        List<Map.Entry<UserId, Instant>> moves = List.copyOf(seals.entrySet());
        return moves.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery("""
                                update timelines t set sealed_to = x.sealed_to
                                  from unnest($1::uuid[], $2::timestamptz[]) as x (user_id, sealed_to)
                                 where t.user_id = x.user_id
                                """)
                        .execute(Tuple.of(
                                moves.stream()
                                        .map(move -> move.getKey().value())
                                        .toArray(UUID[]::new),
                                (Object) moves.stream()
                                        .map(move -> time(move.getValue()))
                                        .toArray(OffsetDateTime[]::new)))
                        .mapEmpty();
    }

    /** The roll-ups there are of these persons and days, of all timelines. */
    public static Future<Map<Day, DaySums>> read(SqlClient client, List<UserId> users, List<LocalDate> days) {
        return client.preparedQuery("""
                        select d.* from unnest($1::uuid[], $2::date[]) as x (user_id, day)
                          join day_sums d on d.user_id = x.user_id and d.day = x.day
                        """)
                .execute(Tuple.of(users.stream().map(UserId::value).toArray(UUID[]::new), (Object)
                        days.toArray(LocalDate[]::new)))
                .map(rows -> {
                    Map<Day, DaySums> sums = new HashMap<>();
                    rows.forEach(row -> sums.put(
                            day(row), DaySums.unpack(row.getBuffer("sums").getBytes())));
                    return sums;
                });
    }

    /** The packed roll-ups of a timeline, by day, of the days {@code from <= day <= to}. */
    public static Future<Map<LocalDate, byte[]>> packed(
            SqlClient client, UserId user, int agentKey, LocalDate from, LocalDate to) {
        return client.preparedQuery("""
                        select day, sums from day_sums where user_id = $1 and agent_key = $2 and day between $3 and $4
                         order by day
                        """)
                .execute(Tuple.of(user.value(), agentKey, from, to))
                .map(rows -> {
                    Map<LocalDate, byte[]> sums = new java.util.LinkedHashMap<>();
                    rows.forEach(row -> sums.put(
                            row.getLocalDate("day"), row.getBuffer("sums").getBytes()));
                    return sums;
                });
    }

    /** Puts roll-ups in place; empty ones are removed. */
    public static Future<Void> write(SqlConnection connection, Map<Day, DaySums> sums) {
        List<Map.Entry<Day, DaySums>> full = sums.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .toList();
        List<Day> empty = sums.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        List<Future<?>> writes = new ArrayList<>(2);
        if (!full.isEmpty()) {
            List<Day> days = full.stream().map(Map.Entry::getKey).toList();
            writes.add(connection
                    .preparedQuery("""
                            insert into day_sums (user_id, agent_key, day, sums)
                            select * from unnest($1::uuid[], $2::integer[], $3::date[], $4::bytea[])
                            on conflict (user_id, agent_key, day) do update set sums = excluded.sums
                            """)
                    .execute(keys(days)
                            .addValue(full.stream()
                                    .map(entry -> Buffer.buffer(entry.getValue().pack()))
                                    .toArray(Buffer[]::new))));
        }
        if (!empty.isEmpty()) {
            writes.add(connection.preparedQuery("""
                            delete from day_sums d
                             using unnest($1::uuid[], $2::integer[], $3::date[]) as x (user_id, agent_key, day)
                             where d.user_id = x.user_id and d.agent_key = x.agent_key and d.day = x.day
                            """).execute(keys(empty)));
        }
        return Future.join(writes).mapEmpty();
    }

    /** Gives one mode's time to another in all of a person's roll-ups; tells the days that had any. */
    static Future<Set<LocalDate>> moveMode(SqlConnection connection, UserId user, int from, int to) {
        return connection
                .preparedQuery("select * from day_sums where user_id = $1")
                .execute(Tuple.of(user.value()))
                .compose(rows -> {
                    Map<Day, DaySums> moved = new HashMap<>();
                    rows.forEach(row -> {
                        DaySums before = DaySums.unpack(row.getBuffer("sums").getBytes());
                        DaySums after = before.moved(from, to);
                        if (!after.equals(before)) {
                            moved.put(day(row), after);
                        }
                    });
                    Set<LocalDate> days = new TreeSet<>();
                    moved.keySet().forEach(day -> days.add(day.day()));
                    return (moved.isEmpty() ? Future.<Void>succeededFuture() : write(connection, moved)).map(days);
                });
    }

    /** Numbers for applications, made where they are new. Only under {@link #lock}. */
    public static Future<Map<UserId, Map<String, Integer>>> appIds(
            SqlConnection connection, Map<UserId, Set<String>> names) {
        List<UUID> users = new ArrayList<>();
        List<String> apps = new ArrayList<>();
        names.forEach((user, used) -> new TreeSet<>(used).forEach(app -> {
            users.add(user.value());
            apps.add(app);
        }));
        if (apps.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Tuple asked = Tuple.of(users.toArray(UUID[]::new), (Object) apps.toArray(String[]::new));
        Future<?> added = connection.preparedQuery("""
                        insert into apps (user_id, name)
                        select * from unnest($1::uuid[], $2::text[]) as x (user_id, name)
                         where not exists (select from apps a where a.user_id = x.user_id and a.name = x.name)
                        """).execute(asked);
        Future<Map<UserId, Map<String, Integer>>> ids = connection
                .preparedQuery("""
                        select a.* from unnest($1::uuid[], $2::text[]) as x (user_id, name)
                          join apps a on a.user_id = x.user_id and a.name = x.name
                        """)
                .execute(asked)
                .map(rows -> {
                    Map<UserId, Map<String, Integer>> found = new HashMap<>();
                    rows.forEach(
                            row -> found.computeIfAbsent(new UserId(row.getUUID("user_id")), key -> new HashMap<>())
                                    .put(row.getString("name"), row.getInteger("id")));
                    return found;
                });
        return Future.join(added, ids).map(nothing -> ids.result());
    }

    /** A person's applications by number. */
    public static Future<Map<Integer, String>> appNames(SqlClient client, UserId user) {
        return client.preparedQuery("select id, name from apps where user_id = $1")
                .execute(Tuple.of(user.value()))
                .map(rows -> {
                    Map<Integer, String> names = new HashMap<>();
                    rows.forEach(row -> names.put(row.getInteger("id"), row.getString("name")));
                    return names;
                });
    }

    private static Tuple keys(List<Day> days) {
        return Tuple.of(
                days.stream().map(day -> day.user().value()).toArray(UUID[]::new),
                days.stream().map(Day::agentKey).toArray(Integer[]::new),
                days.stream().map(Day::day).toArray(LocalDate[]::new));
    }

    private static Day day(Row row) {
        return new Day(new UserId(row.getUUID("user_id")), row.getInteger("agent_key"), row.getLocalDate("day"));
    }
}
