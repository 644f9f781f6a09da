package io.modehub.chat.models;

import io.modehub.chat.models.LanguageModel.Failure;
import io.modehub.chat.models.LanguageModel.ModelFault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error answer means. Of its text nothing is kept but what it is about and how long to wait. */
final class Refusal {
    /** For a code or a sentence, in lower case: servers of the same format agree on neither. */
    private static final Pattern FILTERED =
            Pattern.compile("content_filter|content_policy|responsibleaipolicyviolation|content management policy");

    private static final Pattern TOO_LONG = Pattern.compile(
            "context_length_exceeded|string_above_max_length|context (length|window|size)|prompt is too long|too many tokens");
    private static final Pattern NO_TOOLS = Pattern.compile(
            "(\\btools?\\b|tool[_ ]choice|function[_ ]call).*(not support|unsupported|unrecogni|unknown|requires --)"
                    + "|(not support|unsupported|unrecogni|unknown).*(\\btools?\\b|tool[_ ]choice|function[_ ]call)",
            Pattern.DOTALL);
    private static final Pattern MISSING =
            Pattern.compile("deploymentnotfound|model_not_found|operationnotsupported|unknown_model");
    private static final Pattern WAIT = Pattern.compile("retry after (\\d{1,9}) (milli)?second");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

    /** More than any server says; what is beyond is not kept. */
    private static final int MAX_BYTES = 64 * 1024;

    private final int status;
    private final MultiMap headers;
    private final Buffer body = Buffer.buffer();

    /** @param status not 2xx */
    Refusal(int status, MultiMap headers) {
        this.status = status;
        this.headers = headers;
    }

    /** Some of its body. */
    void add(Buffer some) {
        body.appendBuffer(some, 0, Math.min(some.length(), MAX_BYTES - body.length()));
    }

    /**
     * What it comes to, by what is known so far.
     *
     * @param withTools whether tools were offered
     * @param now dates in headers are told from it
     */
    ModelFault fault(boolean withTools, Instant now) {
        String said = body.toString();
        String text = said.toLowerCase(Locale.ROOT);
        return new ModelFault(failure(status, code(said), text, withTools), wait(headers, text, now));
    }

    /** What an error in mid-stream says; empty: nothing known. */
    static Optional<Failure> said(Object error) {
        String text = String.valueOf(error).toLowerCase(Locale.ROOT);
        if (FILTERED.matcher(text).find()) {
            return Optional.of(Failure.CONTENT_FILTERED);
        }
        if (TOO_LONG.matcher(text).find()) {
            return Optional.of(Failure.CONTEXT_TOO_LONG);
        }
        boolean limited =
                text.contains("rate_limit") || text.contains("rate limit") || text.contains("\"code\":\"429\"");
        return limited ? Optional.of(Failure.RATE_LIMITED) : Optional.empty();
    }

    private static Failure failure(int status, String code, String text, boolean withTools) {
        return switch (status) {
            case 401, 403 -> Failure.AUTH;
            case 404 -> Failure.MODEL_MISSING;
            case 408 -> Failure.TIMEOUT;
            case 413 -> Failure.CONTEXT_TOO_LONG;
            case 429 -> Failure.RATE_LIMITED;
            case 400, 422 -> badRequest(code, text, withTools);
            // Ollama and others say with 5xx what is the request's fault.
            default ->
                withTools && code.isEmpty() && NO_TOOLS.matcher(text).find()
                        ? Failure.TOOLS_UNSUPPORTED
                        : Failure.UPSTREAM;
        };
    }

    private static Failure badRequest(String code, String text, boolean withTools) {
        if (FILTERED.matcher(code).find()) {
            return Failure.CONTENT_FILTERED;
        }
        if (TOO_LONG.matcher(code).find()) {
            return Failure.CONTEXT_TOO_LONG;
        }
        if (MISSING.matcher(code).find()) {
            return Failure.MODEL_MISSING;
        }
        if (FILTERED.matcher(text).find()) {
            return Failure.CONTENT_FILTERED;
        }
        if (TOO_LONG.matcher(text).find()) {
            return Failure.CONTEXT_TOO_LONG;
        }
        return withTools && NO_TOOLS.matcher(text).find() ? Failure.TOOLS_UNSUPPORTED : Failure.UPSTREAM;
    }

    /** {@code error.code} in lower case; empty where there is none. */
    private static String code(String body) {
        try {
            Object error = new JsonObject(body).getValue("error");
            Object code = error instanceof JsonObject object ? object.getValue("code") : null;
            return code == null ? "" : code.toString().toLowerCase(Locale.ROOT);
        } catch (DecodeException e) {
            return "";
        }
    }

    private static Optional<Duration> wait(MultiMap headers, String text, Instant now) {
        String millis =
                headers.contains("retry-after-ms") ? headers.get("retry-after-ms") : headers.get("x-ms-retry-after-ms");
        Optional<Duration> wait = number(millis).map(ms -> Duration.ofMillis(Math.round(ms)));
        return wait.or(() -> seconds(headers.get("Retry-After")))
                .or(() -> date(headers.get("Retry-After"), now))
                .or(() -> sentence(text));
    }

    private static Optional<Duration> seconds(@Nullable String header) {
        return number(header).map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static Optional<Double> number(@Nullable String header) {
        return header != null && NUMBER.matcher(header.strip()).matches()
                ? Optional.of(Double.valueOf(header.strip()))
                : Optional.empty();
    }

    private static Optional<Duration> date(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip(), Instant::from);
            return Optional.of(then.isBefore(now) ? Duration.ZERO : Duration.between(now, then));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Azure sometimes says it in words alone. */
    private static Optional<Duration> sentence(String text) {
        Matcher found = WAIT.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        long number = Long.parseLong(found.group(1));
        return Optional.of(found.group(2) == null ? Duration.ofSeconds(number) : Duration.ofMillis(number));
    }
}
