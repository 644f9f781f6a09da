package io.modehub.chat.analyst;

import io.modehub.chat.ChatEvent;
import io.modehub.chat.Provider;
import io.modehub.chat.TurnRequest;
import java.util.function.Consumer;

/** Placeholder. */
public final class Analyst implements Provider {
    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public String deployment() {
        return "";
    }

    @Override
    public String server() {
        return "";
    }

    @Override
    public Answering answer(TurnRequest turn, Consumer<ChatEvent> events) {
        events.accept(new ChatEvent.Done(ChatEvent.Finish.STOP));
        return () -> {};
    }
}
