package io.modehub.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request as it came, and what became of it. */
public final class Asked {
    private final Dialect dialect;
    private final String model;
    private final JsonObject body;
    private final long at = System.nanoTime();
    private final CompletableFuture<Long> closed = new CompletableFuture<>();

    Asked(Dialect dialect, String model, JsonObject body) {
        this.dialect = dialect;
        this.model = model;
        this.body = body;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The deployment or model it is for. */
    public String model() {
        return model;
    }

    /** What was sent. */
    public JsonObject body() {
        return body.copy();
    }

    /** {@link System#nanoTime} of its arrival. */
    public long at() {
        return at;
    }

    /** From arrival until the client closed the connection without having read the answer; empty: it hasn't. */
    public Optional<Duration> closedAfter() {
        Long then = closed.getNow(null);
        return then == null ? Optional.empty() : Optional.of(Duration.ofNanos(then - at));
    }

    /** {@link System#nanoTime} of that moment; waits for it. */
    public long awaitClosed(Duration most) throws TimeoutException {
        try {
            return closed.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the person typed last. */
    public String question() {
        List<JsonObject> users = messages("user");
        return users.isEmpty() ? "" : text(users.get(users.size() - 1));
    }

    /** The instructions. */
    public String instructions() {
        List<JsonObject> system = messages("system");
        return system.isEmpty() ? "" : text(system.get(0));
    }

    /** Names of the tools offered. */
    public List<String> tools() {
        List<String> names = new ArrayList<>();
        JsonArray tools = body.getJsonArray("tools", new JsonArray());
        for (int i = 0; i < tools.size(); i++) {
            names.add(tools.getJsonObject(i).getJsonObject("function").getString("name"));
        }
        return names;
    }

    /** Texts of the tool results since the last question, in order. */
    public List<String> results() {
        List<String> results = new ArrayList<>();
        JsonArray messages = body.getJsonArray("messages");
        for (int i = 0; i < messages.size(); i++) {
            JsonObject message = messages.getJsonObject(i);
            if ("user".equals(message.getString("role"))) {
                results.clear();
            } else if ("tool".equals(message.getString("role"))) {
                results.add(text(message));
            }
        }
        return results;
    }

    /** Names of the tools called since the last question, in order. */
    List<String> called() {
        List<String> called = new ArrayList<>();
        JsonArray messages = body.getJsonArray("messages");
        for (int i = 0; i < messages.size(); i++) {
            JsonObject message = messages.getJsonObject(i);
            if ("user".equals(message.getString("role"))) {
                called.clear();
            }
            JsonArray calls = message.getJsonArray("tool_calls");
            for (int j = 0; calls != null && j < calls.size(); j++) {
                called.add(calls.getJsonObject(j).getJsonObject("function").getString("name"));
            }
        }
        return called;
    }

    void clientClosed() {
        closed.complete(System.nanoTime());
    }

    private List<JsonObject> messages(String role) {
        return body.getJsonArray("messages").stream()
                .map(JsonObject.class::cast)
                .filter(message -> role.equals(message.getString("role")))
                .toList();
    }

    /** Content is a text, or an array of parts. */
    private static String text(JsonObject message) {
        Object content = message.getValue("content");
        if (content instanceof JsonArray parts) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < parts.size(); i++) {
                text.append(parts.getJsonObject(i).getString("text", ""));
            }
            return text.toString();
        }
        return content == null ? "" : content.toString();
    }
}
