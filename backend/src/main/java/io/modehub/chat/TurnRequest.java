package io.modehub.chat;

import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.ToolResult;
import io.modehub.chat.tools.Toolbox;
import java.util.List;

/**
 * A question and all that may be known to answer it.
 *
 * @param question as it was typed, at most {@link Chats#MAX_QUESTION} characters
 * @param language of the person's profile
 * @param history earlier turns of the conversation that were answered, oldest first
 * @param toolbox bound to the person, their zone and the present
 */
public record TurnRequest(String question, Language language, List<Exchange> history, Toolbox toolbox) {
    public TurnRequest {
        history = List.copyOf(history);
    }

    /**
     * An earlier turn.
     *
     * @param calls what was asked of the tools then, in order: what a short follow-up refers to
     */
    public record Exchange(String question, String answer, List<ToolResult.Call> calls) {
        public Exchange {
            calls = List.copyOf(calls);
        }
    }
}
