package io.modehub.api;

import io.modehub.activity.Modes;
import io.modehub.activity.Rule;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.store.ModeStore;
import io.modehub.store.RuleStore;
import io.modehub.store.RuleStore.Application;
import io.modehub.store.RuleStore.State;
import io.modehub.store.TimeStore.Stretch;
import io.modehub.timeline.RuleEffect;
import io.modehub.timeline.RulePreview;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.TimeChanges.Change;
import io.modehub.timeline.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rules and the past: what they would change there, having them judge it, and taking that back. */
final class RulePastResource {
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(92);

    private final Pool pool;
    private final RulePreview preview;
    private final TimeChanges changes;
    private final Upkeep upkeep;
    private final LiveBus bus;
    private final Clock clock;

    RulePastResource(Pool pool, RulePreview preview, TimeChanges changes, Upkeep upkeep, LiveBus bus, Clock clock) {
        this.pool = pool;
        this.preview = preview;
        this.changes = changes;
        this.upkeep = upkeep;
        this.bus = bus;
        this.clock = clock;
    }

    /** What the past would be; ends when the caller goes. */
    void preview(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Stretch stretch = stretch(user, body);
        AtomicBoolean ended = new AtomicBoolean();
        context.response().closeHandler(nothing -> ended.set(true));
        Requests.answer(context, 200, ModeStore.list(pool, user).compose(modes -> RuleStore.list(pool, user)
                .map(rules -> supposed(rules, body, modes))
                .compose(rules -> preview.of(stretch, RuleResource.ready(rules), ended))
                .map(effect -> describe(stretch, effect, new Modes(modes)))));
    }

    void apply(RoutingContext context) {
        UserId user = Requests.user(context);
        Instant now = now();
        Instant from = Requests.instant("from", Requests.body(context).getString("from"))
                .orElse(Instant.EPOCH);
        if (!from.isBefore(now)) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "from", "must lie in the past");
        }
        Requests.answer(context, 202, change(user, connection -> RuleStore.applications(connection, user)
                .compose(known -> {
                    if (known.stream().anyMatch(one -> one.state().isUnderWay())) {
                        throw new HubException(
                                ErrorCode.RULES_BEING_APPLIED,
                                "one application at a time; GET /api/v1/rules/applications tells how far it is");
                    }
                    return RuleStore.apply(connection, user, from, now);
                })
                .compose(nothing -> RuleStore.applications(connection, user))
                .map(known -> describe(known.get(0)))));
    }

    void applications(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answer(context, 200, RuleStore.applications(pool, user).map(known -> {
            JsonArray items = new JsonArray();
            known.forEach(one -> items.add(describe(one)));
            return JsonObject.of("items", items);
        }));
    }

    /** Takes the newest application back that holds; also one that is still under way. */
    void undo(RoutingContext context) {
        UserId user = Requests.user(context);
        String id = context.pathParam("id");
        Requests.answer(context, 202, change(user, connection -> RuleStore.applications(connection, user)
                .compose(known -> RuleStore.undo(connection, user, undoable(known, id), now()))
                .compose(nothing -> RuleStore.applications(connection, user))
                .map(known -> describe(find(known, id)))));
    }

    private Future<JsonObject> change(
            UserId user, java.util.function.Function<SqlConnection, Future<JsonObject>> work) {
        return changes.make(user, connection -> work.apply(connection).map(answer -> new Change<>(answer, List.of())))
                .onSuccess(answer -> {
                    bus.announceWords(user);
                    upkeep.soon();
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Application undoable(List<Application> known, String id) {
        Application wanted = find(known, id);
        if (wanted.state() == State.UNDOING || wanted.state() == State.UNDONE) {
            throw new HubException(ErrorCode.CONFLICT, "this application is taken back already");
        }
        boolean newest = known.stream()
                .filter(one -> one.state() == State.APPLYING || one.state() == State.APPLIED)
                .findFirst()
                .filter(wanted::equals)
                .isPresent();
        if (!newest) {
            throw new HubException(ErrorCode.CONFLICT, "take back the newer application first");
        }
        return wanted;
    }

    private static Application find(List<Application> known, String id) {
        return known.stream()
                .filter(one -> one.id().toString().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> HubException.ofField(
                        ErrorCode.NOT_FOUND,
                        "id",
                        "names none of your applications of rules; only the newest are remembered"));
    }

    private Stretch stretch(UserId user, JsonObject body) {
        Instant now = now();
        Instant to = Requests.instant("to", body.getString("to"))
                .filter(now::isAfter)
                .orElse(now);
        Instant from = Requests.instant("from", body.getString("from")).orElse(to.minus(USUAL));
        if (!from.isBefore(to)) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "from", "must be before to, and in the past");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE, "from", "must be at most " + LONGEST.toDays() + " days before to");
        }
        return new Stretch(user, from, to);
    }

    /** The rules as they would be: with the given one, in place of the named one; or as they are now. */
    private static List<Rule> supposed(List<Rule> rules, JsonObject body, List<io.modehub.activity.Mode> modes) {
        String id = body.getString("ruleId");
        Rule named = id == null ? null : RuleResource.find(rules, id);
        JsonObject given = body.getJsonObject("rule");
        if (given == null) {
            return rules;
        }
        Integer order = given.getInteger("order");
        try {
            Rule rule = RuleResource.read(given, named == null ? UUID.randomUUID() : named.id(), modes);
            return RuleResource.placed(
                    rules, rule, order == null && named != null ? Integer.valueOf(rules.indexOf(named)) : order);
        } catch (HubException e) {
            throw e.within("rule");
        }
    }

    private static JsonObject describe(Stretch stretch, RuleEffect effect, Modes modes) {
        JsonArray sums = new JsonArray();
        effect.modes().entrySet().stream()
                .sorted(java.util.Comparator.comparingLong(entry ->
                        -Math.abs(entry.getValue().afterMs() - entry.getValue().beforeMs())))
                .forEach(entry -> sums.add(JsonObject.of(
                        "mode", modes.name(entry.getKey()),
                        "beforeMs", entry.getValue().beforeMs(),
                        "afterMs", entry.getValue().afterMs())));
        JsonArray examples = new JsonArray();
        effect.examples()
                .forEach(change -> examples.add(JsonObject.of(
                        "from", change.from().toString(),
                        "to", change.to().toString(),
                        "before", change.before() == 0 ? null : modes.name(change.before()),
                        "after", change.after() == 0 ? null : modes.name(change.after()),
                        "app", change.app().orElse(null))));
        return JsonObject.of(
                "from", stretch.from().toString(),
                "to", stretch.to().toString(),
                "modes", sums,
                "changes", effect.changes(),
                "days", effect.days(),
                "examples", examples,
                "thinnedDays", effect.thinnedDays());
    }

    private static JsonObject describe(Application application) {
        return JsonObject.of(
                "id", application.id().toString(),
                "at", application.at().toString(),
                "from", application.from().toString(),
                "state", application.state().name().toLowerCase(Locale.ROOT),
                "days", application.days(),
                "daysLeft", application.daysLeft());
    }
}
