package io.modehub.failure;

import java.util.List;

/** An expected refusal: no stack trace, a code of the one table, and what to do about it. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final ErrorCode code;
    private final transient List<Detail> details;

    /** One field at fault. */
    public record Detail(String path, String message) {}

    public HubException(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    public HubException(ErrorCode code, String message, List<Detail> details) {
        super(message);
        this.code = code;
        this.details = List.copyOf(details);
    }

    /** A refusal that names one field. */
    public static HubException ofField(ErrorCode code, String path, String message) {
        return new HubException(code, path + " " + message, List.of(new Detail(path, message)));
    }

    public ErrorCode code() {
        return code;
    }

    public List<Detail> details() {
        return details;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
