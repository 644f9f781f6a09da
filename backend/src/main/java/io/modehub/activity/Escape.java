package io.modehub.activity;

/**
 * One escape of a pattern.
 *
 * @param text as it is written
 * @param end where it ends in the pattern
 * @param codePoint the character it stands for; -1 for a class, an assertion or what RE2 can't read
 */
record Escape(String text, int end, int codePoint) {
    private static final String LOWER = "Ll";

    /** The escape whose backslash is at that place. */
    static Escape at(String pattern, int at) {
        if (at + 1 >= pattern.length()) {
            return new Escape("\\", pattern.length(), -1);
        }
        char c = pattern.charAt(at + 1);
        int end = at + 1 + Character.charCount(pattern.codePointAt(at + 1));
        boolean braces = end < pattern.length() && pattern.charAt(end) == '{' && pattern.indexOf('}', end) > 0;
        if (c == 'p' || c == 'P') {
            return of(pattern, at, braces ? pattern.indexOf('}', end) + 1 : Math.min(end + 1, pattern.length()), -1);
        }
        if (c == 'x') {
            int last = braces ? pattern.indexOf('}', end) : Math.min(end + 2, pattern.length());
            return of(
                    pattern, at, braces ? last + 1 : last, number(pattern.substring(braces ? end + 1 : end, last), 16));
        }
        if (c >= '0' && c <= '7') {
            return octal(pattern, at);
        }
        return of(pattern, at, end, Character.isLetterOrDigit(c) ? -1 : c);
    }

    /** Puts the escape there for folded text. */
    void fold(StringBuilder folded) {
        if (codePoint >= 0 && Folded.codePoint(codePoint) != codePoint) {
            folded.append(String.format("\\x{%x}", Folded.codePoint(codePoint)));
        } else {
            folded.append(text.replace("Lu", LOWER).replace("Lt", LOWER));
        }
    }

    private static Escape of(String pattern, int at, int end, int codePoint) {
        return new Escape(pattern.substring(at, end), end, codePoint);
    }

    private static Escape octal(String pattern, int at) {
        int end = at + 1;
        while (end < pattern.length() && end < at + 4 && pattern.charAt(end) >= '0' && pattern.charAt(end) <= '7') {
            end++;
        }
        return of(pattern, at, end, number(pattern.substring(at + 1, end), 8));
    }

    private static int number(String digits, int radix) {
        try {
            int value = Integer.parseInt(digits, radix);
            return Character.isValidCodePoint(value) ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
