package io.modehub.chat.analyst;

import java.util.List;
import java.util.Optional;

/** What becomes of a question. */
sealed interface Outcome {
    /**
     * It is clear enough to be answered.
     *
     * @param others other plausible readings, most plausible first
     */
    record Understood(Reading reading, List<Reading> others) implements Outcome {
        public Understood {
            others = List.copyOf(others);
        }
    }

    /** Why the analyst has to ask back. */
    enum Doubt {
        /** A word it does not know may change what is asked. */
        UNKNOWN_WORD,
        /** It names something to be left out, which no tool can do. */
        EXCEPTION,
        /** Nothing says what is to be known. */
        NO_METRIC,
        /** A name stands for several apps. */
        SEVERAL_APPS,
        /** A follow-up without anything it could follow. */
        NOTHING_BEFORE,
        /** No such day, or hours that are none. */
        IMPOSSIBLE_TIME,
        /** More days than there are figures for. */
        TOO_LONG,
        /** The figures there are can't be narrowed like that. */
        NOT_SO_FINE,
        /** The period is not clear. */
        WHICH_PERIOD
    }

    /**
     * It has to be asked back.
     *
     * @param word what the doubt is about, as it was typed
     */
    record Unclear(Doubt doubt, Optional<String> word, List<Reading> candidates) implements Outcome {
        public Unclear {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * It is not answered.
     *
     * @param because one of the refusing meanings
     */
    record Refused(Concept because) implements Outcome {}

    /** A name of which the log knows nothing. */
    record Unrecorded(String name) implements Outcome {}

    /** A question about the analyst, or a greeting. */
    record AboutItself() implements Outcome {}
}
