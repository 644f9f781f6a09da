package io.modehub.api;

import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.models.Lessons;
import io.modehub.models.TrainingRuns;
import io.modehub.models.TrainingRuns.Task;
import io.modehub.store.ModeStore;
import io.modehub.store.TrainingStore;
import io.modehub.store.TrainingStore.Run;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Searches for better models. */
final class TrainingResource {
    private static final int MAX_NAME = 120;

    /** Contradictions are looked for in so much of the past, and so many are shown. */
    private static final Duration LOOKS_BACK = Duration.ofDays(90);

    private static final int SHOWN = 20;

    private final TrainingRuns runs;
    private final TrainingStore store;
    private final Lessons lessons;
    private final ModeStore modes;
    private final Clock clock;

    TrainingResource(TrainingRuns runs, TrainingStore store, Lessons lessons, ModeStore modes, Clock clock) {
        this.runs = runs;
        this.store = store;
        this.lessons = lessons;
        this.modes = modes;
        this.clock = clock;
    }

    /** Starts a run on the person's labels or, with a file, on a table; on both where the form says so. */
    void train(RoutingContext context) {
        UserId user = Requests.user(context);
        Optional<FileUpload> upload = context.fileUploads().stream()
                .filter(file -> file.name().equals("file"))
                .findFirst();
        boolean isForm = context.request().isExpectMultipart();
        if (isForm && upload.isEmpty()) {
            throw HubException.ofField(
                    ErrorCode.INVALID_REQUEST, "file", "is missing: send the table as a part of that name");
        }
        String name = name(isForm ? context.request().getFormAttribute("name") : jsonName(context));
        Future<Task> task = upload.isPresent()
                ? table(user, Path.of(upload.get().uploadedFileName()), name, isWithLabels(context))
                : Future.succeededFuture(new Task("labels", name, () -> lessons.ofLabels(user)));
        Requests.answer(
                context,
                202,
                task.compose(ready -> runs.start(user, ready)).map(id -> JsonObject.of("runId", id.toString())));
    }

    private Future<Task> table(UserId user, Path file, @Nullable String name, boolean withLabels) {
        return lessons.ofTable(user, file, !withLabels)
                .map(rows -> withLabels
                        ? new Task("both", name, () -> lessons.ofBoth(user, rows))
                        : new Task("table", name, () -> Future.succeededFuture(rows)));
    }

    private static boolean isWithLabels(RoutingContext context) {
        String labels = context.request().getFormAttribute("labels");
        if (labels != null && !labels.equals("true") && !labels.equals("false")) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "labels", "must be true or false");
        }
        return "true".equals(labels);
    }

    /** What the person's models learn from, as a table. */
    void table(RoutingContext context) {
        lessons.table(Requests.user(context))
                .compose(table -> context.response()
                        .putHeader("Content-Type", "text/csv; charset=utf-8")
                        .putHeader("Content-Disposition", "attachment; filename=\"modehub-training.csv\"")
                        .end(table))
                .onFailure(context::fail);
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answer(
                context,
                200,
                store.list(user, Requests.limit(context), clock.instant())
                        .compose(found -> names(user).map(names -> {
                            JsonArray items = new JsonArray();
                            found.forEach(run -> items.add(describe(run, names)));
                            return JsonObject.of("items", items);
                        })));
    }

    void find(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answer(
                context,
                200,
                store.find(user, id(context), clock.instant())
                        .map(found -> found.orElseThrow(TrainingResource::notFound))
                        .compose(run ->
                                names(user).map(names -> describe(run, names).put("leaderboard", run.leaderboard()))));
    }

    void cancel(RoutingContext context) {
        UserId user = Requests.user(context);
        UUID id = id(context);
        Requests.answerEmpty(
                context,
                store.find(user, id, clock.instant())
                        .map(found -> found.orElseThrow(TrainingResource::notFound))
                        .compose(run -> runs.cancel(user, id)));
    }

    /** What the person has called now this, now that. */
    void contradictions(RoutingContext context) {
        Requests.answer(
                context,
                200,
                store.contradictions(Requests.user(context), clock.instant().minus(LOOKS_BACK), SHOWN)
                        .map(found -> {
                            JsonArray items = new JsonArray();
                            found.forEach(one -> items.add(
                                    JsonObject.of("app", one.app(), "title", one.title(), "modes", one.modes())));
                            return JsonObject.of("items", items);
                        }));
    }

    private static @Nullable String jsonName(RoutingContext context) {
        return context.body().isEmpty() ? null : Requests.body(context).getString("name");
    }

    private static @Nullable String name(@Nullable String given) {
        String name = given == null ? "" : io.modehub.protocol.Text.clean(given).strip();
        if (name.length() > MAX_NAME) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE, "name", "must have at most " + MAX_NAME + " characters");
        }
        return name.isEmpty() ? null : name;
    }

    private Future<ModelNames> names(UserId user) {
        return modes.list(user).map(all -> new ModelNames(new Modes(all)));
    }

    private static JsonObject describe(Run run, ModelNames names) {
        JsonObject json = JsonObject.of(
                "id", run.id().toString(),
                "state", run.state(),
                "source", run.source(),
                "progress", run.progress(),
                "createdAt", run.createdAt().toString(),
                "finishedAt", run.finishedAt().map(Instant::toString).orElse(null));
        run.model().ifPresent(model -> json.put("modelId", model.toString()));
        return run.error() == null ? json : json.put("error", names.error(run.error()));
    }

    private static UUID id(RoutingContext context) {
        try {
            return UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static HubException notFound() {
        return HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your training runs");
    }
}
