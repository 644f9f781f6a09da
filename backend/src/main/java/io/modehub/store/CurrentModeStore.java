package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What mode each agent is in: what was predicted last, beneath the person's word that holds. */
public final class CurrentModeStore {
    private static final String CURRENT = """
            select a.*, c.seen_at as last_seen, c.version as mode_version, c.confidence, c.since, c.source,
                   c.reasons, m.name as mode, w.source as word_source, w.from_at as word_from,
                   wm.name as word
              from agents a
              left join current_modes c on c.agent_key = a.key
              left join modes m on m.id = c.mode_id
              left join lateral (
                   select * from labels l
                    where l.agent_key = a.key and l.from_at <= $2 and (l.to_at is null or l.to_at > $2)
                      and (not l.with_span or l.from_at >= c.since)
                    order by l.id desc limit 1) w on true
              left join modes wm on wm.id = w.mode_id
            """;

    private final Pool pool;

    public CurrentModeStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * The mode of an agent.
     *
     * @param by what decided: model, rule, label or hand
     * @param reasons JSON array of {@code {code,args,text}}
     */
    public record ModeNow(long version, String mode, double confidence, Instant since, String by, JsonArray reasons) {}

    /** An agent and its mode; empty before any activity. */
    public record Current(AgentStore.Device device, Optional<ModeNow> mode) {}

    /** A person's agents with their modes, oldest agent first; the one for scripts only once it was used. */
    public Future<List<Current>> list(UserId user, Instant now) {
        return pool.preparedQuery(
                        CURRENT + "where a.user_id = $1 and " + AgentStore.USED + "order by a.created_at, a.key")
                .execute(Tuple.of(user.value(), time(now)))
                .map(rows -> Rows.list(rows, CurrentModeStore::current));
    }

    /** The agent alone. */
    public Future<Optional<Current>> find(AgentRef agent, Instant now) {
        return pool.preparedQuery(CURRENT + "where a.key = $1 and " + AgentStore.USED)
                .execute(Tuple.of(agent.key(), time(now)))
                .map(rows -> Rows.first(rows, CurrentModeStore::current));
    }

    private static Current current(Row row) {
        return new Current(AgentStore.device(row), modeNow(row));
    }

    private static Optional<ModeNow> modeNow(Row row) {
        if (row.getString("mode") == null) {
            return Optional.empty();
        }
        long version = row.getLong("mode_version");
        if (row.getString("word") != null) {
            String source = row.getString("word_source");
            String text = "hand".equals(source) ? "Set by hand" : "You said so";
            JsonArray reasons = JsonArray.of(JsonObject.of("code", source, "args", new JsonObject(), "text", text));
            return Optional.of(
                    new ModeNow(version, row.getString("word"), 1, Rows.instant(row, "word_from"), source, reasons));
        }
        return Optional.of(new ModeNow(
                version,
                row.getString("mode"),
                row.getFloat("confidence"),
                Rows.instant(row, "since"),
                row.getString("source"),
                row.getJsonArray("reasons")));
    }
}
