package io.modehub.api;

import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.InvalidActivity;
import io.modehub.protocol.MalformedFrame;
import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure into RFC 9457 problem details; surprises are logged with their cause and told without it. */
final class Problems implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Pattern NAMED = Pattern.compile("(?i)(?:property|parameter) \"?([\\w/-]+)\"?");

    @Override
    public void handle(RoutingContext context) {
        HubException refusal = refusal(context.failure(), context.statusCode());
        if (refusal == null) {
            LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), context.failure());
            refusal = new HubException(ErrorCode.INTERNAL, "the hub's log says more; trying again may help");
        }
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (refusal.code().retryable()) {
            response.putHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, refusal.retryAfter().toSeconds())));
        }
        if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.setStatusCode(refusal.code().status())
                .putHeader("Content-Type", "application/problem+json")
                .end(json(refusal).toBuffer())
                .onFailure(failure -> LOG.debug("answer not sent: {}", failure.toString()));
    }

    private static JsonObject json(HubException refusal) {
        JsonArray errors = new JsonArray();
        refusal.details()
                .forEach(detail -> errors.add(JsonObject.of("path", detail.path(), "message", detail.message())));
        return JsonObject.of(
                "type", "about:blank",
                "title", refusal.code().title(),
                "status", refusal.code().status(),
                "detail", refusal.getMessage(),
                "code", refusal.code().wire(),
                "errors", errors);
    }

    private static @Nullable HubException refusal(@Nullable Throwable failure, int status) {
        if (failure instanceof HubException expected) {
            return expected;
        }
        if (failure instanceof InvalidActivity invalid) {
            return HubException.ofField(ErrorCode.INVALID_ACTIVITY, invalid.path(), invalid.remedy());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ValidatorException invalid) {
                return invalidRequest(invalid);
            }
        }
        if (failure instanceof DecodeException || failure instanceof MalformedFrame) {
            return new HubException(ErrorCode.INVALID_REQUEST, "the body is not valid JSON");
        }
        if (failure instanceof PgException e && e.getSqlState().startsWith("22")) {
            return new HubException(ErrorCode.INVALID_VALUE, "a text holds a character that can't be stored");
        }
        if (failure instanceof PgException e && isOfNobody(e)) {
            return new HubException(ErrorCode.UNAUTHENTICATED, "this account no longer exists");
        }
        if (isDatabaseAway(failure)) {
            return new HubException(ErrorCode.DATABASE_UNAVAILABLE, "try again in a moment");
        }
        return failure == null || status != 500 ? ofStatus(status) : null;
    }

    /** A row for a person who has gone since they signed in. */
    private static boolean isOfNobody(PgException failure) {
        return "23503".equals(failure.getSqlState())
                && String.valueOf(failure.getConstraint()).endsWith("_user_id_fkey");
    }

    private static HubException invalidRequest(ValidatorException invalid) {
        if (invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
            return ofStatus(415);
        }
        Throwable cause = invalid.getCause() == null ? invalid : invalid.getCause();
        String message = missingMember(invalid).orElseGet(() -> String.valueOf(cause.getMessage()));
        String path = memberAtFault(invalid)
                .or(() -> named(message))
                .or(() -> named(String.valueOf(invalid.getMessage())))
                .orElse("");
        return new HubException(
                ErrorCode.INVALID_REQUEST,
                (path.isEmpty() ? message : path + ": " + message) + "; see /api/v1/openapi.yaml",
                List.of(new HubException.Detail(path, message)));
    }

    /** The innermost member of the body that breaks its schema. */
    private static Optional<String> memberAtFault(ValidatorException invalid) {
        return errors(invalid).stream()
                .map(error -> String.valueOf(error.getInstanceLocation()).replaceFirst("^#?/?", ""))
                .filter(location -> !location.isEmpty())
                .max(Comparator.comparingInt(String::length));
    }

    private static List<OutputUnit> errors(ValidatorException invalid) {
        return invalid instanceof SchemaValidationException schema
                        && schema.getOutputUnit() != null
                        && schema.getOutputUnit().getErrors() != null
                ? schema.getOutputUnit().getErrors()
                : List.of();
    }

    /** What a body lacks that may be one or several: the library's own message tells that it isn't several. */
    private static Optional<String> missingMember(ValidatorException invalid) {
        return memberAtFault(invalid).isPresent()
                ? Optional.empty()
                : errors(invalid).stream()
                        .map(error -> String.valueOf(error.getError()))
                        .filter(message -> named(message).isPresent())
                        .findFirst();
    }

    /** The library names a parameter or a missing member only inside its messages. */
    private static Optional<String> named(String message) {
        Matcher quoted = NAMED.matcher(message);
        return quoted.find() ? Optional.of(quoted.group(1)) : Optional.empty();
    }

    private static boolean isDatabaseAway(@Nullable Throwable failure) {
        String message = failure == null ? "" : String.valueOf(failure.getMessage());
        if (failure instanceof PgException e) {
            return e.getSqlState().startsWith("57P") || e.getSqlState().startsWith("53");
        }
        return failure instanceof ClosedConnectionException
                || failure instanceof IOException
                || (failure instanceof VertxException && message.equals("Connection was closed"))
                || message.equals("Pool closed")
                || message.startsWith("Timeout");
    }

    private static HubException ofStatus(int status) {
        return switch (status) {
            case 400 -> new HubException(ErrorCode.INVALID_REQUEST, "see /api/v1/openapi.yaml");
            case 401 -> new HubException(ErrorCode.UNAUTHENTICATED, "sign in again");
            case 404 -> new HubException(ErrorCode.NOT_FOUND, "there is nothing at this address");
            case 405 -> new HubException(ErrorCode.METHOD_NOT_ALLOWED, "see /api/v1/openapi.yaml");
            case 413 -> new HubException(ErrorCode.TOO_LARGE, "send less at once");
            case 415 -> new HubException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "set Content-Type: application/json");
            default -> new HubException(ErrorCode.INTERNAL, "the hub's log says more; trying again may help");
        };
    }
}
