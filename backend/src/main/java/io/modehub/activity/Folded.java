package io.modehub.activity;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** Texts without the difference between upper and lower case, and with accents composed: what rules compare. */
public final class Folded {
    private Folded() {}

    /** The text, folded code point by code point, so that {@code ß} stays one letter. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
                return folded(text);
            }
        }
        return text;
    }

    /** The one letter that stands for a letter in upper and lower case. */
    static int codePoint(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    private static String folded(String text) {
        String composed = Normalizer.isNormalized(text, Form.NFC) ? text : Normalizer.normalize(text, Form.NFC);
        StringBuilder folded = new StringBuilder(composed.length());
        composed.codePoints().forEach(codePoint -> folded.appendCodePoint(codePoint(codePoint)));
        return folded.toString();
    }
}
