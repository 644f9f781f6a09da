package io.modehub.chat.models;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import io.modehub.chat.models.LanguageModel.Answer;
import io.modehub.chat.models.LanguageModel.End;
import io.modehub.chat.models.LanguageModel.Failure;
import io.modehub.chat.models.LanguageModel.Listener;
import io.modehub.chat.models.LanguageModel.ModelFault;
import io.modehub.chat.models.LanguageModel.Tokens;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round. The client library writes the request and puts the answer together; the wire, the clock and the verdict are here.
 * The library is only ever told of good chunks and a clean end, whatever happened; why it ended is kept apart. All state lives
 * on one Vert.x context: that of whoever asked, else an event loop; the listener is called on it.
 */
final class RunningRound implements LanguageModel.Round, Transport.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRound.class);

    private static final int OK = 200;
    private static final long NO_TIMER = -1;

    /** Where the library reads. Called on the round's context. */
    interface Reader {
        /** A chunk of a chat completion, as JSON. */
        void chunk(String json);

        /** Nothing more comes. */
        void end();
    }

    private final Vertx vertx;
    private final Context context;
    private final Transport transport;
    private final Limits limits;
    private final boolean withTools;
    private final Listener listener;
    private final EventStream events;
    private final Chunks chunks = new Chunks();

    private volatile boolean over;
    private boolean asked;
    private @Nullable Runnable letter;
    private @Nullable Reader reader;
    private Transport.@Nullable Call call;
    private @Nullable Refusal refusal;
    private int bytes;
    private boolean closed;
    private Optional<ModelFault> fault = Optional.empty();
    private long silence = NO_TIMER;
    private long whole = NO_TIMER;

    /** @param withTools whether tools are offered */
    RunningRound(Vertx vertx, Transport transport, Limits limits, boolean withTools, Listener listener) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.transport = transport;
        this.limits = limits;
        this.withTools = withTools;
        this.listener = listener;
        this.events = new EventStream(limits.eventBytes());
    }

    /** Starts the clock, then lets the library ask on a worker: some 2 ms, 700 ms the first time. It is to call {@link #send}. */
    RunningRound begin(Runnable library) {
        context.runOnContext(nothing -> {
            if (over) {
                return;
            }
            whole = vertx.setTimer(limits.whole().toMillis(), timer -> tooLate());
            listenFor(limits.firstByte());
            context.executeBlocking(Executors.callable(library), false)
                    .onSuccess(done -> {
                        asked = true;
                        post();
                    })
                    .onFailure(this::libraryFailed);
        });
        return this;
    }

    /** Posts what the library wrote; on any thread. */
    void send(String url, MultiMap headers, Buffer body, Reader reader) {
        context.runOnContext(nothing -> {
            this.reader = reader;
            if (over || closed) {
                reader.end();
            } else {
                letter = () -> call = transport.post(url, headers, body, this);
                post();
            }
        });
    }

    /** Not before the library has asked to the end: Azure's module fails on a chunk that comes while it still subscribes. */
    private void post() {
        if (asked && letter != null && !over && !closed) {
            letter.run();
            letter = null;
        }
    }

    /** Hears the library; on any thread. */
    StreamingChatResponseHandler handler() {
        return new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                context.runOnContext(nothing -> {
                    if (!over) {
                        listener.text(text);
                    }
                });
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                context.runOnContext(nothing -> conclude(response));
            }

            @Override
            public void onError(Throwable error) {
                context.runOnContext(nothing -> libraryFailed(error));
            }
        };
    }

    @Override
    public void cancel() {
        over = true;
        context.runOnContext(nothing -> {
            stopTimers();
            close();
        });
    }

    @Override
    public void answered(int status, MultiMap headers) {
        listenFor(limits.betweenEvents());
        if (status != OK) {
            refusal = new Refusal(status, headers);
        }
    }

    @Override
    public void bytes(Buffer some) {
        bytes += some.length();
        if (refusal != null) {
            refusal.add(some);
        } else {
            events.take(some).forEach(this::event);
        }
        if (events.isTooBig() || bytes > limits.answerBytes()) {
            broke();
        }
    }

    @Override
    public void ended() {
        events.end().forEach(this::event);
        broke();
    }

    /** A refusal needs no end, and after the finish nothing is missing but perhaps the count of tokens. */
    @Override
    public void broke() {
        if (refusal != null) {
            fail(refusal.fault(withTools, Instant.now()));
        } else if (chunks.end().isPresent()) {
            close();
        } else {
            fail(unfinished());
        }
    }

    private void event(String data) {
        if (closed) {
            return;
        }
        listenFor(limits.betweenEvents());
        Chunks.Taken taken = chunks.take(data);
        if (taken instanceof Chunks.Taken.Some some) {
            some.chunks().forEach(chunk -> Objects.requireNonNull(reader).chunk(chunk.encode()));
        } else if (taken instanceof Chunks.Taken.Bad bad
                && !chunks.heard()
                && chunks.end().isEmpty()) {
            fail(new ModelFault(bad.said().orElse(Failure.UPSTREAM), Optional.empty()));
        } else {
            broke();
        }
    }

    private ModelFault unfinished() {
        return new ModelFault(chunks.heard() ? Failure.INCOMPLETE : Failure.UPSTREAM, Optional.empty());
    }

    private void fail(ModelFault why) {
        if (!closed) {
            fault = Optional.of(why);
            close();
        }
    }

    /** Lets go of the wire and tells the library that the answer ended; it then says what it heard, and that concludes the round. */
    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        vertx.cancelTimer(silence);
        if (call != null) {
            if (fault.isEmpty() && !over) {
                call.release();
            } else {
                call.cancel();
            }
        }
        if (reader != null) {
            reader.end();
        } else {
            conclude(null);
        }
    }

    private void libraryFailed(Throwable error) {
        if (over) {
            return;
        }
        if (fault.isEmpty()) {
            // Its message may hold what was said, so the class alone.
            LOG.warn(
                    "the client library could not ask or read: {}",
                    error.getClass().getName());
        }
        fail(unfinished());
        conclude(null);
    }

    private void conclude(@Nullable ChatResponse response) {
        if (over) {
            return;
        }
        over = true;
        stopTimers();
        close();
        if (fault.isEmpty() && response != null && chunks.end().isPresent()) {
            listener.finished(answer(response, chunks.end().get()));
        } else {
            listener.failed(fault.orElseGet(this::unfinished));
        }
    }

    private static Answer answer(ChatResponse response, End end) {
        TokenUsage usage = response.tokenUsage();
        Optional<Tokens> tokens = usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null
                ? Optional.empty()
                : Optional.of(new Tokens(usage.inputTokenCount(), usage.outputTokenCount()));
        String text = response.aiMessage().text();
        return new Answer(
                text == null ? "" : text, List.copyOf(response.aiMessage().toolExecutionRequests()), end, tokens);
    }

    private void listenFor(Duration silent) {
        if (!closed) {
            vertx.cancelTimer(silence);
            silence = vertx.setTimer(silent.toMillis(), timer -> silent());
        }
    }

    private void silent() {
        if (refusal != null || chunks.end().isPresent()) {
            broke();
        } else {
            fail(new ModelFault(Failure.TIMEOUT, Optional.empty()));
        }
    }

    private void tooLate() {
        fault = fault.or(() -> Optional.of(new ModelFault(Failure.TIMEOUT, Optional.empty())));
        close();
        conclude(null);
    }

    private void stopTimers() {
        vertx.cancelTimer(silence);
        vertx.cancelTimer(whole);
    }
}
