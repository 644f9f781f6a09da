package io.modehub.chat.analyst;

import io.modehub.chat.analyst.Outcome.Doubt;
import io.modehub.chat.analyst.Outcome.Unclear;
import io.modehub.chat.tools.Language;
import java.util.Map;

/** What the analyst says where it has no figures to tell. */
final class Replies {
    private static final Map<Concept, String[]> REFUSALS = Map.ofEntries(
            entry(
                    Concept.OTHERS,
                    "I only see your own log, nobody else's.",
                    "Ich sehe nur dein eigenes Protokoll, nie das anderer Leute."),
            entry(
                    Concept.WHY,
                    "I can count, but I don't know causes.",
                    "Ich kann zählen, aber Gründe kenne ich nicht."),
            entry(
                    Concept.DIAGNOSIS,
                    "I don't judge or diagnose; I only tell figures.",
                    "Ich bewerte nicht und stelle keine Diagnosen; ich nenne nur Zahlen."),
            entry(
                    Concept.FORECAST,
                    "I only know what has been, not what will be.",
                    "Ich kenne nur, was war, nicht was sein wird."),
            entry(
                    Concept.WRITING,
                    "I only read; I can't change, delete, send or set anything.",
                    "Ich lese nur; ändern, löschen, verschicken oder einstellen kann ich nichts."),
            entry(
                    Concept.CREATING,
                    "I only read; I can't create or write anything.",
                    "Ich lese nur; anlegen oder schreiben kann ich nichts."),
            entry(
                    Concept.ADVICE,
                    "I don't give advice; I only tell figures.",
                    "Ratschläge gebe ich nicht; ich nenne nur Zahlen."),
            entry(
                    Concept.ELSEWHERE,
                    "That is not in your log; I only answer questions about it.",
                    "Das steht nicht in deinem Protokoll; nur dazu beantworte ich Fragen."),
            entry(
                    Concept.PROMPT,
                    "I am a parser without instructions to reveal or to change.",
                    "Ich bin ein Parser; Anweisungen, die man ansehen oder ändern könnte, habe ich nicht."),
            entry(Concept.SALARY, "I know times, not money.", "Ich kenne Zeiten, kein Geld."),
            entry(
                    Concept.CONTENT,
                    "I know apps and modes, not what was in the windows.",
                    "Ich kenne Apps und Modi, nicht was in den Fenstern stand."));

    private final Language language;

    Replies(Language language) {
        this.language = language;
    }

    private static Map.Entry<Concept, String[]> entry(Concept concept, String english, String german) {
        return Map.entry(concept, new String[] {english, german});
    }

    private String pick(String english, String german) {
        return language.pick(english, german);
    }

    String refusal(Concept because) {
        String[] texts = REFUSALS.getOrDefault(because, REFUSALS.get(Concept.ELSEWHERE));
        return (texts == null ? "" : pick(texts[0], texts[1])) + " "
                + pick(
                        "Ask me about active time, modes, apps, working hours, breaks or switches.",
                        "Frag mich nach aktiver Zeit, Modi, Apps, Arbeitszeiten, Pausen oder Wechseln.");
    }

    String aboutItself() {
        return pick(
                "I am the analyst built into this hub: a parser of questions, not a language model. I count what your log holds: active time by mode, app, hour or day, working hours, breaks, focus, switches. "
                        + "Ask, for example, “When do I work the most?”",
                "Ich bin die eingebaute Auswertung dieses Hubs: ein Parser für Fragen, kein Sprachmodell. Ich zähle, was dein Protokoll enthält: aktive Zeit nach Modus, App, Stunde oder Tag, Arbeitszeiten, Pausen, Fokus, Wechsel. "
                        + "Frag zum Beispiel: „Wann arbeite ich am meisten?“");
    }

    String unrecorded(String name) {
        return pick(
                "No data for “" + Formats.name(name) + "”: your log holds no mode and no app of that name.",
                "Keine Daten für „" + Formats.name(name)
                        + "“: In deinem Protokoll gibt es keinen Modus und keine App dieses Namens.");
    }

    String doubt(Unclear unclear) {
        String word = unclear.word().map(Formats::name).orElse("");
        Doubt doubt = unclear.doubt();
        String choose =
                unclear.candidates().isEmpty() ? "" : pick(" Did you mean one of these?", " Meinst du eines davon?");
        return switch (doubt) {
                    case UNKNOWN_WORD ->
                        pick("I don't know the word “" + word + "”.", "Das Wort „" + word + "“ kenne ich nicht.");
                    case EXCEPTION ->
                        pick(
                                "I can't leave something out (“" + word + "”).",
                                "Etwas auslassen („" + word + "“) kann ich nicht.");
                    case NO_METRIC ->
                        pick("I am not sure what you want to know.", "Ich bin nicht sicher, was du wissen möchtest.");
                    case SEVERAL_APPS ->
                        pick(
                                "“" + word + "” stands for several of your apps.",
                                "„" + word + "“ steht für mehrere deiner Apps.");
                    case NOTHING_BEFORE ->
                        pick("I don't know what this follows.", "Ich weiß nicht, worauf sich das bezieht.");
                    case IMPOSSIBLE_TIME ->
                        pick(
                                "I can't make sense of that time; I know days and whole hours.",
                                "Mit dieser Zeitangabe kann ich nichts anfangen; ich kenne Tage und volle Stunden.");
                    case TOO_LONG ->
                        pick("I have that only for a shorter period.", "Das habe ich nur für einen kürzeren Zeitraum.");
                    case NOT_SO_FINE ->
                        pick(
                                "I can't narrow that figure down like this.",
                                "So weit eingrenzen kann ich diese Zahl nicht.");
                    case WHICH_PERIOD -> pick("For which period?", "Für welchen Zeitraum?");
                }
                + choose;
    }
}
