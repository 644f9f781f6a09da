package io.modehub.api;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Mode;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.Presence;
import io.modehub.store.AgentStore;
import io.modehub.store.CurrentModeStore;
import io.modehub.store.ModeStore;
import io.modehub.store.SpanStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A person's modes, and the mode of the moment. */
final class ModeResource {
    private static final String DEFAULT_COLOUR = "#5f7d95";

    private final ModeStore modes;
    private final CurrentModeStore currentModes;
    private final AgentStore agents;
    private final SpanStore spans;
    private final LiveBus bus;
    private final Clock clock;

    ModeResource(
            ModeStore modes,
            CurrentModeStore currentModes,
            AgentStore agents,
            SpanStore spans,
            LiveBus bus,
            Clock clock) {
        this.modes = modes;
        this.currentModes = currentModes;
        this.agents = agents;
        this.spans = spans;
        this.bus = bus;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        Requests.answer(context, 200, modes.list(Requests.user(context)).map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(mode -> items.add(describe(mode)));
            return JsonObject.of("items", items);
        }));
    }

    void add(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        String name = name(body);
        Requests.answer(
                context,
                201,
                modes.add(user, name, body.getString("colour", DEFAULT_COLOUR))
                        .map(ModeResource::describe)
                        .onSuccess(done -> bus.announceWords(user)));
    }

    void update(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        String name = body.containsKey("name") ? name(body) : null;
        Requests.answer(
                context,
                200,
                modes.update(user, id(context), name, body.getString("colour"), body.getInteger("order"))
                        .map(mode -> describe(mode.orElseThrow(ModeResource::notFound)))
                        .onSuccess(done -> bus.announceWords(user)));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        Optional<Integer> moveTo =
                Optional.ofNullable(Requests.query(context, "moveTo")).map(Requests::number);
        Requests.answerEmpty(
                context,
                modes.delete(user, id(context), moveTo)
                        .map(found -> {
                            if (!found) {
                                throw notFound();
                            }
                            return null;
                        })
                        .onSuccess(done -> bus.announceWords(user)));
    }

    void current(RoutingContext context) {
        Requests.answer(context, 200, current(Requests.user(context)));
    }

    /** Sets a mode by hand from now on, or takes back what was set. */
    void setCurrent(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Instant now = clock.instant();
        Optional<Instant> until = Requests.instant("until", body.getString("until"));
        if (until.isPresent() && !until.get().isAfter(now)) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "until", "must lie in the future");
        }
        String mode = body.getString("mode");
        Requests.answer(
                context,
                200,
                agentKey(user, body.getString("agentId"))
                        .compose(key -> modeIfAny(user, mode).compose(chosen -> spans.endByHand(user, key, now)
                                .compose(nothing -> chosen.isEmpty()
                                        ? Future.succeededFuture()
                                        : spans.addLabel(
                                                        user,
                                                        key,
                                                        now,
                                                        until.orElse(null),
                                                        chosen.get().id(),
                                                        Source.HAND,
                                                        false)
                                                .<Void>mapEmpty())))
                        .onSuccess(nothing -> bus.announceWords(user))
                        .compose(nothing -> current(user)));
    }

    private Future<OptionalInt> agentKey(UserId user, @org.jspecify.annotations.Nullable String id) {
        return id == null
                ? Future.succeededFuture(OptionalInt.empty())
                : Requests.agent(agents, user, "agentId", id).map(AgentRef::key).map(OptionalInt::of);
    }

    private Future<Optional<Mode>> modeIfAny(UserId user, @org.jspecify.annotations.Nullable String name) {
        return name == null
                ? Future.succeededFuture(Optional.empty())
                : modes.byName(user, name).map(Optional::of);
    }

    private Future<JsonObject> current(UserId user) {
        return currentModes.list(user, clock.instant()).map(ModeResource::describe);
    }

    private static JsonObject describe(List<CurrentModeStore.Current> all) {
        JsonArray items = new JsonArray();
        all.forEach(current -> items.add(Presence.withMode(
                JsonObject.of("agentId", current.device().ref().id().toString()), current)));
        return JsonObject.of("items", items);
    }

    private static JsonObject describe(Mode mode) {
        return JsonObject.of(
                "id", mode.id(),
                "name", mode.name(),
                "colour", mode.colour(),
                "order", mode.order(),
                "builtIn", mode.builtIn());
    }

    private static String name(JsonObject body) {
        String name = io.modehub.protocol.Text.clean(body.getString("name")).strip();
        if (name.isEmpty()) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "name", "must not be blank");
        }
        return name;
    }

    private static int id(RoutingContext context) {
        return Requests.number(context.pathParam("id"));
    }

    private static HubException notFound() {
        return HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your modes");
    }
}
