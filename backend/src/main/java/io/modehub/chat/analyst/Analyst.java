package io.modehub.chat.analyst;

import io.modehub.chat.ChatEvent;
import io.modehub.chat.Provider;
import io.modehub.chat.TurnRequest;
import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Answers questions without a language model: reads them as a figure to be looked up, or asks back. */
public final class Analyst implements Provider {
    /** People whose names are kept ready; finding names anew takes about a millisecond. */
    private static final int MOST_VOCABULARIES = 64;

    private final Map<Vocabulary, Names> names = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Vocabulary, Names> eldest) {
            return size() > MOST_VOCABULARIES;
        }
    };

    /** Reads its words first, so that no question waits for it. */
    public Analyst() {
        Lexicon.of(Language.ENGLISH);
        AppAliases.all();
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public String deployment() {
        return "";
    }

    @Override
    public String server() {
        return "";
    }

    @Override
    public Answering answer(TurnRequest turn, Consumer<ChatEvent> events) {
        AnalystTurn answering = new AnalystTurn(turn, namesOf(turn.toolbox().vocabulary()), events);
        answering.start();
        return answering;
    }

    /** The language most of a question's words belong to; on a tie the other. */
    public static Language languageOf(String question, Language onTie) {
        return Tagger.language(Words.of(question), onTie);
    }

    private Names namesOf(Vocabulary vocabulary) {
        synchronized (names) {
            return names.computeIfAbsent(vocabulary, Names::new);
        }
    }
}
