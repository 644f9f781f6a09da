package io.modehub.api;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.ingest.ScriptsDoor;
import io.modehub.protocol.Activity;
import io.modehub.protocol.InvalidActivity;
import io.modehub.store.ActivityStore;
import io.modehub.store.AgentStore;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The two calls of the prototype this hub grew from, so that its clients go on working. */
final class PrototypeResource {
    /** An entry lasts until the next one, at most so long; a later entry cuts it. */
    private static final Duration LASTS = Duration.ofMinutes(5);

    private static final int MAX_LOGS = 1_000;
    private static final Instant BEGINNING = Instant.parse("1970-01-01T00:00:00Z");

    private final UserStore users;
    private final AgentStore agents;
    private final ActivityStore activities;
    private final ScriptsDoor scripts;
    private final Clock clock;

    PrototypeResource(UserStore users, AgentStore agents, ActivityStore activities, ScriptsDoor scripts, Clock clock) {
        this.users = users;
        this.agents = agents;
        this.activities = activities;
        this.scripts = scripts;
        this.clock = clock;
    }

    void logActivity(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        String time = text(body, "timestamp");
        Instant now = clock.instant();
        Future<ZoneId> zone = time == null
                ? Future.succeededFuture(ZoneId.of("UTC"))
                : users.find(user).map(person -> person.orElseThrow().zone());
        Requests.answer(
                context,
                200,
                zone.map(home -> activity(body, time == null ? now : instant(time, home), now))
                        .compose(activity -> scripts.post(user, Map.of(0, new ScriptsDoor.Item(activity, null))))
                        .map(receipt -> {
                            receipt.rejected().values().stream().findFirst().ifPresent(reject -> {
                                throw new HubException(ErrorCode.NOT_STORABLE, reject.message());
                            });
                            return JsonObject.of(
                                    "message",
                                    "Activity logged",
                                    "current_mode",
                                    receipt.currentMode().orElse("Unknown"));
                        }));
    }

    void getLogs(RoutingContext context) {
        UserId user = Requests.user(context);
        Instant to = clock.instant().plus(Activity.MAX_AHEAD);
        agents.scripts(user)
                .compose(device ->
                        activities.list(user, OptionalInt.of(device.ref().key()), BEGINNING, to, null, MAX_LOGS))
                .onSuccess(kept -> Requests.sendJson(context, 200, logs(kept).toBuffer()))
                .onFailure(context::fail);
    }

    private static JsonArray logs(List<ActivityStore.Kept> kept) {
        JsonArray logs = new JsonArray();
        for (ActivityStore.Kept row : kept) {
            logs.add(JsonObject.of(
                    "app_name", row.activity().app(),
                    "window_title", row.activity().title(),
                    "mouse_activity", row.activity().mouse(),
                    "timestamp", row.activity().at().toString()));
        }
        return logs;
    }

    private static Activity activity(JsonObject body, Instant at, Instant now) {
        Object mouse = body.getValue("mouse_activity", 0);
        if (!(mouse instanceof Number level)) {
            throw new InvalidActivity("mouse_activity", "must be a number from 0 to 10");
        }
        String app = text(body, "app_name");
        if (app == null) {
            throw new InvalidActivity("app_name", "is missing");
        }
        Instant latest = now.plus(Activity.MAX_AHEAD);
        Duration lasts = at.isAfter(latest.minus(LASTS)) && at.isBefore(latest) ? Duration.between(at, latest) : LASTS;
        Activity activity = new Activity(
                at,
                (int) Math.max(1, lasts.toMillis()),
                app,
                text(body, "window_title"),
                null,
                level.doubleValue(),
                0,
                null,
                List.of());
        activity.requireNotAhead(now);
        return activity;
    }

    private static @Nullable String text(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw new InvalidActivity(name, "must be a string");
        }
        return (String) value;
    }

    private static Instant instant(String text, ZoneId home) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notWithOffset) {
            try {
                return LocalDateTime.parse(text.replace(' ', 'T')).atZone(home).toInstant();
            } catch (DateTimeException e) {
                throw new InvalidActivity("timestamp", "must be an ISO-8601 time, such as 2026-11-23T09:15:00");
            }
        }
    }
}
