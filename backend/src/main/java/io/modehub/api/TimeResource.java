package io.modehub.api;

import io.modehub.activity.AgentId;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.spans.AgentTime;
import io.modehub.spans.GroupBy;
import io.modehub.spans.HourGate;
import io.modehub.spans.Summary;
import io.modehub.spans.SummaryBuilder.Question;
import io.modehub.spans.WeekHours;
import io.modehub.store.AgentStore;
import io.modehub.store.ContentStore;
import io.modehub.store.ModeStore;
import io.modehub.store.RollupStore;
import io.modehub.store.UserStore;
import io.modehub.timeline.Summaries;
import io.modehub.timeline.Timelines;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Spans and sums. */
final class TimeResource {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(400);

    /** Eleven years. */
    private static final Duration LONGEST_SUM = Duration.ofDays(4_018);

    private static final String PERSON_VIEW = "person";
    private static final Comparator<ModeSpan> NEWEST_FIRST =
            Comparator.comparing(ModeSpan::from).thenComparing(ModeSpan::id).reversed();

    private final Timelines timelines;
    private final ContentStore contents;
    private final Summaries summaries;
    private final AgentStore agents;
    private final ModeStore modes;
    private final UserStore users;
    private final Clock clock;

    TimeResource(
            Timelines timelines,
            ContentStore contents,
            Summaries summaries,
            AgentStore agents,
            ModeStore modes,
            UserStore users,
            Clock clock) {
        this.timelines = timelines;
        this.contents = contents;
        this.summaries = summaries;
        this.agents = agents;
        this.modes = modes;
        this.users = users;
        this.clock = clock;
    }

    void listSpans(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.Period period = Requests.period(context, clock.instant(), DAY, LONGEST);
        int limit = Requests.limit(context);
        String after = Requests.position(context);
        String agentId = Requests.query(context, "agentId");
        boolean ofPerson = PERSON_VIEW.equals(Requests.query(context, "view"));
        ZoneId asked = askedZone(context);
        WeekHours hours = hours(context);
        if (ofPerson && agentId != null) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "agentId", "goes without view=person");
        }
        Requests.answer(
                context,
                200,
                Requests.agentKey(agents, user, agentId)
                        .compose(key -> ofPerson
                                ? timelines
                                        .time(user, RollupStore.PERSON, period.from(), period.to(), false)
                                        .map(AgentTime::spans)
                                : ofAgents(user, key, period.from(), period.to()))
                        .compose(spans -> zone(user, asked).compose(zone -> names(user)
                                .compose(names -> new SpanPages(contents, user, names, filter(context, hours, zone))
                                        .page(rest(spans, after), limit)))));
    }

    private static SpanPages.Filter filter(RoutingContext context, @Nullable WeekHours hours, ZoneId zone) {
        return new SpanPages.Filter(
                Requests.query(context, "mode"),
                Requests.query(context, "app"),
                Requests.query(context, "text"),
                hours == null ? null : new HourGate(zone, hours),
                "true".equals(Requests.query(context, "content")));
    }

    /** What comes after a position, newest first. */
    private static List<ModeSpan> rest(List<ModeSpan> spans, @Nullable String after) {
        return spans.stream()
                .filter(span -> after == null || SpanPages.position(span).compareTo(after) < 0)
                .sorted(NEWEST_FIRST)
                .toList();
    }

    private Future<List<ModeSpan>> ofAgents(UserId user, OptionalInt agentKey, Instant from, Instant to) {
        return timelines
                .ofAgents(user, from, to)
                .map(byAgent -> agentKey.isPresent()
                        ? byAgent.getOrDefault(agentKey.getAsInt(), List.of())
                        : byAgent.values().stream().flatMap(List::stream).toList());
    }

    void summary(RoutingContext context) {
        UserId user = Requests.user(context);
        Requests.Period period = Requests.period(context, clock.instant(), WEEK, LONGEST_SUM);
        String groupBy = Requests.query(context, "groupBy");
        GroupBy grouping = groupBy == null ? GroupBy.MODE : GroupBy.of(groupBy);
        ZoneId asked = askedZone(context);
        String mode = Requests.query(context, "mode");
        String app = Requests.query(context, "app");
        WeekHours hours = hours(context);
        Requests.answer(
                context,
                200,
                Requests.agentKey(agents, user, Requests.query(context, "agentId"))
                        .compose(key -> modes.list(user)
                                .compose(list -> zone(user, asked).compose(zone -> {
                                    Modes known = new Modes(list);
                                    Question question =
                                            new Question(grouping, zone, known.away(), modeId(known, mode), app, hours);
                                    return summaries
                                            .sum(
                                                    user,
                                                    key.orElse(RollupStore.PERSON),
                                                    period.from(),
                                                    period.to(),
                                                    question,
                                                    known)
                                            .map(summary -> describe(summary, period, zone));
                                }))));
    }

    private static @Nullable ZoneId askedZone(RoutingContext context) {
        String name = Requests.query(context, "timezone");
        return name == null ? null : Requests.zone("timezone", name);
    }

    private static @Nullable WeekHours hours(RoutingContext context) {
        String weekday = Requests.query(context, "weekday");
        String hour = Requests.query(context, "hour");
        if (weekday == null && hour == null) {
            return null;
        }
        int from = hour == null ? 0 : Requests.number(hour);
        return new WeekHours(
                weekday == null ? Set.of() : Set.of(Requests.number(weekday)), from, hour == null ? 24 : from + 1);
    }

    private static @Nullable Integer modeId(Modes modes, @Nullable String name) {
        if (name == null) {
            return null;
        }
        int id = modes.ofName(name);
        if (id == 0) {
            throw HubException.ofField(ErrorCode.UNKNOWN_MODE, "mode", "is none of your modes");
        }
        return id;
    }

    private Future<ZoneId> zone(UserId user, @Nullable ZoneId asked) {
        return asked != null
                ? Future.succeededFuture(asked)
                : users.find(user).map(person -> person.orElseThrow(
                                () -> new HubException(ErrorCode.UNAUTHENTICATED, "this account no longer exists"))
                        .zone());
    }

    /** Modes by number and agents by key. */
    record Names(Modes modes, Map<Integer, AgentId> agents) {
        JsonObject describe(ModeSpan span) {
            AgentId agent = agents.get(span.agentKey());
            return JsonObject.of(
                    "id", span.id(),
                    "agentId", agent == null ? null : agent.toString(),
                    "from", span.from().toString(),
                    "to", span.to().toString(),
                    "mode", modes.name(span.modeId()),
                    "source", span.source().wire(),
                    "confidence", span.confidence(),
                    "model", span.model());
        }
    }

    Future<Names> names(UserId user) {
        return modes.list(user).compose(list -> agents.list(user).map(devices -> {
            Map<Integer, AgentId> ids = new HashMap<>();
            devices.forEach(device -> ids.put(device.ref().key(), device.ref().id()));
            return new Names(new Modes(list), ids);
        }));
    }

    private static JsonObject describe(Summary summary, Requests.Period period, ZoneId zone) {
        JsonArray rows = new JsonArray();
        summary.activeMs().forEach((key, ms) -> rows.add(JsonObject.of("key", key, "activeMs", ms)));
        return JsonObject.of(
                "from", period.from().toString(),
                "to", period.to().toString(),
                "timezone", zone.getId(),
                "rows", rows,
                "totalMs", summary.totalMs(),
                "coverageMs", summary.coverageMs());
    }

    /** The spans of a stretch, described, newest first. */
    Future<JsonArray> described(UserId user, OptionalInt agentKey, Instant from, Instant to) {
        return ofAgents(user, agentKey, from, to).compose(spans -> names(user).map(names -> {
            List<ModeSpan> all = new ArrayList<>(spans);
            all.sort(NEWEST_FIRST);
            JsonArray items = new JsonArray();
            all.forEach(span -> items.add(names.describe(span)));
            return items;
        }));
    }
}
