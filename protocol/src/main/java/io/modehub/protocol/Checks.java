package io.modehub.protocol;

import org.jspecify.annotations.Nullable;

/** Range and length checks of the wire's values. */
final class Checks {
    private Checks() {}

    static void range(String path, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new InvalidActivity(path, "must be from " + plain(least) + " to " + plain(most));
        }
    }

    static @Nullable String text(String path, @Nullable String raw) {
        return raw == null ? null : requiredText(path, raw);
    }

    static String requiredText(String path, String raw) {
        if (raw.length() > Text.MAX_LENGTH) {
            throw new InvalidActivity(
                    path, "must have at most " + Text.MAX_LENGTH + " characters; cut it before sending");
        }
        return Text.clean(raw);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
