package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentId;
import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.spans.DayTally;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Devices that report, their pairing codes and their streams' cursors. */
public final class AgentStore {
    private static final String DEVICES =
            "select a.*, c.seen_at as last_seen from agents a left join current_modes c on c.agent_key = a.key ";

    /** The agent for scripts shows itself once something was posted. */
    static final String USED =
            "(a.kind <> 'scripts' or exists (select from streams s where s.agent_key = a.key and s.acked > 0)) ";

    private static final int DELETED_AT_ONCE = 100_000;

    private final Pool pool;

    public AgentStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A device as people see it.
     *
     * @param kind {@code device}, {@code scripts} or {@code demo}
     * @param sources JSON array of {@code {source,name}}
     */
    public record Device(
            AgentRef ref,
            String name,
            String platform,
            String kind,
            String version,
            List<String> sensors,
            JsonArray sources,
            Optional<Instant> lastSeen) {
        public boolean demo() {
            return "demo".equals(kind);
        }
    }

    /**
     * What an agent says when it comes.
     *
     * @param next all of the stream before it was measured
     * @param sources JSON array of {@code {source,name}}
     */
    public record Arrival(
            UUID stream, long next, String platform, String version, List<String> sensors, JsonArray sources) {}

    /** The device as it came, and where its stream stands once a link has taken it over. */
    public record Opened(Device device, int streamKey, long acked, long generation, DayTally tally) {}

    /** A person's devices; the built-in one for scripts only once it was used. */
    public Future<List<Device>> list(UserId user) {
        return pool.preparedQuery(DEVICES + "where user_id = $1 and " + USED + "order by created_at, key")
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, AgentStore::device));
    }

    /**
     * How an agent's spool and the hub stand.
     *
     * @param kept sequence numbers the hub has taken over
     * @param waiting that the spool held when the agent came and the hub has not yet
     * @param lost that an agent could not keep
     * @param rejected items set aside
     */
    public record Standing(Instant pairedAt, long kept, long waiting, long lost, long rejected) {}

    /** How each of a person's agents stands, by key. */
    public Future<Map<Integer, Standing>> standings(UserId user) {
        return pool.preparedQuery("""
                        select a.key, a.created_at, coalesce(sum(s.acked), 0)::bigint as kept,
                               coalesce(sum(greatest(0, a.spool_next - 1 - s.acked))
                                   filter (where s.stream = a.spool_stream), 0)::bigint as waiting,
                               coalesce(sum((select sum(g.to_seq - g.from_seq + 1) from stream_gaps g
                                              where g.stream_key = s.key)), 0)::bigint as lost,
                               coalesce(sum((select count(*) from rejected_items r where r.stream_key = s.key)), 0)::bigint
                                   as rejected
                          from agents a left join streams s on s.agent_key = a.key
                         where a.user_id = $1 group by a.key
                        """).execute(Tuple.of(user.value())).map(rows -> {
            Map<Integer, Standing> standings = new HashMap<>();
            rows.forEach(row -> standings.put(
                    row.getInteger("key"),
                    new Standing(
                            Rows.instant(row, "created_at"),
                            row.getLong("kept"),
                            row.getLong("waiting"),
                            row.getLong("lost"),
                            row.getLong("rejected"))));
            return standings;
        });
    }

    /** The keys of all of a person's agents. */
    public Future<List<Integer>> keys(UserId user) {
        return pool.preparedQuery("select key from agents where user_id = $1")
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, row -> row.getInteger("key")));
    }

    /** Lets no link that a device of the person has open write any more, on whatever hub; the answer is the devices' keys. */
    public Future<List<Integer>> fence(UserId user) {
        return pool.preparedQuery("""
                        with fenced as (
                            update agents set generation = generation + 1
                             where user_id = $1 and kind = 'device' returning key, generation),
                             moved as (
                            update streams s set generation = f.generation from fenced f where s.agent_key = f.key)
                        select key from fenced
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, row -> row.getInteger("key")));
    }

    public Future<Optional<Device>> find(UserId user, AgentId id) {
        return pool.preparedQuery(DEVICES + "where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), id.value()))
                .map(rows -> Rows.first(rows, AgentStore::device));
    }

    /** A device that has shown its token, and the roles its owner has at this moment. */
    public record Shown(Device device, Set<String> roles) {}

    /** The agent whose token in force has this id; none whose owner is disabled. */
    public Future<Optional<Shown>> byToken(AgentId id, UUID tokenId, Instant now) {
        return pool.preparedQuery("""
                        with seen as (
                            update agents set token_before = null
                             where id = $1 and token_id = $2 and token_before is not null)
                        select a.*, u.roles || array(select g.role from role_grants g
                                                      where g.user_id = u.id and g.ended_at is null and g.until_at > $3) as roles
                          from agents a join users u on u.id = a.user_id
                         where a.id = $1 and (token_id = $2 or token_before = $2) and u.disabled_at is null
                        """)
                .execute(Tuple.of(id.value(), tokenId, time(now)))
                .map(rows -> Rows.first(
                        rows, row -> new Shown(device(row), Set.copyOf(List.of(row.getArrayOfStrings("roles"))))));
    }

    /** The person's agent for scripts, made at first use. */
    public Future<Device> scripts(UserId user) {
        return pool.preparedQuery("""
                        insert into agents (user_id, kind, name, platform) values ($1, 'scripts', 'Scripts', 'api')
                        on conflict (user_id) where kind = 'scripts' do update set kind = 'scripts' returning *
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> device(rows.iterator().next()));
    }

    /** Which of these ids were posted before. */
    public Future<Set<String>> postedBefore(AgentRef agent, List<String> itemIds) {
        if (itemIds.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return pool.preparedQuery("select item_id from posted_items where agent_key = $1 and item_id = any($2)")
                .execute(Tuple.of(agent.key(), (Object) itemIds.toArray(String[]::new)))
                .map(rows -> Set.copyOf(Rows.list(rows, row -> row.getString("item_id"))));
    }

    /** A simulated device, made once for a person; empty when it was made before, even if it is gone. */
    public Future<Optional<Device>> createDemo(UserId user, String name) {
        return pool.preparedQuery("""
                        with offered as (
                            update users set demo_offered = true where id = $1 and not demo_offered returning id)
                        insert into agents (user_id, kind, name, platform, device_id)
                        select id, 'demo', $2, 'simulated', 'demo' from offered returning *
                        """)
                .execute(Tuple.of(user.value(), name))
                .map(rows -> Rows.first(rows, AgentStore::device));
    }

    public Future<List<Device>> demos() {
        return pool.preparedQuery(DEVICES + "where kind = 'demo' order by key")
                .execute()
                .map(rows -> Rows.list(rows, AgentStore::device));
    }

    public Future<Optional<Device>> rename(UserId user, AgentId id, String name) {
        return pool.preparedQuery("update agents set name = $3 where user_id = $1 and id = $2 returning *")
                .execute(Tuple.of(user.value(), id.value(), name))
                .map(rows -> Rows.first(rows, AgentStore::device));
    }

    /** Deletes a device with every row of it; the answer holds the days it had time in, empty where there is no such device. */
    public static Future<Optional<List<LocalDate>>> delete(SqlConnection connection, UserId user, AgentId id) {
        return connection
                .preparedQuery("select key from agents where user_id = $1 and id = $2 for update")
                .execute(Tuple.of(user.value(), id.value()))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : delete(connection, user, rows.iterator().next().getInteger("key"))
                                .map(Optional::of));
    }

    private static Future<List<LocalDate>> delete(SqlConnection connection, UserId user, int key) {
        return deleteActivities(connection, List.of(key))
                .compose(done -> connection
                        .preparedQuery("delete from agents where key = $1")
                        .execute(Tuple.of(key)))
                .compose(done -> connection
                        .preparedQuery("delete from day_sums where user_id = $1 and agent_key = $2 returning day")
                        .execute(Tuple.of(user.value(), key)))
                .map(rows -> Rows.list(rows, row -> row.getLocalDate("day")));
    }

    /** Deletes all activities of these agents, in steps, since one statement may take at most half a minute. */
    static Future<Void> deleteActivities(SqlConnection connection, List<Integer> agentKeys) {
        return connection
                .preparedQuery("""
                        delete from activities x using (
                            select a.stream_key, a.at, a.seq from activities a
                             where a.stream_key in (select key from streams where agent_key = any($1)) limit $2) old
                         where x.stream_key = old.stream_key and x.at = old.at and x.seq = old.seq
                        """)
                .execute(Tuple.of(agentKeys.toArray(Integer[]::new), DELETED_AT_ONCE))
                .compose(rows -> rows.rowCount() < DELETED_AT_ONCE
                        ? Future.succeededFuture()
                        : deleteActivities(connection, agentKeys));
    }

    public Future<Void> addPairing(byte[] codeHash, UserId user, Instant expiresAt) {
        return pool.preparedQuery("""
                        with spent as (delete from pairings where expires_at < now())
                        insert into pairings (code_hash, user_id, expires_at) values ($1, $2, $3)
                        """)
                .execute(Tuple.of(Buffer.buffer(codeHash), user.value(), time(expiresAt)))
                .mapEmpty();
    }

    /** Redeems a code once; a known device keeps its id. Empty when the code is unknown, used or expired. */
    public Future<Optional<Device>> pair(
            byte[] codeHash, String name, String platform, @Nullable String deviceId, UUID tokenId, Instant now) {
        return pool.preparedQuery("""
                        with spent as (
                            delete from pairings where code_hash = $1 returning user_id, expires_at)
                        insert into agents (user_id, kind, name, platform, device_id, token_id)
                        select user_id, 'device', $2, $3, $4, $5 from spent where expires_at > $6
                        on conflict (user_id, device_id) do update
                           set token_id = excluded.token_id, token_before = null, platform = excluded.platform
                        returning *
                        """)
                .execute(Tuple.of(Buffer.buffer(codeHash), name, platform, deviceId, tokenId, time(now)))
                .map(rows -> Rows.first(rows, AgentStore::device));
    }

    /**
     * Takes a device's token away and keeps its history; empty where the person has no such device. A link of it on another hub
     * can write no more.
     */
    public Future<Optional<Device>> revoke(UserId user, AgentId id) {
        return pool.preparedQuery("""
                        with revoked as (
                            update agents set token_id = null, token_before = null, generation = generation + 1
                             where user_id = $1 and id = $2 and kind = 'device' returning *),
                             fenced as (
                            update streams s set generation = s.generation + 1 from revoked r where s.agent_key = r.key)
                        select * from revoked
                        """)
                .execute(Tuple.of(user.value(), id.value()))
                .map(rows -> Rows.first(rows, AgentStore::device));
    }

    /**
     * Another token for a device that is still paired. The one in use stays in force until another was seen, however many that
     * never arrived were made meanwhile.
     */
    public Future<Void> renewToken(AgentRef agent, UUID tokenId) {
        return pool.preparedQuery("""
                        update agents set token_before = coalesce(token_before, token_id), token_id = $2
                         where key = $1 and token_id is not null
                        """).execute(Tuple.of(agent.key(), tokenId)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw unpaired();
            }
            return null;
        });
    }

    private static HubException unpaired() {
        return new HubException(ErrorCode.UNAUTHENTICATED, "this device is no longer paired; pair it again");
    }

    /**
     * Notes what the agent said and takes its stream over: a new generation fences every older link, on whatever hub it is and
     * whichever stream it brings. Fails where the device was removed, or its owner disabled, meanwhile. Statements go out
     * together, as thousands may come at once: the second sees what another opening did that the first had to wait for, and never
     * takes back what a third raised meanwhile.
     */
    public static Future<Opened> open(SqlConnection connection, AgentRef agent, Arrival arrival) {
        Future<RowSet<Row>> taken = connection
                .preparedQuery("""
                        with taken as (
                            update agents set generation = generation + 1, spool_stream = $2, spool_next = $3,
                                              platform = $4, version = $5, sensors = $6, sources = $7
                             where key = $1 and (kind <> 'device' or token_id is not null)
                               and not exists (select from users u where u.id = user_id and u.disabled_at is not null)
                            returning *),
                             opened as (
                            insert into streams (agent_key, stream, generation) select key, $2, generation from taken
                            on conflict (agent_key, stream) do update set generation = excluded.generation
                            returning key, acked)
                        select t.*, o.key as stream_key, o.acked, c.seen_at as last_seen
                          from taken t cross join opened o left join current_modes c on c.agent_key = t.key
                        """)
                .execute(Tuple.of(
                        agent.key(),
                        arrival.stream(),
                        arrival.next(),
                        arrival.platform(),
                        arrival.version(),
                        arrival.sensors().toArray(String[]::new),
                        arrival.sources()));
        Future<RowSet<Row>> fenced = connection.preparedQuery("""
                        update streams s set generation = a.generation from agents a
                         where a.key = $1 and s.agent_key = a.key and s.generation < a.generation
                        """).execute(Tuple.of(agent.key()));
        Future<RowSet<Row>> tallies = connection.preparedQuery("""
                        select day, day_activities from streams where agent_key = $1
                         order by day desc, day_activities desc limit 1
                        """).execute(Tuple.of(agent.key()));
        return Future.join(taken, fenced, tallies).map(all -> {
            if (taken.result().size() == 0) {
                throw unpaired();
            }
            Row row = taken.result().iterator().next();
            Row tally = tallies.result().iterator().next();
            return new Opened(
                    device(row),
                    row.getInteger("stream_key"),
                    row.getLong("acked"),
                    row.getLong("generation"),
                    new DayTally(tally.getLocalDate("day"), tally.getInteger("day_activities")));
        });
    }

    static Device device(Row row) {
        return new Device(
                new AgentRef(row.getInteger("key"), new AgentId(row.getUUID("id")), new UserId(row.getUUID("user_id"))),
                row.getString("name"),
                row.getString("platform"),
                row.getString("kind"),
                row.getString("version"),
                List.of(row.getArrayOfStrings("sensors")),
                row.getJsonArray("sources"),
                row.getColumnIndex("last_seen") < 0 ? Optional.empty() : Rows.instantIfAny(row, "last_seen"));
    }
}
