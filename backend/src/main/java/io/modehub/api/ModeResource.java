package io.modehub.api;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Mode;
import io.modehub.activity.Modes;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.live.Presence;
import io.modehub.store.AgentStore;
import io.modehub.store.CurrentModeStore;
import io.modehub.store.ModeStore;
import io.modehub.store.SpanStore;
import io.modehub.store.SpanStore.Word;
import io.modehub.timeline.Rollups.Touched;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.TimeChanges.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A person's modes, and the mode of the moment. */
final class ModeResource {
    private static final String DEFAULT_COLOUR = "#5f7d95";

    private final ModeStore modes;
    private final CurrentModeStore currentModes;
    private final AgentStore agents;
    private final TimeChanges changes;
    private final LiveBus bus;
    private final Clock clock;

    ModeResource(
            ModeStore modes,
            CurrentModeStore currentModes,
            AgentStore agents,
            TimeChanges changes,
            LiveBus bus,
            Clock clock) {
        this.modes = modes;
        this.currentModes = currentModes;
        this.agents = agents;
        this.changes = changes;
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
                        .onSuccess(done -> announce(user)));
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
                        .onSuccess(done -> announce(user)));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        Optional<Integer> moveTo =
                Optional.ofNullable(Requests.query(context, "moveTo")).map(Requests::number);
        Requests.answerEmpty(
                context,
                changes.make(user, connection -> ModeStore.delete(connection, user, id(context), moveTo)
                                .map(days -> new Change<>(
                                        days.isPresent(),
                                        days.orElse(Set.of()).stream()
                                                .map(day -> Touched.day(user, day))
                                                .toList())))
                        .map(found -> {
                            if (!found) {
                                throw notFound();
                            }
                            return null;
                        })
                        .onSuccess(done -> {
                            announce(user);
                            bus.publish(
                                    user,
                                    "span/person",
                                    LiveFrames.span(Optional.empty(), Instant.EPOCH, clock.instant()));
                        }));
    }

    private void announce(UserId user) {
        bus.announceWords(user);
        bus.publish(user, "changed/modes", LiveFrames.changed("modes"));
    }

    void current(RoutingContext context) {
        Requests.answer(context, 200, current(Requests.user(context)));
    }

    /** Sets a mode by hand from now on, or takes back what was set. */
    void setCurrent(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> until = Requests.instant("until", body.getString("until"));
        if (until.isPresent() && !until.get().isAfter(now)) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "until", "must lie in the future");
        }
        String mode = body.getString("mode");
        Requests.answer(
                context,
                200,
                agentKey(user, body.getString("agentId"))
                        .compose(key -> changes.make(
                                user, connection -> set(connection, user, key, mode, now, until.orElse(null))))
                        .onSuccess(nothing -> bus.announceWords(user))
                        .compose(nothing -> current(user)));
    }

    private static Future<Change<Boolean>> set(
            SqlConnection connection,
            UserId user,
            OptionalInt key,
            @Nullable String mode,
            Instant now,
            @Nullable Instant until) {
        if (mode == null) {
            return SpanStore.endByHand(connection, user, key, now).map(nothing -> new Change<>(true, List.of()));
        }
        return ModeStore.list(connection, user).compose(list -> {
            int modeId = new Modes(list).ofName(mode);
            if (modeId == 0) {
                throw HubException.ofField(
                        ErrorCode.UNKNOWN_MODE, "mode", "is none of your modes; GET /api/v1/modes lists them");
            }
            Word word = new Word(
                    key.isPresent() ? Integer.valueOf(key.getAsInt()) : null, now, until, modeId, Source.HAND, false);
            return SpanStore.addLabels(connection, user, List.of(word)).map(labels -> new Change<>(true, List.of()));
        });
    }

    private Future<OptionalInt> agentKey(UserId user, @Nullable String id) {
        return id == null
                ? Future.succeededFuture(OptionalInt.empty())
                : Requests.agent(agents, user, "agentId", id).map(AgentRef::key).map(OptionalInt::of);
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
