package io.modehub.classify;

import io.modehub.activity.ModeNames;
import java.util.Locale;

/** What a dictionary word in a title hints at. */
enum Hint {
    MEETING(ModeNames.MEETING),
    WORK(ModeNames.WORK),
    WATCH(ModeNames.RELAX),
    LEISURE(ModeNames.RELAX),
    PLAY(ModeNames.GAMING);

    private static final Hint[] ALL = values();

    final String mode;

    Hint(String mode) {
        this.mode = mode;
    }

    static int count() {
        return ALL.length;
    }

    static Hint at(int slot) {
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
}
