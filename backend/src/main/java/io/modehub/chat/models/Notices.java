package io.modehub.chat.models;

import io.modehub.chat.ChatEvent.Fallback;
import io.modehub.chat.ChatEvent.Notice;
import io.modehub.chat.ChatEvent.NoticeCode;
import io.modehub.chat.tools.Language;
import java.util.List;

/** What a person is told about how their answer came to be, beside the answer. */
record Notices(Language language) {
    Notice digest() {
        return notice(
                NoticeCode.DIGEST,
                "This model can't ask the log: it answers from a summary of it.",
                "Dieses Modell kann das Protokoll nicht befragen: Es antwortet aus einer Zusammenfassung.");
    }

    Notice unbackedNumbers() {
        return notice(
                NoticeCode.UNBACKED_NUMBERS,
                "Numbers marked " + AnswerFilter.UNBACKED
                        + " are in no result: the model made them up or computed them.",
                "Mit " + AnswerFilter.UNBACKED
                        + " markierte Zahlen stehen in keinem Ergebnis: Das Modell hat sie erfunden oder selbst gerechnet.");
    }

    Notice truncated() {
        return notice(
                NoticeCode.TRUNCATED,
                "The answer was cut at its greatest length.",
                "Die Antwort wurde bei ihrer größten Länge abgeschnitten.");
    }

    Notice titlesRemoved() {
        return notice(
                NoticeCode.TITLES_REMOVED,
                "A window title tripped the content filter; the question was asked again without titles.",
                "Ein Fenstertitel hat den Inhaltsfilter ausgelöst; die Frage wurde noch einmal ohne Titel gestellt.");
    }

    Notice historyDropped() {
        return notice(
                NoticeCode.HISTORY_DROPPED,
                "The conversation was too long for the model: earlier turns were left out.",
                "Die Unterhaltung war für das Modell zu lang: Frühere Fragen wurden weggelassen.");
    }

    Fallback answeredBy(String deployment) {
        return new Fallback(
                deployment, language.pick("Answered by " + deployment + ".", "Es antwortet " + deployment + "."));
    }

    private Notice notice(NoticeCode code, String english, String german) {
        return new Notice(code, language.pick(english, german), List.of());
    }
}
