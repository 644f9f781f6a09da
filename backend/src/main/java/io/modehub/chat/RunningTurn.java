package io.modehub.chat;

import io.modehub.chat.ChatEvent.Delta;
import io.modehub.chat.ChatEvent.Done;
import io.modehub.chat.ChatEvent.Failed;
import io.modehub.chat.ChatEvent.Last;
import io.modehub.chat.ChatEvent.Start;
import io.modehub.chat.ChatEvent.ToolDone;
import io.modehub.chat.ChatEvent.Usage;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A question that is being answered. All that happens to it happens on one context; exactly one last event ends it. */
public final class RunningTurn {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTurn.class);

    /** How a turn ended whose page went away. */
    private static final String CANCELLED = "cancelled";

    private final Context context;
    private final TurnRequest request;
    private final Consumer<ChatEvent> page;
    private final Function<Ended, Future<Void>> atEnd;
    private final StringBuilder answer = new StringBuilder();
    private final JsonArray calls = new JsonArray();
    private final JsonArray events = new JsonArray();
    private Optional<String> deployment = Optional.empty();
    private long tokens;
    private final Queue<ChatEvent> early = new ArrayDeque<>();
    private boolean started;
    private boolean ended;
    private Provider.@Nullable Answering answering;

    /** What is to be kept of a turn. */
    record Ended(
            String answer,
            Optional<String> deployment,
            String finish,
            JsonArray calls,
            JsonArray events,
            long tokens) {}

    /** @param atEnd keeps what was said; the last event goes to the page once it has */
    RunningTurn(Context context, TurnRequest request, Consumer<ChatEvent> page, Function<Ended, Future<Void>> atEnd) {
        this.context = context;
        this.request = request;
        this.page = page;
        this.atEnd = atEnd;
    }

    /**
     * Has the question answered.
     *
     * @param start comes once the turn is stored; whoever answers is asked meanwhile, and heard after that. If it fails, so does
     *     the turn, without a word.
     */
    void begin(Future<Start> start, Provider provider) {
        context.runOnContext(nothing -> {
            try {
                answering = provider.answer(request, this::hear);
            } catch (RuntimeException e) {
                LOG.error("a question could not be asked", e);
                fail(ChatFault.INTERNAL);
            }
            start.onComplete(stored -> context.runOnContext(now -> started(stored)));
        });
    }

    private void started(AsyncResult<Start> stored) {
        if (stored.failed()) {
            ended = true;
            stopAnswering();
            return;
        }
        started = true;
        page.accept(stored.result());
        while (!early.isEmpty()) {
            take(early.remove());
        }
    }

    private void hear(ChatEvent event) {
        context.runOnContext(nothing -> take(event));
    }

    private void take(ChatEvent event) {
        if (ended) {
            return;
        }
        if (!started) {
            early.add(event);
            return;
        }
        note(event);
        if (event instanceof Last last) {
            end(
                    last instanceof Done done
                            ? done.finish().wire()
                            : ((Failed) last).fault().wire(),
                    Optional.of(last));
        } else {
            page.accept(event);
        }
    }

    private void note(ChatEvent event) {
        if (event instanceof Delta delta) {
            answer.append(delta.text());
            if (!events.isEmpty()
                    && "delta".equals(events.getJsonObject(events.size() - 1).getString("type"))) {
                JsonObject data = events.getJsonObject(events.size() - 1).getJsonObject("data");
                data.put("text", data.getString("text") + delta.text());
                return;
            }
        } else if (event instanceof ToolDone done) {
            calls.add(JsonObject.of(
                    "tool", done.result().tool(), "arguments", done.result().arguments()));
        } else if (event instanceof Usage usage) {
            tokens = usage.inputTokens() + usage.outputTokens();
        } else if (event instanceof ChatEvent.Fallback fallback) {
            deployment = Optional.of(fallback.deployment());
        }
        events.add(JsonObject.of("type", event.type(), "data", event.json()));
    }

    /** Ends the turn, since nobody listens any more. */
    public void cancel() {
        context.runOnContext(nothing -> {
            if (!ended) {
                stopAnswering();
                end(CANCELLED, Optional.empty());
            }
        });
    }

    /** Ends the turn with a fault. */
    void fail(ChatFault fault) {
        context.runOnContext(nothing -> {
            if (!ended) {
                stopAnswering();
                take(new Failed(fault, fault.sentence(request.language()), Optional.empty()));
            }
        });
    }

    private void stopAnswering() {
        if (answering != null) {
            answering.cancel();
        }
    }

    private void end(String finish, Optional<ChatEvent> last) {
        ended = true;
        atEnd.apply(new Ended(answer.toString(), deployment, finish, calls, events, tokens))
                .onFailure(failure -> LOG.warn("a turn could not be kept: {}", failure.toString()))
                .onComplete(done -> context.runOnContext(nothing -> last.ifPresent(page)));
    }
}
