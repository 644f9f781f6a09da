package io.modehub.chat;

import io.modehub.chat.ChatEvent.Delta;
import io.modehub.chat.ChatEvent.Last;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Notes the events of a turn. */
public final class TurnLog implements Consumer<ChatEvent> {
    private static final int PATIENCE_SECONDS = 30;

    private final List<ChatEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Last> last = new CompletableFuture<>();
    private final CompletableFuture<Void> text = new CompletableFuture<>();

    @Override
    public void accept(ChatEvent event) {
        events.add(event);
        if (event instanceof Delta) {
            text.complete(null);
        }
        if (event instanceof Last end) {
            last.complete(end);
        }
    }

    /** The last event, waited for. */
    public Last last() {
        return last.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits for the first text. */
    public void awaitText() {
        text.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public List<ChatEvent> events() {
        return List.copyOf(events);
    }

    public <T extends ChatEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public String text() {
        return of(Delta.class).stream().map(Delta::text).collect(Collectors.joining());
    }

    public boolean isOver() {
        return last.isDone();
    }
}
