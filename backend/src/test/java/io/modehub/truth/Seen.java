package io.modehub.truth;

import java.util.Map;

/**
 * What the classifier says of one window, after later windows cut it.
 *
 * @param said the mode in the classifier's words
 * @param byModel whether the model said so, not a rule
 * @param since where the prediction begins to speak
 * @param sign whether the window shows a sign of a person
 * @param opinion what the model says of it by itself, by mode; empty where it wasn't asked
 */
record Seen(long from, long to, String said, boolean byModel, long since, boolean sign, Map<String, Double> opinion) {
    Seen saying(String mode) {
        return new Seen(from, to, mode, byModel, since, sign, opinion);
    }
}
