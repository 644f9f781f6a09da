package io.modehub.activity;

/** Reads one {@code [...]} of a pattern and adds to it what its letters become in folded text. */
final class ClassScan {
    /** Wider ranges hold both cases of nearly all letters in them. */
    private static final int NARROW = 1_024;

    private final String text;
    private final StringBuilder folded;
    private int at;

    ClassScan(String text, int start, StringBuilder folded) {
        this.text = text;
        this.folded = folded;
        at = start;
        keep(text.startsWith("[^", at) ? 2 : 1);
        for (boolean first = true; at < text.length() && (first || text.charAt(at) != ']'); first = false) {
            element();
        }
        if (at < text.length()) {
            keep(1);
        }
    }

    /** Where the class ends in the pattern. */
    int end() {
        return at;
    }

    private void element() {
        int name = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
        if (name > 0) {
            folded.append(text.substring(at, name + 2).replace("upper", "lower"));
            at = name + 2;
            return;
        }
        int from = character();
        boolean range = text.startsWith("-", at) && at + 1 < text.length() && text.charAt(at + 1) != ']';
        if (from < 0 || !range) {
            fold(from, from);
            return;
        }
        keep(1);
        fold(from, character());
    }

    /** Takes the next character as it is; -1 where it is a class of its own. */
    private int character() {
        if (text.charAt(at) == '\\') {
            Escape escape = Escape.at(text, at);
            if (escape.codePoint() < 0) {
                escape.fold(folded);
            } else {
                folded.append(escape.text());
            }
            at = escape.end();
            return escape.codePoint();
        }
        int codePoint = text.codePointAt(at);
        keep(Character.charCount(codePoint));
        return codePoint;
    }

    /** Adds the folded letters of a range, in runs. */
    private void fold(int from, int to) {
        if (from < 0 || to - from > NARROW) {
            return;
        }
        int start = -1;
        int last = -1;
        for (int codePoint = from; codePoint <= to; codePoint++) {
            int fold = Folded.codePoint(codePoint);
            if (fold == codePoint) {
                continue;
            }
            if (fold != last + 1) {
                put(start, last);
                start = fold;
            }
            last = fold;
        }
        put(start, last);
    }

    private void put(int from, int to) {
        if (from >= 0) {
            folded.append(String.format("\\x{%x}-\\x{%x}", from, to));
        }
    }

    private void keep(int characters) {
        folded.append(text, at, at + characters);
        at += characters;
    }
}
