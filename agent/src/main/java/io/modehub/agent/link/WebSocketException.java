package io.modehub.agent.link;

import java.io.IOException;

/** Why a WebSocket ended or never began. */
abstract sealed class WebSocketException extends IOException {
    private static final long serialVersionUID = 1;

    private WebSocketException(String message) {
        super(message);
    }

    /** The upgrade was answered with another status than 101. */
    static final class Refused extends WebSocketException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final long retryAfterSeconds;

        /** @param retryAfterSeconds what {@code Retry-After} said, or 0 */
        Refused(int status, long retryAfterSeconds) {
            super("the hub answered with HTTP status " + status);
            this.status = status;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        int status() {
            return status;
        }

        long retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /** A close frame came, or one was sent for what the other side did. */
    static final class Closed extends WebSocketException {
        private static final long serialVersionUID = 1;
        private final int code;

        Closed(int code, String reason) {
            super(reason.isEmpty() ? "closed with " + code : "closed with " + code + " " + reason);
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
