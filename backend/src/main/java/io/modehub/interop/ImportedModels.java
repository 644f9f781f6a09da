package io.modehub.interop;

import io.modehub.activity.ModelId;
import io.modehub.activity.UserId;
import io.modehub.classify.ModeModel;
import io.modehub.classify.UnreadableModel;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.OfModel;
import io.modehub.interop.ImportRecord.OfModelPart;
import io.modehub.interop.ImportSource.Numbered;
import io.modehub.store.ImportStore;
import io.modehub.store.ModelStore;
import io.modehub.store.ModelStore.KeptModel;
import io.modehub.store.ModelStore.StoredModel;
import io.modehub.store.RollupStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person's own models of a file and what they are called here: by their id where it is free, else by a new one, the same at
 * every import. Only what can be read as a model is kept. None becomes active by this; setups tell which one judges.
 */
final class ImportedModels {
    private final Import.Stages stages;
    private final UserId user;
    private final ImportReport report;
    private final Map<String, String> names = new HashMap<>();
    private @Nullable Coming coming;

    ImportedModels(Import.Stages stages, UserId user, ImportReport report) {
        this.stages = stages;
        this.user = user;
        this.report = report;
    }

    /** A model whose bytes aren't all there yet. */
    private record Coming(long line, KeptModel kept, Buffer bytes) {
        int missing() {
            return kept.model().bytes() - bytes.length();
        }
    }

    void begin(Numbered line) {
        end();
        coming = new Coming(line.line(), ((OfModel) line.record()).model(), Buffer.buffer());
    }

    /** Takes the next part; the last one puts the model in place. */
    Future<Void> goOn(Numbered line) {
        OfModelPart part = (OfModelPart) line.record();
        Coming model = coming;
        if (model == null || !model.kept().model().id().equals(part.id())) {
            report.refuse(line.line(), Fields.fault("id", "names no model whose bytes are still to come"));
            return Future.succeededFuture();
        }
        if (part.data().length() > model.missing()) {
            coming = null;
            report.refuse(line.line(), Fields.fault("data", "holds more than the model's bytes"));
            return Future.succeededFuture();
        }
        model.bytes().appendBuffer(part.data());
        if (model.missing() > 0) {
            return Future.succeededFuture();
        }
        coming = null;
        return put(model);
    }

    /** No part comes any more. */
    void end() {
        Coming model = coming;
        if (model != null) {
            coming = null;
            report.refuse(
                    model.line(),
                    Fields.fault("bytes", model.missing() + " of them are missing in the parts after it"));
        }
    }

    /** What the file's model is called here; empty where it couldn't be used. */
    Optional<String> find(String fileId) {
        return Optional.ofNullable(names.get(fileId));
    }

    /** The largest takes some 50 ms to read: too long for an event loop. */
    private Future<Void> put(Coming model) {
        String name = model.kept().model().id().toString();
        byte[] file = model.bytes().getBytes();
        return stages.vertx()
                .executeBlocking(() -> ModeModel.read(name, file), false)
                .compose(readable -> stages.pool()
                        .withTransaction(connection -> RollupStore.lock(connection, List.of(user))
                                .compose(locked -> findOrPut(connection, model.kept(), file))))
                .recover(failure -> {
                    if (failure instanceof UnreadableModel) {
                        report.refuse(
                                model.line(),
                                new HubException(
                                        ErrorCode.MODEL_UNREADABLE,
                                        failure.getMessage() + "; the shipped model judges in its place"));
                        return Future.succeededFuture();
                    }
                    if (failure instanceof HubException full && full.code() == ErrorCode.TOO_MANY_MODELS) {
                        report.refuse(model.line(), full);
                        return Future.succeededFuture();
                    }
                    return Future.failedFuture(failure);
                });
    }

    private Future<Void> findOrPut(SqlConnection connection, KeptModel kept, byte[] file) {
        ModelId id = kept.model().id();
        ModelId other = new ModelId(ImportedAgents.named("model " + user + " " + id));
        return ModelStore.anyOf(connection, user, id, other).compose(found -> {
            if (found.isPresent()) {
                report.skipped++;
                names.put(id.toString(), found.get().toString());
                return Future.succeededFuture();
            }
            return ImportStore.hasTime(connection, user)
                    .compose(has ->
                            kept.deleted() && has ? Future.succeededFuture() : put(connection, kept, file, other));
        });
    }

    private Future<Void> put(SqlConnection connection, KeptModel kept, byte[] file, ModelId other) {
        ModelId own = kept.model().id();
        Future<Void> room = kept.deleted() ? Future.succeededFuture() : ModelStore.checkRoom(connection, user);
        return room.compose(nothing -> ModelStore.put(connection, user, kept, file))
                .compose(done -> done
                        ? Future.succeededFuture(own)
                        : ModelStore.put(connection, user, renamed(kept, other), file)
                                .map(other))
                .map(id -> {
                    report.models++;
                    names.put(own.toString(), id.toString());
                    return null;
                });
    }

    private static KeptModel renamed(KeptModel kept, ModelId id) {
        StoredModel model = kept.model();
        return new KeptModel(
                new StoredModel(
                        id, model.name(), model.bytes(), model.details(), model.createdAt(), model.activatedAt()),
                kept.deleted());
    }
}
