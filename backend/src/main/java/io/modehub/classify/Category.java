package io.modehub.classify;

import io.modehub.activity.ModeNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kind of application or site is in front. */
enum Category {
    CALL("video calls", ModeNames.MEETING),
    TEAMCHAT("team chat", ModeNames.WORK),
    VOICECHAT("voice chat", null),
    CHAT("private chat", ModeNames.RELAX),
    BROWSER("browser", null),
    CODE("programming", ModeNames.WORK),
    TERMINAL("terminal", ModeNames.WORK),
    DOCUMENT("documents", ModeNames.WORK),
    SPREADSHEET("spreadsheets", ModeNames.WORK),
    PRESENTATION("presentations", ModeNames.WORK),
    MAIL("mail", ModeNames.WORK),
    NOTES("notes", ModeNames.WORK),
    READING("reading", ModeNames.WORK),
    DESIGN("design", ModeNames.WORK),
    PLANNING("planning", ModeNames.WORK),
    BUSINESS("business", ModeNames.WORK),
    REFERENCE("looking things up", ModeNames.WORK),
    ASSISTANT("assistant", ModeNames.WORK),
    LEARNING("learning", ModeNames.WORK),
    VIDEO("video", ModeNames.RELAX),
    STREAMING("films and series", ModeNames.RELAX),
    MUSIC("music", ModeNames.RELAX),
    SOCIAL("social media", ModeNames.RELAX),
    NEWS("news", ModeNames.RELAX),
    SHOPPING("shopping", ModeNames.RELAX),
    PHOTOS("photos", ModeNames.RELAX),
    GAME("game", ModeNames.GAMING),
    LAUNCHER("game launcher", ModeNames.GAMING),
    RECORDER("recording", null),
    FILES("files", null),
    SYSTEM("system", null),
    LOCK("lock screen", null),
    UNKNOWN("unknown", null);

    private static final Category[] ALL = values();

    /** The kind in English, for a reason's text. */
    final String words;

    /** The mode that the kind alone would suggest; null where it suggests none. */
    final @Nullable String typicalMode;

    Category(String words, @Nullable String typicalMode) {
        this.words = words;
        this.typicalMode = typicalMode;
    }

    static int count() {
        return ALL.length;
    }

    static Category at(int slot) {
        return ALL[slot];
    }

    /** Position in arrays in memory; models store names, so the order may change. */
    @SuppressWarnings("EnumOrdinal")
    int slot() {
        return ordinal();
    }

    /** The name in the dictionary and in features. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Moving pictures or a game: their sound tells that somebody is there. */
    boolean isWatched() {
        return this == VIDEO || this == STREAMING || this == CALL || this == LEARNING || this == GAME;
    }

    /** Applications that record only while a conversation goes on and stop when it ends. */
    boolean holdsConversations() {
        return this == CALL || this == TEAMCHAT || this == CHAT || this == VOICECHAT || this == BROWSER;
    }
}
