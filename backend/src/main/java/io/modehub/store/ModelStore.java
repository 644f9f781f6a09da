package io.modehub.store;

import static io.modehub.store.Rows.instant;
import static io.modehub.store.Rows.time;

import io.modehub.activity.ModelId;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Models of people's own. */
public final class ModelStore {
    /** Models that a person keeps: some 100 KB each, at most 16 MB. */
    public static final int MOST = 50;

    private ModelStore() {}

    /**
     * A model without its file.
     *
     * @param bytes size of the file
     * @param details settings, figures, provenance
     * @param activatedAt when it was activated last; empty for one that never was
     */
    public record StoredModel(
            ModelId id, String name, int bytes, JsonObject details, Instant createdAt, Optional<Instant> activatedAt) {}

    /** Keeps a new model. */
    public static Future<ModelId> add(
            SqlClient client, UserId user, String name, byte[] file, JsonObject details, Instant now) {
        return client.preparedQuery("""
                        insert into models (user_id, name, file, details, created_at) values ($1, $2, $3, $4, $5)
                        returning id
                        """)
                .execute(Tuple.of(user.value(), name, Buffer.buffer(file), details, time(now)))
                .map(rows -> new ModelId(rows.iterator().next().getUUID("id")));
    }

    /** A person's models, newest first. */
    public static Future<List<StoredModel>> list(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select id, name, octet_length(file) as bytes, details, created_at, activated_at from models
                         where user_id = $1 and deleted_at is null order by created_at desc, id
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, ModelStore::model));
    }

    /** Fails with {@code too_many_models} where no more fit; those out of sight don't count. */
    public static Future<Void> checkRoom(SqlClient client, UserId user) {
        return client.preparedQuery("select count(*) from models where user_id = $1 and deleted_at is null")
                .execute(Tuple.of(user.value()))
                .map(rows -> rows.iterator().next().getInteger(0))
                .compose(kept -> kept < MOST
                        ? Future.succeededFuture()
                        : Future.failedFuture(new HubException(
                                ErrorCode.TOO_MANY_MODELS,
                                "you keep " + kept + " models, and at most " + MOST
                                        + " fit; delete one that you don't need first")));
    }

    /** One of a person's models. */
    public static Future<Optional<StoredModel>> find(SqlClient client, UserId user, ModelId id) {
        return client.preparedQuery("""
                        select id, name, octet_length(file) as bytes, details, created_at, activated_at from models
                         where user_id = $1 and id = $2 and deleted_at is null
                        """)
                .execute(Tuple.of(user.value(), id.value()))
                .map(rows -> Rows.first(rows, ModelStore::model));
    }

    /** A model's file, also of one that was deleted but has judged time. */
    public static Future<Optional<byte[]>> file(SqlClient client, UserId user, ModelId id) {
        return client.preparedQuery("select file from models where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), id.value()))
                .map(rows -> Rows.first(rows, row -> row.getBuffer("file").getBytes()));
    }

    /**
     * A model as it is taken elsewhere, without its file.
     *
     * @param deleted whether it is out of sight and kept only since past time is judged by it
     */
    public record KeptModel(StoredModel model, boolean deleted) {}

    /** All of a person's models, oldest first; also deleted ones that have judged time. */
    public static Future<List<KeptModel>> kept(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select id, name, octet_length(file) as bytes, details, created_at, activated_at,
                               deleted_at is not null as deleted
                          from models m
                         where user_id = $1 and (deleted_at is null or exists (
                               select from setups s where s.user_id = $1 and s.model = m.id::text))
                         order by created_at, id
                        """)
                .execute(Tuple.of(user.value()))
                .map(rows -> Rows.list(rows, row -> new KeptModel(model(row), row.getBoolean("deleted"))));
    }

    /** Which of these ids a model of the person's has, in sight or not. */
    public static Future<Optional<ModelId>> anyOf(SqlClient client, UserId user, ModelId one, ModelId other) {
        return client.preparedQuery("select id from models where user_id = $1 and id in ($2, $3) order by id = $2 desc")
                .execute(Tuple.of(user.value(), one.value(), other.value()))
                .map(rows -> Rows.first(rows, row -> new ModelId(row.getUUID("id"))));
    }

    /** Puts a model of another hub in place; false where its id is taken. */
    public static Future<Boolean> put(SqlClient client, UserId user, KeptModel kept, byte[] file) {
        StoredModel model = kept.model();
        return client.preparedQuery("""
                        insert into models (id, user_id, name, file, details, created_at, activated_at, deleted_at)
                        values ($1, $2, $3, $4, $5, $6, $7, case when $8 then now() end) on conflict (id) do nothing
                        """)
                .execute(Tuple.of(
                        model.id().value(),
                        user.value(),
                        model.name(),
                        Buffer.buffer(file),
                        model.details(),
                        time(model.createdAt()),
                        model.activatedAt().map(Rows::time).orElse(null),
                        kept.deleted()))
                .map(rows -> rows.rowCount() == 1);
    }

    public static Future<Void> setActivated(SqlConnection connection, ModelId id, Instant now) {
        return connection
                .preparedQuery("update models set activated_at = $2 where id = $1")
                .execute(Tuple.of(id.value(), time(now)))
                .mapEmpty();
    }

    /** Renames one of a person's models; false where there is none. */
    public static Future<Boolean> rename(SqlClient client, UserId user, ModelId id, String name) {
        return client.preparedQuery("update models set name = $3 where user_id = $1 and id = $2 and deleted_at is null")
                .execute(Tuple.of(user.value(), id.value(), name))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Takes a model out of sight, and away once no setup names it. Under the person's lock. */
    public static Future<Void> delete(SqlConnection connection, UserId user, ModelId id, Instant now) {
        return connection
                .preparedQuery("update models set deleted_at = $3 where user_id = $1 and id = $2")
                .execute(Tuple.of(user.value(), id.value(), time(now)))
                .compose(nothing -> connection.preparedQuery("""
                                delete from models m where user_id = $1 and deleted_at is not null
                                   and not exists (select from setups s where s.user_id = $1 and s.model = m.id::text)
                                """).execute(Tuple.of(user.value())))
                .mapEmpty();
    }

    private static StoredModel model(Row row) {
        return new StoredModel(
                new ModelId(row.getUUID("id")),
                row.getString("name"),
                row.getInteger("bytes"),
                row.getJsonObject("details"),
                instant(row, "created_at"),
                Rows.instantIfAny(row, "activated_at"));
    }
}
