package io.modehub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values in an answer as they are written in German and English, in the order of the text. */
final class AnswerText {
    private static final String WHOLE = "(\\d{1,3}(?:[.,]\\d{3})+|\\d+)";
    private static final Pattern DURATION =
            Pattern.compile("\\b(?:" + WHOLE + " ?h(?: (\\d+) ?min)?|" + WHOLE + " ?min|" + WHOLE + " ?s)\\b");

    /** A least length is not what was found. */
    private static final Pattern BOUND =
            Pattern.compile("(?i)\\b(?:ab|mindestens|wenigstens|at least|from|over|über|more than|mehr als) (?=\\d)"
                    + DURATION.pattern().substring(2));

    private static final Pattern SHARE = Pattern.compile("(\\d+(?:[.,]\\d+)?) ?%");
    private static final Pattern CLOCK_RANGE = Pattern.compile("\\d{1,2}:\\d{2}\\s*[–-]\\s*\\d{1,2}:\\d{2}");
    private static final Pattern CLOCK =
            Pattern.compile("\\b(\\d{1,2}):([0-5]\\d)\\b( \\((?:am Folgetag|the next day)\\))?");
    private static final Pattern NUMBER = Pattern.compile("[−-]?\\d+(?:[.,]\\d+)?");

    /** Numbers that only say which time, or how many rows. */
    private static final Pattern WHEN = Pattern.compile("(?i)\\b(?:letzten?|vergangenen?|last) \\d+ (?:tagen?|days)\\b"
            + "|\\b(?:KW|week) \\d+(?: \\(\\d{4}\\))?|\\btop \\d+|\\b(?:19|20)\\d\\d\\b"
            + "|\\b\\d{1,2}\\.\\d{1,2}\\.(?=\\d{4}|[–-]| ?(?-i:[a-zäöü(]))|\\b\\d{1,2}\\.(?= ?[–-] ?\\d)"
            + "|\\b\\d{1,2}\\. (?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
            + "|\\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d+(?: – \\d+)?"
            + "|\\[\\d+]|\\b\\d+ (?:uhr|am|pm)\\b");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<![\\d])[.!?](?=\\s+[\\p{Lu}*\\[(])|\\n");

    /** A value and by how much it may have been rounded. */
    record Value(double value, double rounded) {
        boolean isAbout(double truth) {
            return Math.abs(value - truth) <= rounded + 1e-6;
        }
    }

    private final String text;

    private AnswerText(String text) {
        this.text = text;
    }

    /** Without the escapes and emphasis of markdown. */
    static AnswerText of(String markdown) {
        return new AnswerText(markdown.replaceAll("\\\\(\\p{Punct})", "$1")
                .replace("**", "")
                .replaceAll("[\\u00a0\\u202f\\u2009]", " ")
                .strip());
    }

    /** Its first sentence. */
    AnswerText headline() {
        Matcher end = SENTENCE_END.matcher(text);
        return end.find() ? new AnswerText(text.substring(0, end.start())) : this;
    }

    @Override
    public String toString() {
        return text;
    }

    List<Value> durations() {
        return all(DURATION, BOUND.matcher(text).replaceAll(" "), AnswerText::duration);
    }

    private static Value duration(MatchResult found) {
        double minute = 60_000;
        if (found.group(1) != null) {
            String minutes = found.group(2) == null ? "0" : found.group(2);
            return new Value(whole(found.group(1)) * 60 * minute + whole(minutes) * minute, minute / 2);
        }
        return found.group(3) != null
                ? new Value(whole(found.group(3)) * minute, minute / 2)
                : new Value(whole(found.group(4)) * 1_000, 500);
    }

    List<Value> shares() {
        return all(SHARE, text, found -> new Value(number(found.group(1)) / 100, rounding(found.group(1)) / 100));
    }

    /** Times of day in milliseconds since midnight; those on the day after count on. */
    List<Value> clocks() {
        return all(
                CLOCK,
                CLOCK_RANGE.matcher(text).replaceAll(" "),
                found -> new Value(
                        (whole(found.group(1)) * 60 + whole(found.group(2)) + (found.group(3) == null ? 0 : 24 * 60))
                                * 60_000,
                        60_000));
    }

    /** Numbers that are neither of these, nor dates. */
    List<Value> numbers() {
        String rest = text;
        for (Pattern other : List.of(BOUND, DURATION, SHARE, CLOCK_RANGE, CLOCK)) {
            rest = other.matcher(rest).replaceAll(" ");
        }
        rest = rest.replaceAll("(?<=\\d)[.,](?=\\d{3}\\b)", "");
        return all(
                NUMBER,
                WHEN.matcher(rest).replaceAll(" "),
                found -> new Value(number(found.group().replace('−', '-')), rounding(found.group())));
    }

    private static double rounding(String written) {
        int mark = Math.max(written.indexOf('.'), written.indexOf(','));
        return 0.5 * Math.pow(10, mark < 0 ? 0 : -(written.length() - mark - 1));
    }

    private static double whole(String written) {
        return Double.parseDouble(written.replaceAll("[.,]", ""));
    }

    private static double number(String written) {
        return Double.parseDouble(written.replace(',', '.').toLowerCase(Locale.ROOT));
    }

    private static List<Value> all(Pattern pattern, String text, Function<MatchResult, Value> value) {
        List<Value> values = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            values.add(value.apply(matcher.toMatchResult()));
        }
        return values;
    }
}
