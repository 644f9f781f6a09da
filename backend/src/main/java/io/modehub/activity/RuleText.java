package io.modehub.activity;

import io.modehub.protocol.Text;

/** What a text that a person writes into a rule must be. */
final class RuleText {
    private RuleText() {}

    static void require(String path, String text, int longest) {
        if (text.isBlank()) {
            throw new InvalidRule(path, "must not be blank");
        }
        if (text.length() > longest) {
            throw new InvalidRule(path, "must have at most " + longest + " characters");
        }
        if (!Text.clean(text).equals(text) || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidRule(path, "must have no control characters; leave them out");
        }
    }
}
