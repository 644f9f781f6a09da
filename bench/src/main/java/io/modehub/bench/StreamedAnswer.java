package io.modehub.bench;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An answer that comes as server-sent events, the hub's or the model server's, with the moment its first text came. */
final class StreamedAnswer implements Flow.Subscriber<String> {
    private static final int PATIENCE_S = 60;

    private final long began = System.nanoTime();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> firstText = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;
    private @Nullable CompletableFuture<HttpResponse<Void>> exchange;
    private String type = "";

    /** @param type empty at the model's server, which names none */
    record Event(String type, JsonObject data) {}

    private StreamedAnswer() {}

    /** Asks; does not wait. */
    static StreamedAnswer ask(HttpClient client, HttpRequest request) {
        StreamedAnswer answer = new StreamedAnswer();
        answer.exchange = client.sendAsync(request, BodyHandlers.fromLineSubscriber(answer))
                .whenComplete((head, failure) -> {
                    if (failure != null) {
                        answer.onError(failure);
                    } else if (head.statusCode() != 200) {
                        answer.onError(new IllegalStateException("answered " + head.statusCode()));
                    }
                });
        return answer;
    }

    /** Nanoseconds from the question to the first text; waits for it. */
    long firstTextNanos() {
        return await(firstText);
    }

    /** All events; waits for the end. */
    List<Event> events() {
        await(ended);
        return events;
    }

    /** Closes the connection. */
    void close() {
        Flow.Subscription running = subscription;
        if (running != null) {
            running.cancel();
        }
        if (exchange != null) {
            exchange.cancel(true);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.startsWith("event: ")) {
            type = line.substring(7);
        } else if (line.startsWith("data: {")) {
            Event event = new Event(type, new JsonObject(line.substring(6)));
            if (!text(event).isEmpty()) {
                firstText.complete(System.nanoTime() - began);
            }
            events.add(event);
        }
    }

    @Override
    public void onError(Throwable failure) {
        firstText.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        firstText.completeExceptionally(new IllegalStateException("no text came: " + events));
        ended.complete(null);
    }

    /** The piece of the answer that an event brings; empty: none. */
    static String text(Event event) {
        if (event.type().equals("delta")) {
            return event.data().getString("text");
        }
        return event.data().getJsonArray("choices", new io.vertx.core.json.JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(choice -> choice.getJsonObject("delta", new JsonObject()).getString("content", ""))
                .findFirst()
                .orElse("");
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the answer did not come", e);
        }
    }
}
