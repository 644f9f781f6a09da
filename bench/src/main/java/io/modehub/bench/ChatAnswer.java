package io.modehub.bench;

import io.modehub.chat.ChatEvent;
import io.modehub.chat.ChatEvent.Chip;
import io.modehub.chat.ChatEvent.Finish;
import io.modehub.chat.ChatEvent.NoticeCode;
import io.modehub.chat.TurnRequest.Exchange;
import io.modehub.chat.tools.ToolResult;
import java.util.List;
import java.util.Optional;

/**
 * A turn as its page heard it.
 *
 * @param history the conversation before it, which a chip goes on from
 * @param firstTextNanos from the question to the first text; negative where there was none
 */
record ChatAnswer(String question, List<Exchange> history, List<ChatEvent> events, long firstTextNanos) {
    ChatAnswer {
        history = List.copyOf(history);
        events = List.copyOf(events);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event instanceof ChatEvent.Delta delta ? delta.text() : ""));
        return text.toString();
    }

    /** Empty where the turn failed. */
    Optional<Finish> finish() {
        return events.stream()
                .filter(ChatEvent.Done.class::isInstance)
                .map(event -> ((ChatEvent.Done) event).finish())
                .findFirst();
    }

    /** What the question was taken for. */
    String understood() {
        return notices().stream()
                .filter(notice -> notice.code() == NoticeCode.UNDERSTOOD)
                .map(ChatEvent.Notice::message)
                .findFirst()
                .orElse("");
    }

    /** The readings to choose from, where it was asked back. */
    List<Chip> choices() {
        return notices().stream()
                .filter(notice -> notice.code() == NoticeCode.CLARIFY)
                .flatMap(notice -> notice.chips().stream())
                .toList();
    }

    /** All words a person reads. */
    String shown() {
        StringBuilder shown = new StringBuilder(text());
        for (ChatEvent.Notice notice : notices()) {
            shown.append('\n').append(notice.message());
            notice.chips().forEach(chip -> shown.append('\n').append(chip.label()));
        }
        return shown.toString();
    }

    /** As what later turns know of this one. */
    Optional<Exchange> exchange() {
        List<ToolResult.Call> calls = events.stream()
                .filter(ChatEvent.ToolDone.class::isInstance)
                .map(event -> ((ChatEvent.ToolDone) event).result())
                .map(result -> new ToolResult.Call(result.tool(), result.arguments()))
                .toList();
        return calls.isEmpty() ? Optional.empty() : Optional.of(new Exchange(question, text(), calls));
    }

    private List<ChatEvent.Notice> notices() {
        return events.stream()
                .filter(ChatEvent.Notice.class::isInstance)
                .map(ChatEvent.Notice.class::cast)
                .toList();
    }
}
