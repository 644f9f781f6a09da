package io.modehub.agent.control;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a running agent can be asked to do. Called on threads of the socket. */
public interface Controls {
    /** How the agent is, as one JSON object. */
    String status();

    /** Reads settings and pause again; what they say is in force when this returns. */
    void look();

    /** Keeps a mode set by hand, null for automatic, and returns its number. */
    long setMode(@Nullable String mode, @Nullable Instant until) throws IOException;

    /** Hands every frame that is sent to the listener, which must not block, until the result is run. */
    Runnable peek(Consumer<String> listener);

    /** Ends the agent. */
    void stop();
}
