package io.modehub.protocol;

/** The one rule for text from outside: NUL and lone surrogates become U+FFFD, and 512 characters are the most. */
public final class Text {
    /** Longest text of an activity, in UTF-16 units. */
    public static final int MAX_LENGTH = 512;

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Replaces what neither JSON nor PostgreSQL can hold; returns the same string when there is nothing to replace. */
    public static String clean(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (isBroken(raw, i)) {
                return replaceBroken(raw, i);
            }
        }
        return raw;
    }

    /** Cleans and cuts to {@link #MAX_LENGTH}, never through the middle of a surrogate pair. */
    public static String cut(String raw) {
        if (raw.length() <= MAX_LENGTH) {
            return clean(raw);
        }
        int end = Character.isHighSurrogate(raw.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return clean(raw.substring(0, end));
    }

    private static String replaceBroken(String raw, int from) {
        StringBuilder clean = new StringBuilder(raw);
        for (int i = from; i < raw.length(); i++) {
            if (isBroken(raw, i)) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    private static boolean isBroken(String text, int i) {
        char c = text.charAt(i);
        if (c == 0) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
