package io.modehub.chat.models;

import dev.langchain4j.data.message.ChatMessage;
import io.modehub.chat.ChatEvent.Usage;
import io.modehub.chat.models.LanguageModel.Answer;
import java.util.List;

/** What a turn has cost and said so far. */
final class Spent {
    /** Characters of a token in German and English, about. */
    private static final int CHARACTERS_A_TOKEN = 4;

    /** The end of what was said, long enough to find in it what spans two pieces. */
    private static final int REMEMBERED = 200;

    private long input;
    private long output;
    private boolean estimated;
    private String tail = "";

    /** Notes a piece of text; the end of all that was said. */
    String says(String piece) {
        String all = tail + piece;
        tail = all.length() > REMEMBERED ? all.substring(all.length() - REMEMBERED) : all;
        return all;
    }

    /** Adds a round; where the server did not count, by length. */
    Usage after(List<ChatMessage> messages, Answer answer) {
        input += answer.usage().map(LanguageModel.Tokens::input).orElseGet(() -> tokens(messages.toString()));
        output += answer.usage()
                .map(LanguageModel.Tokens::output)
                .orElseGet(() -> tokens(answer.text() + answer.toolCalls()));
        estimated |= answer.usage().isEmpty();
        return new Usage(input, output, estimated);
    }

    private static long tokens(String text) {
        return (long) text.length() / CHARACTERS_A_TOKEN + 1;
    }
}
