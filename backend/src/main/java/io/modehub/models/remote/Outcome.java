package io.modehub.models.remote;

import io.modehub.activity.Scores;
import io.vertx.core.buffer.Buffer;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What came of asking once. */
sealed interface Outcome {
    /** One a row. */
    record Scored(List<Scores> rows) implements Outcome {}

    /**
     * No answer.
     *
     * @param retries how often at most the question may be asked again for this
     * @param rest how long the endpoint asks to be left alone
     */
    record Failed(Fault fault, String why, int retries, Optional<Duration> rest) implements Outcome {
        Failed(Fault fault, String why, int retries) {
            this(fault, why, retries, Optional.empty());
        }
    }

    /** By the table of statuses that Azure documents for managed online endpoints. */
    static Outcome of(Exchange.Reply reply, int rows, List<String> classes) {
        int status = reply.status();
        String why = "status " + status;
        return switch (status) {
            case 200 -> read(reply.body(), rows, classes);
            case 401, 403 -> new Failed(Fault.UNAUTHORISED, why, 0);
            case 404 -> new Failed(Fault.NOT_FOUND, why, 0);
            case 408 -> new Failed(Fault.TIMEOUT, why, 1);
            case 424 -> modelFailed(reply.headers().get("ms-azureml-model-error-statuscode"));
            case 429 ->
                new Failed(Fault.TOO_MANY, why, 2, seconds(reply.headers().get("Retry-After")));
            case 500, 502, 503, 504 ->
                new Failed(Fault.UNAVAILABLE, why, 2, seconds(reply.headers().get("Retry-After")));
            default -> new Failed(Fault.GARBAGE, why + ", which no scoring endpoint answers", 0);
        };
    }

    /** No response at all. */
    static Outcome of(Throwable failure) {
        if (failure instanceof Exchange.TooLarge) {
            return new Failed(Fault.GARBAGE, "the answer is too large", 0);
        }
        if (failure instanceof UnknownHostException) {
            return new Failed(Fault.NOT_FOUND, "there is no such host", 0);
        }
        if (failure instanceof TimeoutException) {
            return new Failed(Fault.TIMEOUT, "no answer in time", 0);
        }
        // The class alone: messages may hold addresses.
        return new Failed(Fault.UNAVAILABLE, failure.getClass().getSimpleName(), 2);
    }

    private static Outcome read(Buffer body, int rows, List<String> classes) {
        try {
            return new Scored(Wire.read(body, rows, classes));
        } catch (Wire.Unusable e) {
            return new Failed(e.fault(), String.valueOf(e.getMessage()), 0);
        }
    }

    private static Outcome modelFailed(@Nullable String modelStatus) {
        String status = modelStatus != null && modelStatus.matches("\\d{3}") ? modelStatus : "none";
        boolean passing = status.equals("502") || status.equals("503");
        return new Failed(Fault.MODEL_FAILED, "status 424, the model's own is " + status, passing ? 2 : 0);
    }

    private static Optional<Duration> seconds(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : Optional.empty();
    }
}
