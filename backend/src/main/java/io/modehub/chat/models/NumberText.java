package io.modehub.chat.models;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as people write it, with its unit: {@code 12 h 30 min}, {@code 12,5 Stunden}, {@code 37 %}, {@code 09:05}, {@code 3}. */
final class NumberText {
    private static final String VALUE = "(\\d{1,9}(?:[.,]\\d{1,3})?)";
    private static final String HOURS = "(?:h|hrs?|hours?|Std\\.?|Stunden?)(?![\\p{L}])";
    private static final String MINUTES = "(?:min|mins|minutes?|Min\\.?|Minuten?|m)(?![\\p{L}])";
    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern GERMAN_DATE = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})(?!\\d)");
    private static final Pattern LONG_TIME = Pattern.compile(
            VALUE + "\\s?" + HOURS + "(?:\\s?(?:and|und)?\\s?" + VALUE + "\\s?" + MINUTES + ")?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SHORT_TIME = Pattern.compile(VALUE + "\\s?" + MINUTES, Pattern.CASE_INSENSITIVE);
    private static final Pattern SECONDS =
            Pattern.compile(VALUE + "\\s?(?:s|sec|seconds?|Sek\\.?|Sekunden?)(?![\\p{L}])", Pattern.CASE_INSENSITIVE);
    private static final Pattern PERCENT =
            Pattern.compile(VALUE + "\\s?(?:%|percent|Prozent)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[.,]\\d{3})+(?!\\d)");
    private static final Pattern PLAIN = Pattern.compile(VALUE);

    private static final double HOUR_MS = 3_600_000;
    private static final double MINUTE_MS = 60_000;
    private static final double SECOND_MS = 1_000;

    /** The longest number with its unit, in characters. */
    static final int LONGEST = 40;

    private NumberText() {}

    /** A number at the start of a text, and whether it is backed. */
    record Found(int length, boolean backed) {}

    /** Reads the number that the text begins with; the text begins with a digit. */
    static Found read(CharSequence text, Backing backing) {
        Matcher matcher = ISO_DATE.matcher(text);
        if (matcher.lookingAt()) {
            return new Found(matcher.end(), isDate(matcher.group(1), matcher.group(2), matcher.group(3), backing));
        }
        matcher = GERMAN_DATE.matcher(text);
        if (matcher.lookingAt()) {
            return new Found(matcher.end(), isDate(matcher.group(3), matcher.group(2), matcher.group(1), backing));
        }
        matcher = CLOCK.matcher(text);
        if (matcher.lookingAt()) {
            return new Found(
                    matcher.end(),
                    backing.hasClock(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        }
        matcher = LONG_TIME.matcher(text);
        if (matcher.lookingAt()) {
            String minutes = matcher.group(2);
            double ms = value(matcher.group(1)) * HOUR_MS + (minutes == null ? 0 : value(minutes) * MINUTE_MS);
            double step = minutes == null ? step(matcher.group(1)) * HOUR_MS : MINUTE_MS;
            return new Found(matcher.end(), backing.hasDuration(ms, step));
        }
        matcher = SHORT_TIME.matcher(text);
        if (matcher.lookingAt()) {
            return duration(matcher, MINUTE_MS, backing);
        }
        matcher = SECONDS.matcher(text);
        if (matcher.lookingAt()) {
            return duration(matcher, SECOND_MS, backing);
        }
        matcher = PERCENT.matcher(text);
        if (matcher.lookingAt()) {
            return new Found(matcher.end(), backing.hasPercent(value(matcher.group(1)), step(matcher.group(1))));
        }
        matcher = GROUPED.matcher(text);
        if (matcher.lookingAt()) {
            double whole = Double.parseDouble(matcher.group().replaceAll("[.,]", ""));
            boolean asFraction =
                    matcher.group().length() <= 7 && backing.hasNumber(value(matcher.group()), step(matcher.group()));
            return new Found(matcher.end(), asFraction || backing.hasNumber(whole, 1));
        }
        matcher = PLAIN.matcher(text);
        return matcher.lookingAt()
                ? new Found(matcher.end(), backing.hasNumber(value(matcher.group(1)), step(matcher.group(1))))
                : new Found(1, false);
    }

    private static Found duration(Matcher matcher, double unitMs, Backing backing) {
        double ms = value(matcher.group(1)) * unitMs;
        return new Found(matcher.end(), backing.hasDuration(ms, step(matcher.group(1)) * unitMs));
    }

    private static boolean isDate(String year, String month, String day, Backing backing) {
        try {
            return backing.hasDate(
                    LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static double value(String text) {
        return Double.parseDouble(text.replace(',', '.'));
    }

    /** What the last digit stands for. */
    private static double step(String text) {
        int mark = Math.max(text.indexOf(','), text.indexOf('.'));
        return mark < 0 ? 1 : Math.pow(10, -(text.length() - mark - 1));
    }
}
