package io.modehub.api;

import io.modehub.activity.ModelId;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.classify.ModeModel;
import io.modehub.classify.Pace;
import io.modehub.classify.Setup;
import io.modehub.classify.ShippedModel;
import io.modehub.classify.UnreadableModel;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.models.ModelComparison;
import io.modehub.models.Retraining;
import io.modehub.models.Setups;
import io.modehub.store.ModeStore;
import io.modehub.store.ModelStore;
import io.modehub.store.ModelStore.StoredModel;
import io.modehub.store.SetupStore;
import io.modehub.store.SetupStore.StoredSetup;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.TimeChanges.Change;
import io.modehub.timeline.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A person's models: which there are, which is active. */
final class ModelResource {
    private static final int USUAL_DAYS = 7;
    private static final String REMOTE_NAME = "Azure ML";

    private final Vertx vertx;
    private final Pool pool;
    private final Setups setups;
    private final Retraining retraining;
    private final ModelComparison comparison;
    private final boolean hasRemote;
    private final TimeChanges changes;
    private final Upkeep upkeep;
    private final LiveBus bus;
    private final Clock clock;

    ModelResource(
            Vertx vertx,
            Pool pool,
            Setups setups,
            Retraining retraining,
            ModelComparison comparison,
            boolean hasRemote,
            TimeChanges changes,
            Upkeep upkeep,
            LiveBus bus,
            Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.setups = setups;
        this.retraining = retraining;
        this.comparison = comparison;
        this.hasRemote = hasRemote;
        this.changes = changes;
        this.upkeep = upkeep;
        this.bus = bus;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        Future<List<StoredModel>> models = ModelStore.list(pool, user);
        Future<List<StoredSetup>> judged = SetupStore.list(pool, user);
        Future<Integer> toJudge = SetupStore.toJudge(pool, user);
        Future<JsonObject> due = retraining.describe(user);
        Future<ModelNames> names = names(user);
        Requests.answer(
                context, 200, Future.join(models, judged, toJudge, due, names).map(done -> {
                    JsonArray items = new JsonArray();
                    Succession succession = new Succession(judged.result());
                    String name = succession.active();
                    models.result().forEach(model -> items.add(describe(model, name, names.result())));
                    items.add(builtIn(SetupStore.SHIPPED, ShippedModel.NAME, name));
                    if (hasRemote || name.equals(Setup.REMOTE)) {
                        items.add(builtIn(Setup.REMOTE, REMOTE_NAME, name));
                    }
                    return JsonObject.of(
                            "items", items,
                            "pace", succession.present().pace().wire(),
                            "activeSince",
                                    succession.since().map(Instant::toString).orElse(null),
                            "retraining", due.result(),
                            "daysToJudge", toJudge.result());
                }));
    }

    void find(RoutingContext context) {
        UserId user = Requests.user(context);
        String id = context.pathParam("id");
        Requests.answer(
                context,
                200,
                active(user)
                        .compose(active -> id.equals(SetupStore.SHIPPED)
                                ? Future.succeededFuture(builtIn(SetupStore.SHIPPED, ShippedModel.NAME, active))
                                : ModelStore.find(pool, user, modelId(id))
                                        .map(found -> found.orElseThrow(ModelResource::notFound))
                                        .compose(model -> names(user).map(names -> describe(model, active, names)
                                                .put("details", names.details(model.details()))))));
    }

    /** What a model would have said of the last days. */
    void compare(RoutingContext context) {
        UserId user = Requests.user(context);
        String id = context.pathParam("id");
        String days = Requests.query(context, "days");
        if (id.equals(Setup.REMOTE)) {
            throw new HubException(
                    ErrorCode.CONFLICT,
                    "the endpoint is asked about what comes, never about the past: nothing to compare");
        }
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofDays(days == null ? USUAL_DAYS : Requests.number(days)));
        Requests.answer(context, 200, usable(user, id).compose(model -> comparison.of(user, model, from, to)));
    }

    void rename(RoutingContext context) {
        UserId user = Requests.user(context);
        String name = io.modehub.protocol.Text.clean(Requests.body(context).getString("name"))
                .strip();
        if (name.isEmpty()) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "name", "must not be blank");
        }
        ModelStore.rename(pool, user, modelId(context.pathParam("id")), name)
                .map(done -> {
                    if (!done) {
                        throw notFound();
                    }
                    return null;
                })
                .onSuccess(nothing -> find(context))
                .onFailure(context::fail);
    }

    /** Judges from now on, or from the time given, by another model; readable before it is put in place. */
    void activate(RoutingContext context) {
        UserId user = Requests.user(context);
        String id = context.pathParam("id");
        Optional<Instant> from = context.body().isEmpty()
                ? Optional.empty()
                : Requests.instant("from", Requests.body(context).getString("from"));
        from.filter(since -> since.isAfter(clock.instant())).ifPresent(since -> {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "from", "must not lie in the future");
        });
        answerActivated(context, user, SetupStore.version(pool, user).compose(version -> usable(user, id)
                .compose(model -> activate(user, id, from, version))));
    }

    /** How soon another mode is shown from now on. */
    void setPace(RoutingContext context) {
        UserId user = Requests.user(context);
        Pace pace = Pace.of(Requests.body(context).getString("pace"));
        answerActivated(context, user, changes.make(user, connection -> SetupStore.change(
                        connection, user, clock.instant(), setup -> setup.withPace(pace))
                .map(nothing -> new Change<>(true, List.of()))));
    }

    /** Activates the model that judged before the present one. */
    void rollBack(RoutingContext context) {
        UserId user = Requests.user(context);
        answerActivated(context, user, SetupStore.version(pool, user).compose(version -> SetupStore.list(pool, user)
                .compose(setups -> ModelStore.list(pool, user).map(new Succession(setups)::before))
                .compose(before ->
                        usable(user, before).compose(model -> activate(user, before, Optional.empty(), version)))));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        ModelId id = modelId(context.pathParam("id"));
        Requests.answerEmpty(context, changes.make(user, connection -> delete(connection, user, id)));
    }

    private Future<Change<Boolean>> delete(SqlConnection connection, UserId user, ModelId id) {
        return ModelStore.find(connection, user, id)
                .map(found -> found.orElseThrow(ModelResource::notFound))
                .compose(model -> SetupStore.list(connection, user).compose(setups -> {
                    if (new Succession(setups).active().equals(id.toString())) {
                        throw new HubException(
                                ErrorCode.MODEL_ACTIVE, "activate another model first, then delete this one");
                    }
                    return ModelStore.delete(connection, user, id, clock.instant());
                }))
                .map(nothing -> new Change<>(true, List.of()));
    }

    private Future<Boolean> activate(UserId user, String id, Optional<Instant> from, long version) {
        return changes.make(user, connection -> SetupStore.version(connection, user)
                .compose(now -> {
                    if (now != version) {
                        throw new HubException(
                                ErrorCode.CONFLICT,
                                "rules or models were changed at the same time; look at them, then try again");
                    }
                    return SetupStore.list(connection, user);
                })
                .compose(setups -> {
                    from.filter(since -> id.equals(Setup.REMOTE))
                            .ifPresent(new Succession(setups)::requireStandInBefore);
                    return from.isPresent()
                            ? SetupStore.rewrite(connection, user, from.get(), setup -> setup.withModel(id))
                            : SetupStore.change(connection, user, clock.instant(), setup -> setup.withModel(id));
                })
                .compose(nothing -> isBuiltIn(id)
                        ? Future.succeededFuture()
                        : ModelStore.setActivated(connection, modelId(id), clock.instant()))
                .map(nothing -> new Change<>(true, List.of())));
    }

    private void answerActivated(RoutingContext context, UserId user, Future<Boolean> activated) {
        activated
                .onSuccess(done -> {
                    bus.announceWords(user);
                    bus.publish(user, "models", JsonObject.of("type", "models"));
                    upkeep.soon();
                    list(context);
                })
                .onFailure(context::fail);
    }

    /** A model that can be read; others are not put in place. */
    private Future<ModeModel> usable(UserId user, String id) {
        if (id.equals(Setup.REMOTE) && !hasRemote) {
            throw new HubException(
                    ErrorCode.CONFLICT,
                    "this hub knows no endpoint of Azure ML; whoever runs it sets AZURE_ML_SCORING_URI");
        }
        if (isBuiltIn(id)) {
            return Future.succeededFuture(setups.shipped());
        }
        return ModelStore.find(pool, user, modelId(id))
                .map(found -> found.orElseThrow(ModelResource::notFound))
                .compose(model -> ModelStore.file(pool, user, model.id()))
                .compose(file -> vertx.executeBlocking(
                        () -> ModeModel.read(id, file.orElseThrow(ModelResource::notFound))
                                .over(setups.shipped()),
                        false))
                .recover(failure -> Future.failedFuture(
                        failure instanceof UnreadableModel
                                ? new HubException(ErrorCode.MODEL_UNREADABLE, String.valueOf(failure.getMessage()))
                                : failure));
    }

    private Future<String> active(UserId user) {
        return SetupStore.list(pool, user).map(setups -> new Succession(setups).active());
    }

    private Future<ModelNames> names(UserId user) {
        return ModeStore.list(pool, user).map(modes -> new ModelNames(new Modes(modes)));
    }

    private static JsonObject describe(StoredModel model, String active, ModelNames names) {
        boolean isActive = model.id().toString().equals(active);
        return JsonObject.of(
                "id", model.id().toString(),
                "name", model.name(),
                "state", isActive ? "active" : model.activatedAt().isPresent() ? "retired" : "candidate",
                "active", isActive,
                "bytes", model.bytes(),
                "createdAt", model.createdAt().toString(),
                "activatedAt", model.activatedAt().map(Instant::toString).orElse(null),
                "summary", names.summary(model.details()));
    }

    /** Those that belong to the hub: the shipped model, and the endpoint outside, for which that one stands in. */
    private static boolean isBuiltIn(String id) {
        return id.equals(SetupStore.SHIPPED) || id.equals(Setup.REMOTE);
    }

    private static JsonObject builtIn(String id, String name, String active) {
        boolean isActive = id.equals(active);
        return JsonObject.of("id", id, "name", name, "state", isActive ? "active" : "candidate", "active", isActive);
    }

    private static ModelId modelId(String id) {
        try {
            return new ModelId(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static HubException notFound() {
        return HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your models");
    }
}
