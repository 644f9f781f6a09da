package io.modehub.chat;

import java.util.function.Consumer;

/** Who answers questions. */
public interface Provider {
    /** {@code azure}, {@code openai} or {@code embedded}. */
    String name();

    /** The model that will be asked first; empty for the analyst. */
    String deployment();

    /** The host questions are sent to; empty where nothing leaves the machine. */
    String server();

    /**
     * Answers a turn. Events come one at a time, on whatever thread; the last one is a {@link ChatEvent.Last}, and nothing
     * comes after it. {@link ChatEvent.Start} is not the provider's to send.
     */
    Answering answer(TurnRequest turn, Consumer<ChatEvent> events);

    /** A turn that is being answered. */
    interface Answering {
        /** Ends it, up to the model's server; after it no event need come, and none is looked at. May be called at any time. */
        void cancel();
    }
}
