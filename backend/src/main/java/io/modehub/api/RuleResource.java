package io.modehub.api;

import io.modehub.activity.InvalidRule;
import io.modehub.activity.Mode;
import io.modehub.activity.Modes;
import io.modehub.activity.Rule;
import io.modehub.activity.UserId;
import io.modehub.classify.OwnRules;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.store.ModeStore;
import io.modehub.store.RuleJson;
import io.modehub.store.RuleStore;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.TimeChanges.Change;
import io.modehub.timeline.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A person's own rules, the first that matches first. What changes holds from the next activity on. */
final class RuleResource {
    private final Pool pool;
    private final TimeChanges changes;
    private final Upkeep upkeep;
    private final LiveBus bus;
    private final Clock clock;

    RuleResource(Pool pool, TimeChanges changes, Upkeep upkeep, LiveBus bus, Clock clock) {
        this.pool = pool;
        this.changes = changes;
        this.upkeep = upkeep;
        this.bus = bus;
        this.clock = clock;
    }

    /** Rules as they are to be, and the one that the request was about. */
    private record Edit(List<Rule> rules, @Nullable Rule rule) {}

    /** What an edit goes by. */
    private interface Editing {
        Edit of(List<Rule> rules, List<Mode> modes);
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answer(context, 200, RuleStore.list(pool, user).compose(rules -> ModeStore.list(pool, user)
                .map(modes -> {
                    JsonArray items = new JsonArray();
                    rules.forEach(rule -> items.add(describe(rule, new Modes(modes))));
                    return JsonObject.of("items", items);
                })));
    }

    void add(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Requests.answer(context, 201, edit(user, (rules, modes) -> {
            Rule rule = read(body, UUID.randomUUID(), modes);
            return new Edit(placed(rules, rule, body.getInteger("order")), rule);
        }));
    }

    /** Changes what is given; null takes a condition away. */
    void update(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Requests.answer(context, 200, edit(user, (rules, modes) -> {
            Rule before = find(rules, context.pathParam("id"));
            JsonObject whole =
                    RuleJson.write(before).put("mode", new Modes(modes).name(new Modes(modes).ofOrigin(before.mode())));
            body.fieldNames().forEach(field -> whole.put(field, body.getValue(field)));
            Rule rule = read(whole, before.id(), modes);
            Rule kept = body.containsKey("mode") ? rule : rule.withMode(before.mode());
            Integer order = body.getInteger("order");
            return new Edit(placed(rules, kept, order == null ? Integer.valueOf(rules.indexOf(before)) : order), kept);
        }));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answerEmpty(context, edit(user, (rules, modes) -> {
            Rule gone = find(rules, context.pathParam("id"));
            return new Edit(rules.stream().filter(rule -> !rule.equals(gone)).toList(), null);
        }));
    }

    /** The rules with one put at a place, or at the end. */
    static List<Rule> placed(List<Rule> rules, Rule rule, @Nullable Integer order) {
        List<Rule> others = new ArrayList<>(rules);
        others.removeIf(other -> other.id().equals(rule.id()));
        others.add(order == null ? others.size() : Math.min(order, others.size()), rule);
        return others;
    }

    /** The rule of a request's body, whose mode is one of the person's by name. */
    static Rule read(JsonObject body, UUID id, List<Mode> modes) {
        Rule rule = checked(() -> RuleJson.read(body, id));
        Modes own = new Modes(modes);
        return own.origin(own.ofName(rule.mode()))
                .map(rule::withMode)
                .orElseThrow(() -> HubException.ofField(
                        ErrorCode.UNKNOWN_MODE, "mode", "is none of your modes; GET /api/v1/modes lists them"));
    }

    /** The rules ready to judge, where they may be so many and so large. */
    static OwnRules ready(List<Rule> rules) {
        return checked(() -> OwnRules.of(rules));
    }

    /** The rule of that id; anybody else's is not found. */
    static Rule find(List<Rule> rules, String id) {
        return rules.stream()
                .filter(rule -> rule.id().toString().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> HubException.ofField(ErrorCode.NOT_FOUND, "id", "names none of your rules"));
    }

    private Future<JsonObject> edit(UserId user, Editing editing) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return changes.make(user, connection -> RuleStore.list(connection, user)
                        .compose(rules -> ModeStore.list(connection, user).compose(modes -> {
                            Edit edit = editing.of(rules, modes);
                            JsonObject answer =
                                    edit.rule() == null ? new JsonObject() : describe(edit.rule(), new Modes(modes));
                            if (edit.rules().equals(rules)) {
                                return Future.succeededFuture(new Change<>(answer, List.of()));
                            }
                            ready(edit.rules());
                            return RuleStore.put(connection, user, edit.rules(), now)
                                    .map(nothing -> new Change<>(answer, List.of()));
                        })))
                .onSuccess(answer -> {
                    bus.announceWords(user);
                    upkeep.soon();
                });
    }

    private static JsonObject describe(Rule rule, Modes modes) {
        return RuleJson.write(rule).put("mode", modes.name(modes.ofOrigin(rule.mode())));
    }

    private static <T> T checked(Supplier<T> make) {
        try {
            return make.get();
        } catch (InvalidRule e) {
            if (e.path().isEmpty()) {
                throw new HubException(
                        ErrorCode.INVALID_VALUE, e.remedy(), List.of(new HubException.Detail("", e.remedy())));
            }
            throw HubException.ofField(ErrorCode.INVALID_VALUE, e.path(), e.remedy());
        }
    }
}
