package io.modehub.api;

import io.modehub.activity.AgentId;
import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.store.AgentStore;
import io.modehub.store.ModeStore;
import io.modehub.store.SpanStore;
import io.modehub.store.SpanStore.Word;
import io.modehub.timeline.DayRuns;
import io.modehub.timeline.Rollups.Touched;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.TimeChanges.Change;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people say of stretches of time, one by one or many together, and taking it back. */
final class LabelResource {
    /** Most labels of one request. */
    private static final int MAX_LABELS = 1_000;

    /** A span whose end is that near may still grow. */
    private static final Duration OPEN = Duration.ofSeconds(90);

    private static final Duration LONGEST = Duration.ofDays(366);

    private final SpanStore spans;
    private final AgentStore agents;
    private final TimeResource time;
    private final SpanFinder finder;
    private final TimeChanges changes;
    private final LiveBus bus;
    private final Clock clock;

    LabelResource(
            SpanStore spans,
            AgentStore agents,
            TimeResource time,
            SpanFinder finder,
            TimeChanges changes,
            LiveBus bus,
            Clock clock) {
        this.spans = spans;
        this.agents = agents;
        this.time = time;
        this.finder = finder;
        this.changes = changes;
        this.bus = bus;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        UserId user = Requests.user(context);
        int limit = Requests.limit(context);
        String position = Requests.position(context);
        Requests.answer(
                context,
                200,
                spans.labelsBefore(user, position == null ? null : cursorNumber(position), limit + 1)
                        .compose(labels -> time.names(user).map(names -> {
                            JsonArray items = new JsonArray();
                            labels.stream().limit(limit).forEach(label -> items.add(describe(label, names)));
                            JsonObject page = JsonObject.of("items", items);
                            return labels.size() > limit
                                    ? page.put(
                                            "nextCursor",
                                            Requests.cursor(
                                                    "" + labels.get(limit - 1).id()))
                                    : page;
                        })));
    }

    /** One label, or several that are said, and can be taken back, together. */
    void add(RoutingContext context) {
        UserId user = Requests.user(context);
        Object body = Json.decodeValue(context.body().buffer());
        boolean several = body instanceof JsonArray;
        List<Said> said = body instanceof JsonArray all ? several(all) : List.of(said("", (JsonObject) body));
        Requests.answer(
                context,
                201,
                agentKeys(user, said)
                        .compose(keys -> say(user, connection -> ModeStore.list(connection, user)
                                .map(list -> words(said, keys, new Modes(list)))))
                        .compose(labels -> time.names(user).map(names -> {
                            JsonArray items = new JsonArray();
                            labels.forEach(label -> items.add(describe(label, names)));
                            return several
                                    ? JsonObject.of("items", items, "batchId", batch(labels))
                                    : items.getJsonObject(0);
                        })));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        long id = Requests.longNumber(context.pathParam("id"));
        Requests.answerEmpty(context, takeBack(user, connection -> SpanStore.deleteLabel(connection, user, id)));
    }

    /** Takes back what was said together. */
    void deleteBatch(RoutingContext context) {
        UserId user = Requests.user(context);
        UUID batch;
        try {
            batch = UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
        Requests.answerEmpty(context, takeBack(user, connection -> SpanStore.deleteBatch(connection, user, batch)));
    }

    /** A label over what a span covers. */
    void correct(RoutingContext context) {
        UserId user = Requests.user(context);
        String id = context.pathParam("id");
        String mode = Requests.body(context).getString("mode");
        Requests.answer(context, 200, finder.find(user, id).compose(span -> correct(user, span, mode)));
    }

    private Future<JsonObject> correct(UserId user, ModeSpan span, String mode) {
        Instant now = clock.instant();
        boolean open = span.agentKey() != 0 && span.to().isAfter(now.minus(OPEN));
        OptionalInt key = span.agentKey() == 0 ? OptionalInt.empty() : OptionalInt.of(span.agentKey());
        Instant to = open ? now.plus(DayRuns.OPEN_CORRECTION) : span.to();
        return say(user, connection -> ModeStore.list(connection, user)
                        .map(list -> List.of(new Word(
                                key.isPresent() ? Integer.valueOf(key.getAsInt()) : null,
                                span.from(),
                                to,
                                modeId("mode", new Modes(list), mode),
                                Source.LABEL,
                                open))))
                .compose(labels -> time.described(user, key, span.from(), to.isBefore(now) ? to : now)
                        .map(items -> JsonObject.of("labelId", labels.get(0).id(), "spans", items)));
    }

    private Future<List<Label>> say(UserId user, java.util.function.Function<SqlConnection, Future<List<Word>>> words) {
        return changes.make(user, connection -> words.apply(connection)
                        .compose(all -> SpanStore.addLabels(connection, user, all))
                        .map(labels -> new Change<>(labels, touched(user, labels))))
                .compose(labels -> announced(user, labels));
    }

    private Future<Void> takeBack(
            UserId user, java.util.function.Function<SqlConnection, Future<List<Label>>> deletion) {
        return changes.make(user, connection -> deletion.apply(connection).map(labels -> {
                    if (labels.isEmpty()) {
                        throw notFound();
                    }
                    return new Change<>(labels, touched(user, labels));
                }))
                .compose(labels -> announced(user, labels))
                .mapEmpty();
    }

    private List<Touched> touched(UserId user, List<Label> labels) {
        return labels.stream()
                .map(label -> new Touched(user, label.from(), label.to().orElse(clock.instant())))
                .toList();
    }

    /** What somebody says in a request. */
    private record Said(String path, @Nullable String agentId, Instant from, Instant to, String mode) {}

    private List<Said> several(JsonArray all) {
        if (all.isEmpty()) {
            throw new HubException(ErrorCode.INVALID_REQUEST, "send at least one label");
        }
        if (all.size() > MAX_LABELS) {
            throw new HubException(ErrorCode.TOO_LARGE, "send at most " + MAX_LABELS + " labels at once");
        }
        List<Said> said = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            said.add(said(i + ".", all.getJsonObject(i)));
        }
        return said;
    }

    private Said said(String path, JsonObject body) {
        Instant from = Requests.instant(path + "from", body.getString("from")).orElseThrow();
        Instant to = Requests.instant(path + "to", body.getString("to")).orElseThrow();
        if (!from.isBefore(to)) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, path + "to", "must be after from");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, path + "to", "must be at most a year after from");
        }
        if (to.isAfter(clock.instant())) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, path + "to", "must not lie in the future");
        }
        return new Said(path, body.getString("agentId"), from, to, body.getString("mode"));
    }

    /** The keys of the agents that are spoken of. */
    private Future<Map<String, Integer>> agentKeys(UserId user, List<Said> said) {
        Future<Map<String, Integer>> keys = Future.succeededFuture(new HashMap<>());
        for (String id : said.stream()
                .map(Said::agentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList()) {
            String path = said.stream()
                    .filter(one -> id.equals(one.agentId()))
                    .findFirst()
                    .orElseThrow()
                    .path();
            keys = keys.compose(
                    known -> Requests.agent(agents, user, path + "agentId", id).map(agent -> {
                        known.put(id, agent.key());
                        return known;
                    }));
        }
        return keys;
    }

    private static List<Word> words(List<Said> said, Map<String, Integer> agentKeys, Modes modes) {
        return said.stream()
                .map(one -> new Word(
                        one.agentId() == null ? null : agentKeys.get(one.agentId()),
                        one.from(),
                        one.to(),
                        modeId(one.path() + "mode", modes, one.mode()),
                        Source.LABEL,
                        false))
                .toList();
    }

    private static int modeId(String path, Modes modes, String name) {
        int id = modes.ofName(name);
        if (id == 0) {
            throw HubException.ofField(
                    ErrorCode.UNKNOWN_MODE, path, "is none of your modes; GET /api/v1/modes lists them");
        }
        return id;
    }

    /** Tells pages and ingest; the answer is what was given. */
    private Future<List<Label>> announced(UserId user, List<Label> labels) {
        bus.announceWords(user);
        Map<Integer, Touched> stretches = new HashMap<>();
        for (Label label : labels) {
            Touched stretch = new Touched(user, label.from(), label.to().orElse(clock.instant()));
            stretches.merge(label.agentKey().orElse(0), stretch, Touched::with);
        }
        return time.names(user).map(names -> {
            stretches.forEach((key, stretch) -> {
                AgentId agent = names.agents().get(key);
                bus.publish(
                        user,
                        "span/" + (agent == null ? "person" : agent),
                        LiveFrames.span(Optional.ofNullable(agent), stretch.from(), stretch.to()));
            });
            return labels;
        });
    }

    private static @Nullable String batch(List<Label> labels) {
        return labels.get(0).batch().map(UUID::toString).orElse(null);
    }

    private static JsonObject describe(Label label, TimeResource.Names names) {
        AgentId agent = names.agents().get(label.agentKey().orElse(0));
        return JsonObject.of(
                "id", label.id(),
                "agentId", agent == null ? null : agent.toString(),
                "from", label.from().toString(),
                "to", label.to().map(Instant::toString).orElse(null),
                "mode", names.modes().name(label.modeId()),
                "source", label.source().wire(),
                "batchId", label.batch().map(UUID::toString).orElse(null));
    }

    private static long cursorNumber(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Requests.badCursor();
        }
        return Long.parseLong(text);
    }

    private static HubException notFound() {
        return HubException.ofField(
                ErrorCode.NOT_FOUND, "id", "names none of your labels; it may have been taken back");
    }
}
