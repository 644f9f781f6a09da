package io.modehub.chat;

import io.modehub.chat.ChatEvent.Chip;
import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Questions to begin with, in the words of a person's own log. */
final class Suggestions {
    private Suggestions() {}

    static List<Chip> of(Vocabulary vocabulary, Language language) {
        List<String> questions = new ArrayList<>();
        questions.add(language.pick("When do I work the most?", "Wann arbeite ich am meisten?"));
        vocabulary.workModes().stream()
                .skip(1)
                .findFirst()
                .ifPresent(mode -> questions.add(language.pick(
                        "How much time went to " + mode + " last week?",
                        "Wie viel Zeit ging letzte Woche für " + mode + " drauf?")));
        questions.add(language.pick(
                "Which apps did I use most in the last 7 days?",
                "Welche Apps habe ich in den letzten 7 Tagen am meisten benutzt?"));
        vocabulary.apps().stream()
                .findFirst()
                .ifPresent(app -> questions.add(language.pick(
                        "How long was I in " + app + " today?", "Wie lange war ich heute in " + app + "?")));
        questions.add(language.pick("Analyse my work-life balance", "Analysiere meine Work-Life-Balance"));
        return questions.stream().map(text -> new Chip(text, text)).toList();
    }
}
