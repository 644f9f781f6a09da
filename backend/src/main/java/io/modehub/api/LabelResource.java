package io.modehub.api;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.store.AgentStore;
import io.modehub.store.ModeStore;
import io.modehub.store.SpanStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people say of stretches of time, and taking it back. */
final class LabelResource {
    private static final Pattern SPAN_ID = Pattern.compile("([sl])(\\d{1,18})(-\\d{1,18})?");

    /** A correction of the open span holds at most so long. */
    private static final Duration OPEN_CORRECTION = Duration.ofMinutes(60);

    /** A span whose end is that near may still grow. */
    private static final Duration OPEN = Duration.ofSeconds(90);

    private static final Duration LONGEST = Duration.ofDays(366);

    private final SpanStore spans;
    private final ModeStore modes;
    private final AgentStore agents;
    private final TimeResource time;
    private final Timelines timelines;
    private final LiveBus bus;
    private final Clock clock;

    LabelResource(
            SpanStore spans,
            ModeStore modes,
            AgentStore agents,
            TimeResource time,
            Timelines timelines,
            LiveBus bus,
            Clock clock) {
        this.spans = spans;
        this.modes = modes;
        this.agents = agents;
        this.time = time;
        this.timelines = timelines;
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
                spans.labelsBefore(user, position == null ? null : number(position), limit + 1)
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

    void add(RoutingContext context) {
        UserId user = Requests.user(context);
        JsonObject body = Requests.body(context);
        Instant from = Requests.instant("from", body.getString("from")).orElseThrow();
        Instant to = Requests.instant("to", body.getString("to")).orElseThrow();
        requireSane(from, to);
        Requests.answer(
                context,
                201,
                Requests.agentKey(agents, user, body.getString("agentId"))
                        .compose(key -> modes.byName(user, body.getString("mode"))
                                .compose(mode -> spans.addLabel(user, key, from, to, mode.id(), Source.LABEL, false)))
                        .compose(label -> time.names(user).map(names -> {
                            announce(user, label, names);
                            return describe(label, names);
                        })));
    }

    void delete(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.answerEmpty(
                context,
                spans.deleteLabel(user, number(context.pathParam("id")))
                        .compose(label -> time.names(user).map(names -> {
                            announce(user, label.orElseThrow(LabelResource::notFound), names);
                            return null;
                        })));
    }

    /** A label over what a span covers. */
    void correct(RoutingContext context) {
        UserId user = Requests.user(context);
        String id = context.pathParam("id");
        String mode = Requests.body(context).getString("mode");
        Requests.answer(context, 200, modes.byName(user, mode).compose(chosen -> span(user, id)
                .compose(span -> say(user, span, chosen.id()))));
    }

    private Future<JsonObject> say(UserId user, ModeSpan span, int modeId) {
        Instant now = clock.instant();
        boolean open = span.agentKey() != 0 && span.to().isAfter(now.minus(OPEN));
        OptionalInt key = span.agentKey() == 0 ? OptionalInt.empty() : OptionalInt.of(span.agentKey());
        Instant to = open ? now.plus(OPEN_CORRECTION) : span.to();
        return spans.addLabel(user, key, span.from(), to, modeId, Source.LABEL, open)
                .compose(label -> time.names(user).compose(names -> {
                    announce(user, label, names);
                    Instant end = to.isBefore(now) ? to : now;
                    return time.described(user, key, span.from(), end)
                            .map(items -> JsonObject.of("labelId", label.id(), "spans", items));
                }));
    }

    /** The span of that id as the timeline shows it now. */
    private Future<ModeSpan> span(UserId user, String id) {
        Matcher matcher = SPAN_ID.matcher(id);
        if (!matcher.matches()) {
            throw notFoundSpan();
        }
        long number = Long.parseLong(matcher.group(2));
        return (matcher.group(1).equals("s") ? predictedBounds(user, number) : labelBounds(user, number))
                .compose(bounds -> timelines
                        .ofAgents(user, bounds.agentKey(), bounds.from(), bounds.to())
                        .map(byAgent -> byAgent.values().stream()
                                .flatMap(List::stream)
                                .filter(span -> span.id().equals(id))
                                .findFirst()
                                .orElseThrow(LabelResource::notFoundSpan)));
    }

    private record Bounds(OptionalInt agentKey, Instant from, Instant to) {}

    private Future<Bounds> predictedBounds(UserId user, long id) {
        return spans.span(user, id)
                .map(span -> span.orElseThrow(LabelResource::notFoundSpan))
                .map(span -> new Bounds(OptionalInt.of(span.agentKey()), span.from(), span.to()));
    }

    private Future<Bounds> labelBounds(UserId user, long id) {
        return spans.label(user, id)
                .map(label -> label.orElseThrow(LabelResource::notFoundSpan))
                .map(label -> new Bounds(
                        label.agentKey().map(OptionalInt::of).orElse(OptionalInt.empty()),
                        label.from(),
                        label.to().orElse(clock.instant())));
    }

    private void requireSane(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "to", "must be after from");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "to", "must be at most a year after from");
        }
        if (to.isAfter(clock.instant())) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "to", "must not lie in the future");
        }
    }

    private void announce(UserId user, Label label, TimeResource.Names names) {
        bus.announceWords(user);
        Optional.ofNullable(names.agents().get(label.agentKey().orElse(0)))
                .ifPresent(agent -> bus.publish(
                        user,
                        "span/" + agent,
                        LiveFrames.span(agent, label.from(), label.to().orElse(clock.instant()))));
    }

    private static JsonObject describe(Label label, TimeResource.Names names) {
        var agent = names.agents().get(label.agentKey().orElse(0));
        return JsonObject.of(
                "id", label.id(),
                "agentId", agent == null ? null : agent.toString(),
                "from", label.from().toString(),
                "to", label.to().map(Instant::toString).orElse(null),
                "mode", names.modes().name(label.modeId()),
                "source", label.source().wire());
    }

    private static long number(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,18}")) {
            throw Requests.badCursor();
        }
        return Long.parseLong(text);
    }

    private static HubException notFound() {
        return HubException.ofField(
                ErrorCode.NOT_FOUND, "id", "names none of your labels; it may have been taken back");
    }

    private static HubException notFoundSpan() {
        return HubException.ofField(
                ErrorCode.NOT_FOUND, "id", "names none of your spans; it may have changed, read again");
    }
}
