package io.modehub.activity;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Patterns of rules: RE2's, which take time linear in the text whatever they are. To be found in {@link Folded} text.
 *
 * <p>RE2/J builds nested repetitions out before it can tell their size, and its own case folding never ends on some letters
 * (U+1C80 with 1.8 on JDK 17), be they in a pattern or in a title. So sizes are estimated first, patterns are folded here, and
 * the flag {@code i} is refused.
 */
public final class RulePattern {
    /** Instructions of one pattern: 512 characters of a title take it at most 1.5 ms, at 8 to 10 ns a character and instruction. */
    public static final int MAX_SIZE = 200;

    /** What the estimate may exceed the size by; so much is built in a millisecond. */
    private static final int ESTIMATE = 10;

    private RulePattern() {}

    /** The pattern, ready to be found in folded text; throws {@link InvalidRule} with the path {@code pattern}. */
    public static Pattern compile(String text) {
        PatternScan scan = new PatternScan(text);
        requireSize(scan.size() / ESTIMATE);
        try {
            Pattern pattern = Pattern.compile(scan.folded());
            requireSize(pattern.programSize());
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new InvalidRule(
                    "pattern",
                    "can't be read: " + e.getDescription() + "; see https://github.com/google/re2/wiki/Syntax");
        }
    }

    private static void requireSize(long size) {
        if (size > MAX_SIZE) {
            throw new InvalidRule(
                    "pattern",
                    "is too large: it repeats too much; use fewer or smaller {n,m}, or several rules, or * and +");
        }
    }
}
