package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentId;
import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an import writes, beside what ingest and labels write. In the caller's transaction, under the person's lock. */
public final class ImportStore {
    private ImportStore() {}

    /** A stream and up to where it is numbered. */
    public record Stream(int key, long acked) {}

    /** An agent as a file tells it. */
    public record NewAgent(
            UUID id,
            String kind,
            String name,
            String platform,
            String version,
            @Nullable String deviceId,
            List<String> sensors,
            JsonArray sources,
            LocalDate finishedTo) {}

    /** An agent of the person, and whether it is new. */
    public record Agent(AgentRef ref, String kind, boolean added) {}

    /** A label that was said here, or is to be. */
    public record Word(
            @Nullable Integer agentKey,
            Instant from,
            @Nullable Instant to,
            int modeId,
            String source,
            boolean withSpan,
            boolean colours) {}

    /** A label that is there. */
    public record Said(long id, Word word) {}

    /** Whether anything is kept of a person's time. */
    public static Future<Boolean> hasTime(SqlConnection connection, UserId user) {
        return connection.preparedQuery("""
                        select exists (select from labels where user_id = $1)
                            or exists (select from day_sums where user_id = $1)
                            or exists (select from agents a join spans s on s.agent_key = a.key where a.user_id = $1)
                            or exists (select from agents a join streams s on s.agent_key = a.key
                                        where a.user_id = $1
                                          and exists (select from activities x where x.stream_key = s.key)) as has
                        """).execute(Tuple.of(user.value())).map(rows -> rows.iterator()
                .next()
                .getBoolean("has"));
    }

    /** Adds a mode at the end unless there is one of that name; whether it did. */
    public static Future<Boolean> addMode(SqlConnection connection, UserId user, String name, String colour) {
        return connection
                .preparedQuery("""
                        with made as (
                            insert into modes (user_id, name, colour, position)
                            select $1, $2, $3, least(coalesce(max(position) + 1, 0), 99)
                              from modes where user_id = $1 and not built_in
                            on conflict (user_id, lower(name)) do nothing returning *)
                        insert into mode_origins (user_id, origin, mode_id)
                        select user_id, 'mode:' || gen_random_uuid(), id from made
                        """)
                .execute(Tuple.of(user.value(), name, colour))
                .map(rows -> rows.rowCount() == 1);
    }

    /** A mode that was put in place, and whether it is new. */
    public record PutMode(int id, boolean added) {}

    /** Makes a mode what the file says; a built-in one keeps its name. */
    public static Future<PutMode> putMode(
            SqlConnection connection, UserId user, String name, String colour, int order) {
        return connection
                .preparedQuery("""
                        insert into modes (user_id, name, colour, position) values ($1, $2, $3, $4)
                        on conflict (user_id, lower(name)) do update
                           set name = case when modes.built_in then modes.name else excluded.name end,
                               colour = excluded.colour, position = excluded.position
                        returning id, xmax = 0 as added
                        """)
                .execute(Tuple.of(user.value(), name, colour, (short) order))
                .map(rows -> rows.iterator().next())
                .map(row -> new PutMode(row.getInteger("id"), row.getBoolean("added")));
    }

    /** Removes all other modes of a person without time, and what the classifier's names lead to. */
    public static Future<Void> keepModesOnly(SqlConnection connection, UserId user, Set<Integer> ids) {
        return connection
                .preparedQuery("delete from modes where user_id = $1 and not built_in and id <> all($2)")
                .execute(Tuple.of(user.value(), (Object) ids.toArray(Integer[]::new)))
                .compose(done -> connection.preparedQuery("""
                                delete from mode_origins where user_id = $1 and origin not in ('Away', 'Unknown')
                                """).execute(Tuple.of(user.value())))
                .mapEmpty();
    }

    /** Gives each mode to which no classifier's name leads one of its own, so that rules and models can tell it. */
    public static Future<Void> nameTheRest(SqlConnection connection, UserId user) {
        return connection.preparedQuery("""
                        insert into mode_origins (user_id, origin, mode_id)
                        select user_id, 'mode:' || gen_random_uuid(), id from modes m
                         where user_id = $1 and not exists (
                             select from mode_origins o where o.user_id = m.user_id and o.mode_id = m.id)
                        """).execute(Tuple.of(user.value())).mapEmpty();
    }

    /** Lets a classifier's name lead to a mode where it leads nowhere yet. */
    public static Future<Void> putOrigin(SqlConnection connection, UserId user, String origin, int modeId) {
        return connection
                .preparedQuery("""
                        insert into mode_origins (user_id, origin, mode_id) values ($1, $2, $3) on conflict do nothing
                        """)
                .execute(Tuple.of(user.value(), origin, modeId))
                .mapEmpty();
    }

    /** The person's agent that this one is: by its id, as the same device, or under the id it got here before. */
    public static Future<Optional<Agent>> findAgent(
            SqlConnection connection, UserId user, NewAgent agent, UUID otherId) {
        return connection
                .preparedQuery("""
                        select * from agents
                         where user_id = $1
                           and (id = $2 or id = $3 or device_id = $4 or (kind = 'scripts' and $5 = 'scripts'))
                         order by (kind = 'scripts' and $5 = 'scripts') desc, id = $2 desc, id = $3 desc limit 1
                        """)
                .execute(Tuple.of(user.value(), agent.id(), otherId, agent.deviceId(), agent.kind()))
                .map(rows -> Rows.first(rows, row -> agent(row, user, false)));
    }

    /** Makes the agent, unpaired, under its own id where that is free. */
    public static Future<Agent> addAgent(SqlConnection connection, UserId user, NewAgent agent, UUID otherId) {
        return connection
                .preparedQuery("""
                        insert into agents (id, user_id, kind, name, platform, version, device_id, sensors, sources,
                                            finished_to)
                        select case when exists (select from agents where id = $1) then $2::uuid else $1 end,
                               $3, $4, $5, $6, $7, $8, $9, $10, $11
                        returning *
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        agent.id(),
                        otherId,
                        user.value(),
                        agent.kind(),
                        agent.name(),
                        agent.platform(),
                        agent.version(),
                        agent.deviceId(),
                        agent.sensors().toArray(String[]::new),
                        agent.sources(),
                        agent.finishedTo())))
                .map(rows -> agent(rows.iterator().next(), user, true));
    }

    private static Agent agent(Row row, UserId user, boolean added) {
        return new Agent(
                new AgentRef(row.getInteger("key"), new AgentId(row.getUUID("id")), user),
                row.getString("kind"),
                added);
    }

    /** The agent's stream of that id; no link ever opens it. */
    public static Future<Stream> stream(SqlConnection connection, int agentKey, UUID stream) {
        return connection
                .preparedQuery("""
                        insert into streams (agent_key, stream) values ($1, $2)
                        on conflict (agent_key, stream) do update set acked = streams.acked returning key, acked
                        """)
                .execute(Tuple.of(agentKey, stream))
                .map(rows -> rows.iterator().next())
                .map(row -> new Stream(row.getInteger("key"), row.getLong("acked")));
    }

    public static Future<Void> advance(SqlConnection connection, Stream stream, int by) {
        return connection
                .preparedQuery("update streams set acked = acked + $2 where key = $1")
                .execute(Tuple.of(stream.key(), by))
                .mapEmpty();
    }

    /** Start of the agent's latest activity. */
    public static Future<Optional<Instant>> latest(SqlConnection connection, int agentKey) {
        return connection
                .preparedQuery("""
                        select max(m.at) as at from streams s, lateral (
                               select at from activities where stream_key = s.key order by at desc limit 1) m
                         where s.agent_key = $1
                        """)
                .execute(Tuple.of(agentKey))
                .map(rows -> Rows.instantIfAny(rows.iterator().next(), "at"));
    }

    /** Lets nothing more be written by links that are open now: they don't know what is in this transaction. */
    public static Future<Void> fence(SqlConnection connection, int agentKey) {
        return connection.preparedQuery("""
                        with next as (
                            update agents set generation = generation + 1 where key = $1 returning generation)
                        update streams s set generation = next.generation from next where s.agent_key = $1
                        """).execute(Tuple.of(agentKey)).mapEmpty();
    }

    /** The labels of a person that begin at these moments, in the order they were said. */
    public static Future<List<Said>> labels(SqlConnection connection, UserId user, List<Instant> from) {
        return connection
                .preparedQuery("select * from labels where user_id = $1 and from_at = any($2) order by id")
                .execute(Tuple.of(
                        user.value(), (Object) from.stream().map(Rows::time).toArray(OffsetDateTime[]::new)))
                .map(rows -> Rows.list(rows, row -> new Said(row.getLong("id"), word(row))));
    }

    private static Word word(Row row) {
        return new Word(
                row.getInteger("agent_key"),
                instant(row, "from_at"),
                Rows.instantIfAny(row, "to_at").orElse(null),
                row.getInteger("mode_id"),
                row.getString("source"),
                row.getBoolean("with_span"),
                row.getBoolean("colours"));
    }

    public static Future<Long> addLabel(SqlConnection connection, UserId user, Word word, @Nullable UUID batch) {
        Instant to = word.to();
        return connection
                .preparedQuery("""
                        insert into labels (user_id, agent_key, from_at, to_at, mode_id, source, with_span, colours, batch_id)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
                        """)
                .execute(Tuple.from(java.util.Arrays.asList(
                        user.value(),
                        word.agentKey(),
                        time(word.from()),
                        to == null ? null : time(to),
                        word.modeId(),
                        word.source(),
                        word.withSpan(),
                        word.colours(),
                        batch)))
                .map(rows -> rows.iterator().next().getLong("id"));
    }
}
