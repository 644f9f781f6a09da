package io.modehub.chat;

import io.modehub.chat.tools.Language;
import java.util.Locale;

/** Why a turn failed: a code for programs, a sentence for people. No text of another server is ever passed on. */
public enum ChatFault {
    AUTH(
            false,
            "The chat service refuses this hub's key. An administrator has to check it.",
            "Der Chatdienst weist den Schlüssel dieses Hubs zurück. Eine Administratorin oder ein Administrator muss ihn prüfen."),
    MODEL_MISSING(
            false,
            "The chat service does not know the model this hub asks for. An administrator has to check its name.",
            "Der Chatdienst kennt das Modell nicht, das dieser Hub verlangt. Der Name muss geprüft werden."),
    RATE_LIMITED(
            true,
            "The chat service has too much to do. Try again in a while.",
            "Der Chatdienst ist ausgelastet. Bitte später noch einmal versuchen."),
    CONTENT_FILTERED(
            false,
            "The chat service's content filter refused this question. Ask it in other words.",
            "Der Inhaltsfilter des Chatdienstes hat diese Frage abgelehnt. Bitte anders formulieren."),
    CONTEXT_TOO_LONG(
            false,
            "This conversation is too long for the model. Start a new one.",
            "Diese Unterhaltung ist für das Modell zu lang. Bitte eine neue beginnen."),
    TIMEOUT(
            true,
            "The chat service did not answer in time. Try again.",
            "Der Chatdienst hat nicht rechtzeitig geantwortet. Bitte noch einmal versuchen."),
    UPSTREAM(true, "The chat service failed. Try again.", "Der Chatdienst hat versagt. Bitte noch einmal versuchen."),
    INCOMPLETE(
            true,
            "The answer broke off. What there is of it may be incomplete; try again.",
            "Die Antwort brach ab. Was davon da ist, kann unvollständig sein; bitte noch einmal versuchen."),
    TOO_MANY_STEPS(
            true,
            "The model asked for more than one answer may need. Ask something narrower.",
            "Das Modell wollte mehr wissen, als für eine Antwort vorgesehen ist. Bitte enger fragen."),
    DATABASE(
            true,
            "The log can't be read at the moment. Try again.",
            "Das Protokoll kann gerade nicht gelesen werden. Bitte noch einmal versuchen."),
    STOPPING(true, "The hub is stopping. Try again in a minute.", "Der Hub wird beendet. Bitte gleich noch einmal."),
    INTERNAL(
            true,
            "Something went wrong in the hub. Try again.",
            "Im Hub ist etwas schiefgegangen. Bitte noch einmal versuchen.");

    private final boolean retryable;
    private final String english;
    private final String german;

    ChatFault(boolean retryable, String english, String german) {
        this.retryable = retryable;
        this.english = english;
        this.german = german;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same question may be answered later. */
    public boolean isRetryable() {
        return retryable;
    }

    public String sentence(Language language) {
        return language.pick(english, german);
    }
}
