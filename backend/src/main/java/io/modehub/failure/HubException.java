package io.modehub.failure;

import java.time.Duration;
import java.util.List;

/** An expected refusal: no stack trace, a code of the one table, and what to do about it. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ErrorCode code;
    private final transient List<Detail> details;
    private final Duration retryAfter;

    /** One field at fault. */
    public record Detail(String path, String message) {}

    public HubException(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    public HubException(ErrorCode code, String message, List<Detail> details) {
        this(code, message, details, SOON);
    }

    private HubException(ErrorCode code, String message, List<Detail> details, Duration retryAfter) {
        super(message);
        this.code = code;
        this.details = List.copyOf(details);
        this.retryAfter = retryAfter;
    }

    /** A refusal that ends after some time. */
    public static HubException until(ErrorCode code, String message, Duration retryAfter) {
        return new HubException(code, message, List.of(), retryAfter);
    }

    /** A refusal that names one field. */
    public static HubException ofField(ErrorCode code, String path, String message) {
        return new HubException(code, path + " " + message, List.of(new Detail(path, message)));
    }

    /** The same refusal of a field one level further out. */
    public HubException within(String outer) {
        List<Detail> further = details.stream()
                .map(detail ->
                        new Detail(detail.path().isEmpty() ? outer : outer + "/" + detail.path(), detail.message()))
                .toList();
        String message = further.isEmpty()
                ? String.valueOf(getMessage())
                : further.get(0).path() + " " + further.get(0).message();
        return new HubException(code, message, further, retryAfter);
    }

    public ErrorCode code() {
        return code;
    }

    /** When trying again may help, if it can. */
    public Duration retryAfter() {
        return retryAfter;
    }

    public List<Detail> details() {
        return details;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
