package io.modehub.activity;

import java.util.Locale;

/**
 * What a text must be like for a rule to match; upper and lower case are the same.
 *
 * @param text 1 to {@value #MAX_LENGTH} UTF-16 units without control characters, not blank
 */
public record TextCondition(Kind kind, String text) {
    /** Longest text, in UTF-16 units. */
    public static final int MAX_LENGTH = 200;

    /** How the text is compared. */
    public enum Kind {
        /** The whole text; of a domain also every subdomain. */
        IS,
        /** Anywhere in it. */
        CONTAINS,
        /** An RE2 pattern, found anywhere in it. */
        PATTERN;

        /** The name on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Throws {@link InvalidRule} whose path is the kind's name. */
    public TextCondition {
        RuleText.require(kind.wire(), text, MAX_LENGTH);
        if (kind == Kind.PATTERN) {
            RulePattern.compile(text);
        }
    }
}
