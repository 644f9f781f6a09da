package io.modehub.agent.link;

import io.modehub.protocol.CloseCode;
import java.io.IOException;

/** How one try to link, or one link's life, ended. */
sealed interface Ending {
    /** In words, for the log. */
    String reason();

    /** By a close frame; see {@link CloseCode}. */
    record ByHub(int code, String reason) implements Ending {}

    /** The upgrade was refused. */
    record Refused(int status, long retryAfterSeconds) implements Ending {
        @Override
        public String reason() {
            return switch (status) {
                case 401 -> "the hub no longer accepts this device's token; pair it again";
                case 403 ->
                    "the hub takes nothing from this device for now, as its owner may only look; ask an administrator";
                case 404 -> "there is no Modehub at this address";
                default -> "the hub answered with HTTP status " + status;
            };
        }
    }

    /** The network failed, or the hub fell silent. */
    record Broken(String reason) implements Ending {}

    /** This side ended it to come back with another hello, or as a drain asked. */
    record ComeBack(String reason) implements Ending {}

    static Ending of(IOException e) {
        if (e instanceof WebSocketException.Closed closed) {
            return new ByHub(closed.code(), String.valueOf(e.getMessage()));
        }
        if (e instanceof WebSocketException.Refused refused) {
            return new Refused(refused.status(), refused.retryAfterSeconds());
        }
        String message = e.getMessage();
        return new Broken(message == null ? e.getClass().getSimpleName() : message);
    }
}
