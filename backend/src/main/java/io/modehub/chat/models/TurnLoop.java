package io.modehub.chat.models;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import io.modehub.chat.ChatEvent;
import io.modehub.chat.ChatEvent.Delta;
import io.modehub.chat.ChatEvent.Done;
import io.modehub.chat.ChatEvent.Failed;
import io.modehub.chat.ChatEvent.Finish;
import io.modehub.chat.ChatFault;
import io.modehub.chat.Provider.Answering;
import io.modehub.chat.TurnRequest;
import io.modehub.chat.models.LanguageModel.Answer;
import io.modehub.chat.models.LanguageModel.End;
import io.modehub.chat.models.LanguageModel.ModelFault;
import io.modehub.chat.models.LanguageModel.Question;
import io.modehub.chat.models.LanguageModel.Round;
import io.modehub.chat.tools.Language;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One turn with a language model: rounds of asking and calling tools until it answers, within bounds. A round that fails before
 * any text came is tried again or at the next deployment; after that what came is all there is. Everything happens on one
 * context.
 */
final class TurnLoop implements Answering {
    /** Rounds of a turn; the last is asked for an answer without tools. */
    static final int MAX_ROUNDS = 6;

    /** Tool calls of a turn. */
    static final int MAX_CALLS = 12;

    /** Tokens of an answer: the less may be asked for, the less counts against a deployment's limit. */
    private static final int MAX_OUTPUT_TOKENS = 900;

    private static final long WHOLE_TURN_MS = 120_000;

    private final Vertx vertx;
    private final Context context;
    private final TurnRequest turn;
    private final Consumer<ChatEvent> events;
    private final Candidates candidates;
    private final Language language;
    private final Notices notices;
    private final AnswerFilter filter;
    private final Calls calls;
    private final Spent spent = new Spent();
    private List<ToolSpecification> tools;
    private List<ChatMessage> messages = new ArrayList<>();
    private int rounds;
    private boolean withHistory = true;
    private boolean spoke;
    private boolean ended;
    private String digest = "";
    private @Nullable Round round;
    private long deadline;

    /** Who is asked. */
    record Models(List<LanguageModel> all, Health health, boolean withTools) {}

    TurnLoop(Vertx vertx, TurnRequest turn, Consumer<ChatEvent> events, Models models) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.turn = turn;
        this.events = events;
        this.candidates = new Candidates(models.all(), models.health());
        this.language = turn.language();
        this.notices = new Notices(language);
        this.filter = new AnswerFilter(new Backing(turn.toolbox().zone(), turn.question()), this::emit);
        this.calls = new Calls(turn.toolbox(), filter, this::emit);
        this.tools = models.withTools()
                ? turn.toolbox().specs().stream().map(ToolText::specification).toList()
                : List.of();
    }

    void start() {
        deadline = vertx.setTimer(WHOLE_TURN_MS, timer -> {
            stopRound();
            fail(ChatFault.TIMEOUT, Optional.empty());
        });
        context.runOnContext(nothing -> {
            if (!candidates.isPreferred()) {
                emit(notices.answeredBy(candidates.present().deployment()));
            }
            if (tools.isEmpty()) {
                beginWithDigest();
            } else {
                begin();
            }
        });
    }

    @Override
    public void cancel() {
        context.runOnContext(nothing -> {
            finish();
            stopRound();
        });
    }

    private void begin() {
        messages = new ArrayList<>(Prompt.messages(turn, withHistory, digest));
        ask();
    }

    /** For models without tools: what most questions need, computed beforehand. */
    private void beginWithDigest() {
        tools = List.of();
        emit(notices.digest());
        Digest.of(calls)
                .onSuccess(text -> context.runOnContext(nothing -> {
                    digest = text;
                    begin();
                }))
                .onFailure(failure -> fail(ChatFault.DATABASE, Optional.empty()));
    }

    private void ask() {
        if (ended) {
            return;
        }
        rounds++;
        spoke = false;
        Heard heard = new Heard();
        round = candidates.present().ask(new Question(messages, tools, MAX_OUTPUT_TOKENS), heard);
    }

    /** What one round says; a round that was given up is not listened to. */
    private final class Heard implements LanguageModel.Listener {
        private boolean over;

        @Override
        public void text(String delta) {
            context.runOnContext(nothing -> {
                if (!over && !ended) {
                    spoke = true;
                    say(delta);
                }
            });
        }

        @Override
        public void finished(Answer answer) {
            last(() -> took(answer));
        }

        @Override
        public void failed(ModelFault fault) {
            last(() -> refused(fault));
        }

        private void last(Runnable work) {
            context.runOnContext(nothing -> {
                if (!over && !ended) {
                    over = true;
                    round = null;
                    work.run();
                }
            });
        }
    }

    private void say(String delta) {
        if (spent.says(delta).contains(Prompt.CANARY)) {
            stopRound();
            fail(ChatFault.CONTENT_FILTERED, Optional.empty());
            return;
        }
        filter.text(delta);
    }

    private void took(Answer answer) {
        candidates.answered();
        emit(spent.after(messages, answer));
        if (!answer.toolCalls().isEmpty()) {
            filter.flush();
            call(answer);
            return;
        }
        filter.flush();
        if (filter.unbacked() > 0) {
            emit(notices.unbackedNumbers());
        }
        if (answer.end() == End.LENGTH) {
            emit(notices.truncated());
        }
        end(new Done(
                switch (answer.end()) {
                    case LENGTH -> Finish.LENGTH;
                    case CONTENT_FILTER -> Finish.CONTENT_FILTER;
                    default -> Finish.STOP;
                }));
    }

    private void call(Answer answer) {
        if (tools.isEmpty() || rounds >= MAX_ROUNDS) {
            fail(ChatFault.TOO_MANY_STEPS, Optional.empty());
            return;
        }
        if (spoke) {
            emit(new Delta("\n\n"));
        }
        messages.add(AiMessage.from(answer.text(), answer.toolCalls()));
        calls.answer(answer.toolCalls())
                .onSuccess(texts -> context.runOnContext(nothing -> {
                    for (int i = 0; i < texts.size(); i++) {
                        ToolExecutionRequest asked = answer.toolCalls().get(i);
                        messages.add(ToolExecutionResultMessage.from(asked, texts.get(i)));
                    }
                    ask();
                }))
                .onFailure(failure -> context.runOnContext(nothing -> fail(ChatFault.DATABASE, Optional.empty())));
    }

    private void refused(ModelFault fault) {
        if (spoke) {
            filter.flush();
            fail(ChatFault.INCOMPLETE, Optional.empty());
            return;
        }
        rounds--;
        switch (fault.failure()) {
            case CONTENT_FILTERED -> withoutTitles();
            case CONTEXT_TOO_LONG -> withoutHistory();
            case TOOLS_UNSUPPORTED -> withoutTools();
            case AUTH, MODEL_MISSING -> nextModel(fault);
            case RATE_LIMITED, TIMEOUT, UPSTREAM, INCOMPLETE -> again(fault);
        }
    }

    private void withoutTitles() {
        if (!calls.hideTitles(messages)) {
            fail(ChatFault.CONTENT_FILTERED, Optional.empty());
            return;
        }
        tools = tools.stream().filter(tool -> !tool.name().equals(Calls.TITLES)).toList();
        emit(notices.titlesRemoved());
        ask();
    }

    private void withoutHistory() {
        if (!withHistory || turn.history().isEmpty()) {
            fail(ChatFault.CONTEXT_TOO_LONG, Optional.empty());
            return;
        }
        withHistory = false;
        emit(notices.historyDropped());
        begin();
    }

    private void withoutTools() {
        if (tools.isEmpty()) {
            fail(ChatFault.UPSTREAM, Optional.empty());
        } else {
            beginWithDigest();
        }
    }

    /** Once more after a short wait; else at the next deployment. */
    private void again(ModelFault fault) {
        candidates
                .onceMoreAfter(fault)
                .ifPresentOrElse(
                        wait -> vertx.setTimer(
                                Math.max(1, wait.toMillis()), timer -> context.runOnContext(nothing -> ask())),
                        () -> nextModel(fault));
    }

    private void nextModel(ModelFault fault) {
        if (!candidates.next()) {
            fail(fault.failure().told(), fault.retryAfter());
            return;
        }
        emit(notices.answeredBy(candidates.present().deployment()));
        ask();
    }

    private void fail(ChatFault fault, Optional<Duration> retryAfter) {
        end(new Failed(fault, fault.sentence(language), retryAfter));
    }

    private void emit(ChatEvent event) {
        if (!ended) {
            events.accept(event);
        }
    }

    private void end(ChatEvent.Last last) {
        if (!ended) {
            emit(last);
            finish();
        }
    }

    private void finish() {
        ended = true;
        vertx.cancelTimer(deadline);
    }

    private void stopRound() {
        if (round != null) {
            round.cancel();
            round = null;
        }
    }
}
