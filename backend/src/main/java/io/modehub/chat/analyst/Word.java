package io.modehub.chat.analyst;

/**
 * A word, a number or a single sign of a question.
 *
 * @param text folded: lower case, {@code ae} for ä, no accents
 * @param raw as it was typed
 * @param from where it begins in the question
 * @param quoted whether it stands between quotation marks
 * @param touches whether nothing stands between it and what came before
 */
record Word(String text, String raw, int from, boolean quoted, boolean touches) {
    Word spelt(String other) {
        return new Word(other, raw, from, quoted, touches);
    }

    boolean isNumber() {
        return Character.isDigit(text.charAt(0));
    }

    boolean isSign() {
        return !Character.isLetterOrDigit(text.charAt(0));
    }
}
