package io.modehub.api;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.ingest.ScriptsDoor;
import io.modehub.live.LiveFrames;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.InvalidActivity;
import io.modehub.store.ActivityStore;
import io.modehub.store.AgentStore;
import io.modehub.store.LogStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What agents and scripts measured. */
final class ActivityResource {
    /** Most items of one request. */
    static final int MAX_ITEMS = 1_000;

    private static final int MAX_ID = 200;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Duration LONGEST_APPS = Duration.ofDays(31);

    private static final long LEAST_STEP_MS = 10_000;
    private static final int MOST_STEPS = 2_000;

    private final ActivityStore activities;
    private final LogStore log;
    private final AgentStore agents;
    private final ScriptsDoor scripts;
    private final Clock clock;

    ActivityResource(ActivityStore activities, LogStore log, AgentStore agents, ScriptsDoor scripts, Clock clock) {
        this.activities = activities;
        this.log = log;
        this.agents = agents;
        this.scripts = scripts;
        this.clock = clock;
    }

    void post(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonArray sent = items(context);
        Instant now = clock.instant();
        Map<Integer, ScriptsDoor.Item> good = new LinkedHashMap<>();
        Map<Integer, HubFrame.Reject> bad = new TreeMap<>();
        for (int i = 0; i < sent.size(); i++) {
            try {
                good.put(i, item(sent.getValue(i), now));
            } catch (InvalidActivity e) {
                bad.put(i, new HubFrame.Reject(i, ErrorCode.INVALID_ACTIVITY.wire(), e.path() + " " + e.remedy()));
            }
        }
        Requests.answer(context, 200, scripts.post(user, good).map(receipt -> {
            bad.putAll(receipt.rejected());
            JsonArray rejected = new JsonArray();
            bad.forEach((index, reject) ->
                    rejected.add(JsonObject.of("index", index, "code", reject.code(), "message", reject.message())));
            return JsonObject.of(
                    "accepted",
                    sent.size() - bad.size(),
                    "rejected",
                    rejected,
                    "currentMode",
                    receipt.currentMode().orElse(null));
        }));
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.Period period = Requests.period(context, clock.instant(), DAY, LONGEST);
        int limit = Requests.limit(context);
        ActivityStore.Position after = position(Requests.position(context));
        Requests.answer(
                context,
                200,
                Requests.agentKey(agents, user, Requests.query(context, "agentId"))
                        .compose(key -> activities.list(user, key, period.from(), period.to(), after, limit + 1))
                        .map(kept -> page(kept, limit)));
    }

    void listAppSpans(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.Period period = Requests.period(context, clock.instant(), DAY, LONGEST_APPS);
        Requests.answer(
                context,
                200,
                Requests.agentKey(agents, user, Requests.query(context, "agentId"))
                        .compose(key -> activities.appSpans(user, key, period.from(), period.to()))
                        .map(spans -> {
                            JsonArray items = new JsonArray();
                            spans.forEach(span -> items.add(JsonObject.of(
                                    "agentId", span.agent().toString(),
                                    "from", span.from().toString(),
                                    "to", span.to().toString(),
                                    "app", span.app())));
                            return JsonObject.of("items", items);
                        }));
    }

    /** Input and sound in steps of time. */
    void listSignals(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.Period period = Requests.period(context, clock.instant(), DAY, LONGEST_APPS);
        long length = Duration.between(period.from(), period.to()).toMillis();
        String asked = Requests.query(context, "stepMs");
        long step = asked == null
                ? Math.max(LEAST_STEP_MS, length / MOST_STEPS + 1)
                : Requests.longNumber(asked);
        if (length / step >= MOST_STEPS) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE,
                    "stepMs",
                    "must be at least " + (length / MOST_STEPS + 1) + ", since a list has at most " + MOST_STEPS
                            + " steps");
        }
        Requests.answer(
                context,
                200,
                Requests.agentKey(agents, user, Requests.query(context, "agentId"))
                        .compose(key -> log.signals(
                                user,
                                key.isPresent() ? Integer.valueOf(key.getAsInt()) : null,
                                period.from(),
                                period.to(),
                                step))
                        .map(signals -> {
                            JsonArray items = new JsonArray();
                            signals.forEach(signal -> items.add(describe(signal)));
                            return JsonObject.of("stepMs", step, "items", items);
                        }));
    }

    private static JsonObject describe(LogStore.Signal signal) {
        return JsonObject.of(
                "at", signal.at().toString(),
                "mouse", signal.mouse(),
                "keyboard", signal.keyboard(),
                "microphoneDb", signal.microphoneDb(),
                "systemDb", signal.systemDb(),
                "voice", signal.voice());
    }

    /** The items of a body that is one object or an array. */
    static JsonArray items(RoutingContext context) {
        Object body = io.vertx.core.json.Json.decodeValue(context.body().buffer());
        if (body instanceof JsonObject) {
            return JsonArray.of(body);
        }
        if (!(body instanceof JsonArray all)) {
            throw new HubException(ErrorCode.INVALID_REQUEST, "send one activity or an array of them");
        }
        if (all.size() > MAX_ITEMS) {
            throw new HubException(ErrorCode.TOO_LARGE, "send at most " + MAX_ITEMS + " activities at once");
        }
        return all;
    }

    private static ScriptsDoor.Item item(@Nullable Object sent, Instant now) {
        if (!(sent instanceof JsonObject json)) {
            throw new InvalidActivity("", "must be an object");
        }
        Object id = json.getValue("id");
        if (id != null && !(id instanceof String text && !text.isEmpty() && text.length() <= MAX_ID)) {
            throw new InvalidActivity("id", "must be a string of 1 to " + MAX_ID + " characters");
        }
        Activity activity = ActivityJson.read(json.encode());
        activity.requireNotAhead(now);
        return new ScriptsDoor.Item(activity, id == null ? null : io.modehub.protocol.Text.clean((String) id));
    }

    private static JsonObject page(List<ActivityStore.Kept> kept, int limit) {
        JsonArray items = new JsonArray();
        kept.stream()
                .limit(limit)
                .forEach(row -> items.add(
                        describe(row.activity()).put("agentId", row.agent().toString())));
        JsonObject page = JsonObject.of("items", items);
        if (kept.size() <= limit) {
            return page;
        }
        ActivityStore.Kept last = kept.get(limit - 1);
        return page.put(
                "nextCursor", Requests.cursor(last.activity().at() + "/" + last.streamKey() + "/" + last.seq()));
    }

    /** An activity as the API has it. */
    static JsonObject describe(Activity activity) {
        JsonObject json = JsonObject.of(
                "at", activity.at().toString(),
                "durationMs", activity.durationMs(),
                "app", activity.app(),
                "mouse", activity.mouse(),
                "keyboard", activity.keyboard(),
                "audio", LiveFrames.audio(activity.audio()));
        if (activity.title() != null) {
            json.put("title", activity.title());
        }
        if (activity.domain() != null) {
            json.put("domain", activity.domain());
        }
        if (activity.idleMs() != null) {
            json.put("idleMs", activity.idleMs());
        }
        return json;
    }

    private static ActivityStore.@Nullable Position position(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("/", -1);
        try {
            return new ActivityStore.Position(
                    Instant.parse(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        } catch (RuntimeException e) {
            throw Requests.badCursor();
        }
    }
}
