package io.modehub.agent.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Whether a hub can be reached and accepts a token, without becoming its agent's link. */
public final class HubCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private HubCheck() {}

    /** What is wrong, in words; empty if nothing is. */
    public static Optional<String> fault(LinkSettings.Target target) {
        try (WebSocket socket = WebSocket.connect(target.endpoint(), Link.SUBPROTOCOL, target.token(), PATIENCE)) {
            socket.sayClose(1000);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Ending.of(e).reason());
        }
    }
}
