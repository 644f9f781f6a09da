package io.modehub.chat.tools;

import java.util.Locale;

/** What a value is. */
public enum Unit {
    /** A name or a key. */
    TEXT,
    /** A moment, ISO-8601 in UTC. */
    INSTANT,
    /** Milliseconds. */
    MS,
    /** A number of things. */
    COUNT,
    /** A part of a whole, 0 to 1; of a change -1 to any. */
    SHARE,
    /** Loudness in dBFS, at most 0. */
    DB,
    /** Activity of mouse or keyboard, 0 to 10. */
    LEVEL,
    /** Milliseconds since local midnight; past 24 h: the next day. */
    TIME_OF_DAY;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
