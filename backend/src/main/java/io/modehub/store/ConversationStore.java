package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people asked their log, what was answered, and what it cost. */
public final class ConversationStore {
    private static final String LIST = """
            select c.*, (select count(*) from turns t where t.conversation_id = c.id) as turns from conversations c
             where c.user_id = $1
            """;

    private final Pool pool;

    public ConversationStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A row of the list.
     *
     * @param title the first question, shortened
     */
    public record Conversation(UUID id, String title, Instant createdAt, Instant updatedAt, long turns) {}

    /**
     * One question and its answer.
     *
     * @param finish how it ended; null while it runs, or where the hub ended before it did
     * @param calls what was asked of the tools: {@code {tool,arguments}}
     * @param events what the page was told: {@code {type,data}}
     */
    public record Turn(
            UUID id,
            Instant at,
            String question,
            String answer,
            String provider,
            String deployment,
            @Nullable String finish,
            JsonArray calls,
            JsonArray events) {}

    /** Where a page of conversations ended. */
    public record Position(Instant updatedAt, UUID id) {}

    /** A person's conversations, the one last used first. */
    public Future<List<Conversation>> list(UserId user, @Nullable Position after, int limit) {
        return pool.preparedQuery(LIST + """
                           and ($2::timestamptz is null or (c.updated_at, c.id) < ($2, $3::uuid))
                         order by c.updated_at desc, c.id desc limit $4
                        """)
                .execute(Tuple.from(Arrays.asList(
                        user.value(),
                        after == null ? null : time(after.updatedAt()),
                        after == null ? null : after.id(),
                        limit)))
                .map(rows -> Rows.list(rows, ConversationStore::conversation));
    }

    public Future<Optional<Conversation>> find(UserId user, UUID id) {
        return pool.preparedQuery(LIST + " and c.id = $2")
                .execute(Tuple.of(user.value(), id))
                .map(rows -> Rows.first(rows, ConversationStore::conversation));
    }

    /** A turn that begins. */
    public record Begun(UUID id, Instant at, String question, String provider, String deployment) {}

    /** The last turns of a conversation, oldest first. */
    public Future<List<Turn>> turns(UUID conversation, int limit) {
        return pool.preparedQuery("""
                        select * from (select * from turns where conversation_id = $1 order by at desc, id desc limit $2) t
                         order by at, id
                        """)
                .execute(Tuple.of(conversation, limit))
                .map(rows -> Rows.list(rows, ConversationStore::turn));
    }

    /**
     * Begins a turn of a conversation; false where it is not there. Whoever asks waits for this, and nothing is promised yet, so
     * it does not wait for the disk; the turn's end does, and with it this is durable too.
     */
    public Future<Boolean> begin(UUID conversation, Begun turn) {
        return pool.preparedQuery("""
                        with soon as (select set_config('synchronous_commit', 'off', true)),
                             c as (update conversations set updated_at = $3 from soon where id = $1 returning id)
                        insert into turns (id, conversation_id, at, question, provider, deployment)
                        select $2, c.id, $3, $4, $5, $6 from c
                        """)
                .execute(Tuple.of(
                        conversation, turn.id(), time(turn.at()), turn.question(), turn.provider(), turn.deployment()))
                .map(done -> done.rowCount() > 0);
    }

    /** Begins a conversation with its first turn, as {@link #begin(UUID, Begun)} does. */
    public Future<UUID> begin(UserId user, String title, Begun turn) {
        UUID conversation = UUID.randomUUID();
        return pool.preparedQuery("""
                        with soon as (select set_config('synchronous_commit', 'off', true)),
                             c as (insert into conversations (id, user_id, title, created_at, updated_at)
                                   select $1, $2, $3, $4, $4 from soon returning id)
                        insert into turns (id, conversation_id, at, question, provider, deployment)
                        select $5, c.id, $4, $6, $7, $8 from c
                        """)
                .execute(Tuple.from(List.of(
                        conversation,
                        user.value(),
                        title,
                        time(turn.at()),
                        turn.id(),
                        turn.question(),
                        turn.provider(),
                        turn.deployment())))
                .map(done -> conversation);
    }

    /** A conversation of the person, and whether it is new. */
    public record Put(UUID id, boolean added) {}

    /**
     * Puts a conversation from elsewhere in place, if it isn't there yet.
     *
     * @param other its id where somebody else has a conversation of its own
     */
    public Future<Put> put(UserId user, Conversation conversation, UUID other) {
        return pool.preparedQuery("""
                        with there as (select id from conversations where user_id = $1 and id in ($2, $3)),
                             put as (insert into conversations (id, user_id, title, created_at, updated_at)
                                     select case when exists (select from conversations where id = $2) then $3 else $2 end,
                                            $1, $4, $5, $6
                                      where not exists (select from there) returning id)
                        select id, false as added from there union all select id, true from put
                        """)
                .execute(Tuple.of(
                        user.value(),
                        conversation.id(),
                        other,
                        conversation.title(),
                        time(conversation.createdAt()),
                        time(conversation.updatedAt())))
                .map(rows -> Rows.list(rows, row -> new Put(row.getUUID("id"), row.getBoolean("added")))
                        .get(0));
    }

    /**
     * Puts a turn from elsewhere in place, if it isn't there yet; whether it was missing.
     *
     * @param other its id where another conversation has a turn of its own
     */
    public Future<Boolean> put(UUID conversation, Turn turn, UUID other) {
        return pool.preparedQuery("""
                        insert into turns (id, conversation_id, at, question, answer, provider, deployment, finish, calls, events)
                        select case when exists (select from turns where id = $1 and conversation_id <> $3) then $2 else $1 end,
                               $3, $4, $5, $6, $7, $8, $9, $10, $11
                            on conflict (id) do nothing
                        """)
                .execute(Tuple.from(Arrays.asList(
                        turn.id(),
                        other,
                        conversation,
                        time(turn.at()),
                        turn.question(),
                        turn.answer(),
                        turn.provider(),
                        turn.deployment(),
                        turn.finish(),
                        turn.calls(),
                        turn.events())))
                .map(done -> done.rowCount() > 0);
    }

    /** Whether there was such a conversation of that person. */
    public Future<Boolean> delete(UserId user, UUID id) {
        return pool.preparedQuery("delete from conversations where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), id))
                .map(done -> done.rowCount() > 0);
    }

    /** Notes how a turn ended; of a conversation that was deleted meanwhile nothing. */
    public Future<Void> end(
            UUID id, String answer, String deployment, String finish, JsonArray calls, JsonArray events) {
        return pool.preparedQuery("""
                        update turns set answer = $2, deployment = $3, finish = $4, calls = $5, events = $6 where id = $1
                        """)
                .execute(Tuple.of(id, answer, deployment, finish, calls, events))
                .mapEmpty();
    }

    /** What a person's questions have cost on one UTC day. */
    public record Used(int turns, long tokens) {}

    public Future<Used> used(UserId user, Instant now) {
        return pool.preparedQuery("select turns, tokens from chat_usage where user_id = $1 and day = $2")
                .execute(Tuple.of(user.value(), day(now)))
                .map(rows -> Rows.first(rows, row -> new Used(row.getInteger("turns"), row.getLong("tokens")))
                        .orElse(new Used(0, 0)));
    }

    /** Adds to what was used. */
    public Future<Void> use(UserId user, Instant now, int turns, long tokens) {
        return pool.preparedQuery("""
                        insert into chat_usage (user_id, day, turns, tokens) values ($1, $2, $3, $4)
                        on conflict (user_id, day) do update
                           set turns = chat_usage.turns + excluded.turns, tokens = chat_usage.tokens + excluded.tokens
                        """)
                .execute(Tuple.of(user.value(), day(now), turns, tokens))
                .mapEmpty();
    }

    /** Whether titles may be shown to the model. */
    public Future<Boolean> titles(UserId user) {
        return pool.preparedQuery("select chat_titles from users where id = $1")
                .execute(Tuple.of(user.value()))
                .map(rows ->
                        Rows.first(rows, row -> row.getBoolean("chat_titles")).orElse(false));
    }

    public Future<Void> setTitles(UserId user, boolean titles) {
        return pool.preparedQuery("update users set chat_titles = $2 where id = $1")
                .execute(Tuple.of(user.value(), titles))
                .mapEmpty();
    }

    private static LocalDate day(Instant now) {
        return now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    static Conversation conversation(Row row) {
        return new Conversation(
                row.getUUID("id"),
                row.getString("title"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("turns"));
    }

    static Turn turn(Row row) {
        return new Turn(
                row.getUUID("id"),
                instant(row, "at"),
                row.getString("question"),
                row.getString("answer"),
                row.getString("provider"),
                row.getString("deployment"),
                row.getString("finish"),
                row.getJsonArray("calls"),
                row.getJsonArray("events"));
    }
}
