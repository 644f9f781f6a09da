package io.modehub.chat.analyst;

import io.modehub.chat.Charts;
import io.modehub.chat.ChatEvent;
import io.modehub.chat.ChatEvent.Chip;
import io.modehub.chat.ChatEvent.Cite;
import io.modehub.chat.ChatEvent.Delta;
import io.modehub.chat.ChatEvent.Done;
import io.modehub.chat.ChatEvent.Failed;
import io.modehub.chat.ChatEvent.Finish;
import io.modehub.chat.ChatEvent.Notice;
import io.modehub.chat.ChatEvent.NoticeCode;
import io.modehub.chat.ChatEvent.ToolDone;
import io.modehub.chat.ChatEvent.ToolFailed;
import io.modehub.chat.ChatEvent.ToolRuns;
import io.modehub.chat.ChatFault;
import io.modehub.chat.Provider.Answering;
import io.modehub.chat.TurnRequest;
import io.modehub.chat.analyst.Outcome.AboutItself;
import io.modehub.chat.analyst.Outcome.Refused;
import io.modehub.chat.analyst.Outcome.Unclear;
import io.modehub.chat.analyst.Outcome.Understood;
import io.modehub.chat.analyst.Outcome.Unrecorded;
import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.ToolFault;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.ToolResult.Call;
import io.modehub.chat.tools.Toolbox;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question of one person, from its words to the last event. */
final class AnalystTurn implements Answering {
    private static final Logger LOG = LoggerFactory.getLogger(AnalystTurn.class);

    /** From so many rows on, time is drawn as a line. */
    private static final int LINE_ROWS = 8;

    private final TurnRequest turn;
    private final Toolbox toolbox;
    private final Consumer<ChatEvent> events;
    private final Reader reader;
    private final Language language;
    private final Words words;
    private final Calendar calendar;
    private final Describer describer;
    private final Chips chips;
    private final Replies replies;
    private volatile boolean cancelled;

    AnalystTurn(TurnRequest turn, Names names, Consumer<ChatEvent> events) {
        this.turn = turn;
        this.toolbox = turn.toolbox();
        this.events = events;
        this.words = Words.of(turn.question());
        this.language = Tagger.language(words, turn.language());
        LocalDate today = toolbox.now().atZone(toolbox.zone()).toLocalDate();
        this.calendar = new Calendar(
                today, toolbox.weekStart(), toolbox.vocabulary().firstDay().orElse(today));
        this.reader = new Reader(names, calendar);
        this.describer = new Describer(language, calendar);
        this.chips = new Chips(reader, describer, language, turn.language());
        this.replies = new Replies(language);
    }

    void start() {
        Outcome outcome = reader.read(words, language, Conversation.about(turn.history(), reader, turn.language()));
        if (outcome instanceof Understood understood) {
            answer(understood);
        } else if (outcome instanceof Unclear unclear) {
            send(new Notice(
                    NoticeCode.CLARIFY, replies.doubt(unclear), chips.of(unclear.candidates(), Optional.empty())));
            finish(replies.doubt(unclear), Finish.CLARIFY);
        } else if (outcome instanceof Refused refused) {
            finish(replies.refusal(refused.because()), Finish.REFUSED);
        } else if (outcome instanceof Unrecorded unrecorded) {
            finish(replies.unrecorded(unrecorded.name()), Finish.STOP);
        } else if (outcome instanceof AboutItself) {
            finish(replies.aboutItself(), Finish.STOP);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    private void answer(Understood understood) {
        Reading reading = understood.reading();
        List<Chip> others = chips.of(understood.others(), Optional.of(reading));
        send(new Notice(
                NoticeCode.UNDERSTOOD,
                language.pick("Understood as: ", "Verstanden als: ") + describer.understood(reading),
                others));
        results(new Plan(calendar.today()).of(reading))
                .compose(results -> withDay(reading, results))
                .map(results -> new Sentences(new Formats(language), describer).of(reading, results))
                .onSuccess(this::tell)
                .onFailure(this::fail);
    }

    private Future<List<ToolResult>> results(List<Call> calls) {
        Future<List<ToolResult>> all = Future.succeededFuture(new ArrayList<>());
        for (Call call : calls) {
            all = all.compose(results -> result(call).map(result -> {
                results.add(result);
                return results;
            }));
        }
        return all;
    }

    private Future<ToolResult> result(Call call) {
        if (cancelled) {
            return Future.failedFuture(new ToolFault("cancelled"));
        }
        String ref = toolbox.nextRef();
        send(new ToolRuns(ref, call.tool(), call.arguments()));
        return toolbox.call(ref, call.tool(), call.arguments())
                .onSuccess(result -> send(new ToolDone(result)))
                .onFailure(fault -> {
                    if (fault instanceof ToolFault) {
                        send(new ToolFailed(ref, call.tool(), call.arguments(), String.valueOf(fault.getMessage())));
                    }
                });
    }

    /** The day itself, once the month is known in which something last or first was. */
    private Future<List<ToolResult>> withDay(Reading reading, List<ToolResult> results) {
        boolean occurrence = reading.metric() == Metric.LAST_TIME || reading.metric() == Metric.FIRST_TIME;
        List<List<Object>> months = occurrence ? List.copyOf(results.get(0).rows()) : List.of();
        if (months.isEmpty()) {
            return Future.succeededFuture(results);
        }
        List<Object> month = months.get(reading.metric() == Metric.LAST_TIME ? months.size() - 1 : 0);
        LocalDate first = YearMonth.parse(String.valueOf(month.get(0))).atDay(1);
        return results(List.of(Plan.daysOf(first, reading.filters())));
    }

    private void tell(Answer answer) {
        send(new Delta(answer.text()));
        int n = 0;
        for (Answer.Source source : answer.sources()) {
            n++;
            send(new Cite(
                    n,
                    source.result().ref(),
                    source.period().label(),
                    source.period().from(),
                    source.period().to()));
        }
        for (ToolResult result : answer.charts()) {
            boolean time = result.columns().get(0).name().equals("key")
                    && result.rows().size() >= LINE_ROWS
                    && isDated(result);
            Charts.of(result, time ? ChatEvent.ChartKind.LINE : ChatEvent.ChartKind.BAR)
                    .ifPresent(this::send);
        }
        send(new Done(Finish.STOP));
    }

    private static boolean isDated(ToolResult result) {
        String by = result.arguments().getString("group_by", "");
        return by.equals("day") || by.equals("week") || by.equals("month");
    }

    private void finish(String text, Finish finish) {
        send(new Delta(text));
        send(new Done(finish));
    }

    private void fail(Throwable cause) {
        if (cancelled) {
            return;
        }
        ChatFault fault = cause instanceof ToolFault || cause instanceof RuntimeException
                ? ChatFault.INTERNAL
                : ChatFault.DATABASE;
        LOG.warn("a question could not be answered", cause);
        send(new Failed(fault, fault.sentence(language), Optional.empty()));
    }

    private void send(ChatEvent event) {
        if (!cancelled) {
            events.accept(event);
        }
    }
}
