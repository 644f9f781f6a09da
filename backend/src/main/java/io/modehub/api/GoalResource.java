package io.modehub.api;

import io.modehub.activity.Goal;
import io.modehub.activity.Goal.Per;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.store.GoalStore;
import io.modehub.store.ModeStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;

/** What people want of their time: at least, or at most, so long in a mode. */
final class GoalResource {
    private static final String AT_LEAST = "atLeast";
    private static final String AT_MOST = "atMost";

    private final GoalStore goals;
    private final ModeStore modes;
    private final LiveBus bus;

    GoalResource(GoalStore goals, ModeStore modes, LiveBus bus) {
        this.goals = goals;
        this.modes = modes;
        this.bus = bus;
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answer(
                context, 200, modes.list(user).compose(list -> goals.list(user).map(all -> {
                    Modes known = new Modes(list);
                    JsonArray items = new JsonArray();
                    all.forEach(goal -> items.add(describe(goal, known)));
                    return JsonObject.of("items", items);
                })));
    }

    void put(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Per per = Per.valueOf(body.getString("per", "day").toUpperCase(Locale.ROOT));
        Duration target = Duration.ofMillis(body.getLong("targetMs"));
        if (target.compareTo(per.length()) > 0) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE,
                    "targetMs",
                    "must be at most a " + wire(per) + ", " + per.length().toMillis());
        }
        boolean atLeast = AT_LEAST.equals(body.getString("kind"));
        Requests.answer(
                context,
                200,
                modes.list(user)
                        .map(Modes::new)
                        .compose(known -> goals.put(user, modeId(known, body.getString("mode")), atLeast, per, target)
                                .map(goal -> describe(goal, known)))
                        .onSuccess(goal -> announce(user)));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answerEmpty(
                context,
                goals.delete(user, Requests.longNumber(context.pathParam("id")))
                        .compose(gone -> gone
                                ? Future.succeededFuture()
                                : Future.failedFuture(
                                        HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your goals")))
                        .onSuccess(gone -> announce(user)));
    }

    private void announce(UserId user) {
        bus.publish(user, "changed/goals", LiveFrames.changed("goals"));
    }

    private static int modeId(Modes modes, String name) {
        int id = modes.ofName(name);
        if (id == 0 || id == modes.away()) {
            throw HubException.ofField(
                    ErrorCode.UNKNOWN_MODE, "mode", "must be one of your modes in which time counts, such as Work");
        }
        return id;
    }

    private static JsonObject describe(Goal goal, Modes modes) {
        return JsonObject.of(
                "id", goal.id(),
                "mode", modes.name(goal.modeId()),
                "kind", goal.atLeast() ? AT_LEAST : AT_MOST,
                "per", wire(goal.per()),
                "targetMs", goal.target().toMillis());
    }

    private static String wire(Per per) {
        return per.name().toLowerCase(Locale.ROOT);
    }
}
