package io.modehub.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type and read them: {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 2d}. */
final class TimeSpan {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern TYPED =
            Pattern.compile("(?:(\\d{1,3})d)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,7})s)?");

    private TimeSpan() {}

    /** Empty where it is none, is nothing, or is more than a year. */
    static Optional<Duration> parse(String text) {
        Matcher typed = TYPED.matcher(text.strip());
        if (!typed.matches()) {
            return Optional.empty();
        }
        Duration span = Duration.ofDays(number(typed, 1))
                .plusHours(number(typed, 2))
                .plusMinutes(number(typed, 3))
                .plusSeconds(number(typed, 4));
        return span.isZero() || span.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(span);
    }

    /** The two biggest parts, such as {@code 3h 20m}. */
    static String text(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + "d " + span.toHoursPart() + "h";
        }
        if (span.toHours() > 0) {
            return span.toHours() + "h " + span.toMinutesPart() + "m";
        }
        return span.toMinutes() > 0 ? span.toMinutes() + "m " + span.toSecondsPart() + "s" : span.toSeconds() + "s";
    }

    private static long number(Matcher typed, int group) {
        return typed.group(group) == null ? 0 : Long.parseLong(typed.group(group));
    }
}
