package io.modehub.protocol;

/** Why a link ended. 4000–4499: come back with full-jitter backoff; 4500–4999: not before ten minutes. */
public enum CloseCode {
    TOO_BIG(1009),
    RESTART(1012),
    DRAIN(4001),
    TOKEN_EXPIRED(4005),
    SLOW(4008),
    RESYNC(4010),
    NO_PONG(4012),
    OVERLOADED(4013),
    TOO_MUCH(4029),
    BAD_TOKEN(4500),
    BAD_FRAME(4501),
    NO_HELLO(4502),
    TOO_MANY_CONNECTIONS(4504),
    FORBIDDEN(4507),
    REPLACED(4510);

    private final short code;

    CloseCode(int code) {
        this.code = (short) code;
    }

    /** The number in the close frame. */
    public short code() {
        return code;
    }

    /** Whether a link closed with this number should not come back before ten minutes or a changed configuration. */
    public static boolean isTerminal(int code) {
        return code >= 4500 && code <= 4999;
    }
}
