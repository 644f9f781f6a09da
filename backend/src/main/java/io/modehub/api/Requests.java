package io.modehub.api;

import io.modehub.accounts.Caller;
import io.modehub.accounts.Client;
import io.modehub.activity.AgentId;
import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.AgentStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What every resource reads from a request; faults name the parameter and the remedy. */
final class Requests {
    static final int DEFAULT_LIMIT = 100;

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final String CALLER = "modehub.caller";
    private static final String CLIENT = "modehub.client";

    private Requests() {}

    /** A stretch {@code [from, to)}. */
    record Period(Instant from, Instant to) {}

    static void setCaller(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
    }

    /** Who sent this request. */
    static Caller caller(RoutingContext context) {
        Caller caller = context.get(CALLER);
        if (caller == null) {
            throw new HubException(ErrorCode.UNAUTHENTICATED, "sign in first");
        }
        return caller;
    }

    /** Whose data this request may touch. */
    static UserId user(RoutingContext context) {
        return caller(context).user();
    }

    /** The session of the person who sent this request; scripts have none. */
    static UUID session(RoutingContext context) {
        return caller(context)
                .session()
                .orElseThrow(() -> new HubException(ErrorCode.FORBIDDEN, "this needs a person who has signed in"));
    }

    static void setClient(RoutingContext context, Client client) {
        context.put(CLIENT, client);
    }

    /** Where this request comes from. */
    static Client client(RoutingContext context) {
        Client client = context.get(CLIENT);
        return client == null ? new Client("", "") : client;
    }

    static JsonObject body(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null || !(Json.decodeValue(body) instanceof JsonObject object)) {
            throw new HubException(ErrorCode.INVALID_REQUEST, "the body must be a JSON object");
        }
        return object;
    }

    static @Nullable String query(RoutingContext context, String name) {
        String value = context.queryParams().get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    static int limit(RoutingContext context) {
        String limit = query(context, "limit");
        return limit == null ? DEFAULT_LIMIT : number(limit);
    }

    /** A checked parameter, in any spelling JSON has for a whole number; what is too large is the largest. */
    static int number(String text) {
        return new BigDecimal(text).min(LARGEST).intValue();
    }

    /** A checked number of a row; one too large names none. */
    static long longNumber(String text) {
        return new BigDecimal(text).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** The asked stretch, or the last one of that length; at most {@code longest}. */
    static Period period(RoutingContext context, Instant now, Duration usual, Duration longest) {
        Instant to = instant("to", query(context, "to")).orElse(now);
        Instant from = instant("from", query(context, "from")).orElse(to.minus(usual));
        if (!from.isBefore(to)) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, "from", "must be before to");
        }
        if (Duration.between(from, to).compareTo(longest) > 0) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE, "from", "must be at most " + longest.toDays() + " days before to");
        }
        return new Period(from, to);
    }

    /** A time of a request, to the millisecond. */
    static Optional<Instant> instant(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            int year = instant.atOffset(java.time.ZoneOffset.UTC).getYear();
            if (year < 1970 || year > 9000) {
                throw HubException.ofField(ErrorCode.INVALID_VALUE, name, "must lie between the years 1970 and 9000");
            }
            return Optional.of(instant);
        } catch (DateTimeException e) {
            throw HubException.ofField(
                    ErrorCode.INVALID_REQUEST,
                    name,
                    "must be an ISO-8601 time with an offset, such as 2026-11-23T09:15:00Z");
        }
    }

    static ZoneId zone(String name, String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw HubException.ofField(ErrorCode.INVALID_VALUE, name, "is no IANA time zone; example: Europe/Berlin");
        }
    }

    static UUID uuid(String name, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw HubException.ofField(ErrorCode.NOT_FOUND, name, "names none of your devices");
        }
    }

    /** An id in the path that names nothing unless it is a UUID. */
    static UUID pathId(RoutingContext context, String name) {
        try {
            return UUID.fromString(context.pathParam(name));
        } catch (IllegalArgumentException e) {
            throw HubException.ofField(ErrorCode.NOT_FOUND, name, "names nothing of yours");
        }
    }

    /** The caller's own agent of that id; anybody else's is not found. */
    static Future<AgentRef> agent(AgentStore agents, UserId user, String name, String id) {
        return agents.find(user, new AgentId(uuid(name, id))).map(device -> device.map(AgentStore.Device::ref)
                .orElseThrow(() -> HubException.ofField(ErrorCode.NOT_FOUND, name, "names none of your devices")));
    }

    /** The agent asked for, or none. */
    static Future<OptionalInt> agentKey(AgentStore agents, UserId user, @Nullable String id) {
        return id == null
                ? Future.succeededFuture(OptionalInt.empty())
                : agent(agents, user, "agentId", id).map(agent -> OptionalInt.of(agent.key()));
    }

    /** An opaque position for the next page. */
    static String cursor(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** The position a cursor holds, or null without one. */
    static @Nullable String position(RoutingContext context) {
        String cursor = query(context, "cursor");
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    static HubException badCursor() {
        return HubException.ofField(
                ErrorCode.INVALID_VALUE, "cursor", "must be a nextCursor of this list; start again without it");
    }

    /** Answers with what the future brings, or fails the request. */
    static void answer(RoutingContext context, int status, Future<JsonObject> body) {
        body.onSuccess(json -> sendJson(context, status, json.toBuffer())).onFailure(context::fail);
    }

    static void sendJson(RoutingContext context, int status, io.vertx.core.buffer.Buffer body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body)
                .onFailure(failure ->
                        LoggerFactory.getLogger(Requests.class).debug("answer not sent: {}", failure.toString()));
    }

    static void answerEmpty(RoutingContext context, Future<?> done) {
        done.onSuccess(nothing -> context.response()
                        .setStatusCode(204)
                        .end()
                        .onFailure(failure -> LoggerFactory.getLogger(Requests.class)
                                .debug("answer not sent: {}", failure.toString())))
                .onFailure(context::fail);
    }
}
