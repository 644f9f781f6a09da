package io.modehub.chat.tools;

import java.util.Locale;

/** A language answers are written in. */
public enum Language {
    ENGLISH(Locale.ENGLISH),
    GERMAN(Locale.GERMAN);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** Of a profile's {@code en} or {@code de}. */
    public static Language of(String code) {
        return "de".equals(code) ? GERMAN : ENGLISH;
    }

    public Locale locale() {
        return locale;
    }

    /** {@code en} or {@code de}. */
    public String code() {
        return locale.getLanguage();
    }

    /** The one of two texts. */
    public String pick(String english, String german) {
        return this == GERMAN ? german : english;
    }
}
