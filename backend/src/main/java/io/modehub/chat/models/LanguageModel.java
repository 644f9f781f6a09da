package io.modehub.chat.models;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import io.modehub.chat.ChatFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One deployment of a language model at some server. Every implementation passes the same contract suite. */
public interface LanguageModel {
    /** Its name at the server. */
    String deployment();

    /**
     * Asks once. The listener is called one call at a time, on the Vert.x context of whoever asks (from outside Vert.x: on an
     * event loop), so it must not block; exactly one of {@link Listener#finished} and {@link Listener#failed} is the last, and
     * comes within {@link #LONGEST}. Nothing is retried here.
     */
    Round ask(Question question, Listener listener);

    /** Loads what the first question would have to wait for, about a second's work; asks the server nothing. Blocks. */
    default void warmUp() {}

    /** From asking to the last call. */
    Duration LONGEST = Duration.ofSeconds(90);

    /** From asking to the first byte of the answer. */
    Duration FIRST_BYTE = Duration.ofSeconds(20);

    /** Between two events of the answer. */
    Duration BETWEEN_EVENTS = Duration.ofSeconds(15);

    /**
     * What is asked.
     *
     * @param tools none: the model may only talk
     */
    record Question(List<ChatMessage> messages, List<ToolSpecification> tools, int maxOutputTokens) {}

    /** What is being asked. */
    interface Round {
        /**
         * Closes the connection to the server. On any thread, at any time; but for a call under way the listener is not called
         * again.
         */
        void cancel();
    }

    /** Hears an answer. */
    interface Listener {
        /** A piece of text. */
        void text(String delta);

        /** The answer is whole. */
        void finished(Answer answer);

        /** It is not, whatever was heard before. */
        void failed(ModelFault fault);
    }

    /** How an answer ended, as the server said. */
    enum End {
        STOP,
        TOOL_CALLS,
        LENGTH,
        CONTENT_FILTER
    }

    /**
     * What was answered.
     *
     * @param usage empty where the server did not count
     */
    record Answer(String text, List<ToolExecutionRequest> toolCalls, End end, Optional<Tokens> usage) {}

    /** What it cost. */
    record Tokens(long input, long output) {}

    /** Why there is no answer. */
    enum Failure {
        /** 401, 403. */
        AUTH(ChatFault.AUTH),
        /** 404. */
        MODEL_MISSING(ChatFault.MODEL_MISSING),
        /** 429. */
        RATE_LIMITED(ChatFault.RATE_LIMITED),
        /** The prompt was refused by the content filter. */
        CONTENT_FILTERED(ChatFault.CONTENT_FILTERED),
        CONTEXT_TOO_LONG(ChatFault.CONTEXT_TOO_LONG),
        /** The server does not take tools for this model. */
        TOOLS_UNSUPPORTED(ChatFault.UPSTREAM),
        /** No first byte, no next event, or no end in time. */
        TIMEOUT(ChatFault.TIMEOUT),
        /** 5xx, no connection, or an answer that can't be read, before any text or tool call was heard. */
        UPSTREAM(ChatFault.UPSTREAM),
        /** The answer broke off: a drop, an end without a finish, an error in mid-stream, an event that can't be read. */
        INCOMPLETE(ChatFault.INCOMPLETE);

        private final ChatFault told;

        Failure(ChatFault told) {
            this.told = told;
        }

        /** What a person is told where nothing else helped. */
        ChatFault told() {
            return told;
        }
    }

    /**
     * A refusal or a failure.
     *
     * @param retryAfter what the server asked for, whatever it is
     */
    record ModelFault(Failure failure, Optional<Duration> retryAfter) {}
}
