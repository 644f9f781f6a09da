package io.modehub.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address in small letters, of plain ASCII: of two addresses that look alike, both are the same. */
public record Email(String text) {
    private static final Pattern SHAPE = Pattern.compile("[!-?A-~]+@[!-?A-~]+");
    private static final int SHORTEST = 3;
    private static final int LONGEST = 254;

    /** What was typed, without blanks around it; empty where it is no address that anybody here can have. */
    public static Optional<Email> of(String typed) {
        String text = typed.strip();
        return SHAPE.matcher(text).matches() && text.length() >= SHORTEST && text.length() <= LONGEST
                ? Optional.of(new Email(text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Email[(hidden)]";
    }
}
