package io.modehub.agent.sense.text;

import io.modehub.protocol.Text;

/** Names and titles of other programs, which may hold anything: control characters out, length bounded. */
public final class Printable {
    /** Longest name of an audio source or of a recording application, in characters. */
    public static final int MAX_NAME = 128;

    private Printable() {}

    /** At most 512 characters without control characters and lone surrogates, trimmed. */
    public static String title(String raw) {
        return Text.cut(flat(raw, Text.MAX_LENGTH));
    }

    /** At most {@link #MAX_NAME} characters, so that sixteen sources fit in a frame. */
    public static String name(String raw) {
        return Text.cut(flat(raw, MAX_NAME));
    }

    private static String flat(String raw, int most) {
        StringBuilder flat = new StringBuilder(Math.min(raw.length(), most));
        for (int i = 0; i < raw.length() && flat.length() < most; i++) {
            char c = raw.charAt(i);
            flat.append(Character.isISOControl(c) ? ' ' : c);
        }
        return flat.toString().strip();
    }
}
