package io.modehub.bench;

import io.modehub.activity.UserId;
import io.modehub.chat.ChatEvent;
import io.modehub.chat.Provider;
import io.modehub.chat.TurnRequest;
import io.modehub.chat.TurnRequest.Exchange;
import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.Toolbox;
import io.modehub.chat.tools.Toolboxes;
import io.modehub.store.Database;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a provider about one person's log, at the log's present. Blocks. */
final class ChatAsker implements AutoCloseable {
    private static final int ANSWER_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Pool readers;
    private final Toolboxes toolboxes;
    private final Provider provider;
    private final UserId person;

    ChatAsker(HubProcess hub, Provider provider, UserId person) {
        readers = new Database(hub.database()).readers(vertx);
        toolboxes = new Toolboxes(vertx, readers, Clock.fixed(ChatYear.PRESENT, ChatYear.ZONE));
        this.provider = provider;
        this.person = person;
    }

    /** Asks one after the other in one conversation; the answer is that to the last. */
    ChatAnswer ask(List<String> questions, Language language, ZoneId zone) {
        List<Exchange> history = new ArrayList<>();
        for (String earlier : questions.subList(0, questions.size() - 1)) {
            ask(history, earlier, language, zone).exchange().ifPresent(history::add);
        }
        return ask(history, questions.get(questions.size() - 1), language, zone);
    }

    /** Goes on after those turns. */
    ChatAnswer ask(List<Exchange> history, String question, Language language, ZoneId zone) {
        List<ChatEvent> events = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        AtomicLong firstText = new AtomicLong(-1);
        long began = System.nanoTime();
        Toolbox toolbox = toolboxes
                .of(person, zone, DayOfWeek.MONDAY, language, false)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        TurnRequest turn = new TurnRequest(question, language, history, toolbox);
        vertx.runOnContext(nothing -> provider.answer(turn, event -> {
            if (event instanceof ChatEvent.Delta) {
                firstText.compareAndSet(-1, System.nanoTime() - began);
            }
            events.add(event);
            if (event instanceof ChatEvent.Last) {
                ended.complete(null);
            }
        }));
        try {
            ended.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no end of the answer to: " + question, e);
        }
        return new ChatAnswer(question, history, events, firstText.get());
    }

    @Override
    public void close() {
        // One after the other, and waited for here: what ends an event loop can't be told on it.
        readers.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
