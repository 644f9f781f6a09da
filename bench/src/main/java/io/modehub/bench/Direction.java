package io.modehub.bench;

import io.modehub.bench.AnswerText.Value;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of two a sentence says is more. */
final class Direction {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final Pattern YES = Pattern.compile("^\\W*(ja|yes)\\b", FLAGS);
    private static final Pattern NO = Pattern.compile("^\\W*(nein|no)\\b", FLAGS);
    private static final Pattern EQUAL = Pattern.compile(
            "\\b(gleich (viel|lang|oft)|genauso|ebenso|unverändert|(about )?the same|equal|unchanged)", FLAGS);
    private static final Pattern SIGN = Pattern.compile(
            "\\b(?:(mehr|länger|öfter|höher|gestiegen|zugenommen|more|longer|higher|up|increased)"
                    + "|(weniger|kürzer|seltener|niedriger|gesunken|abgenommen|less|fewer|shorter|lower|down|decreased))\\b"
                    + "|(\\+ ?(?=\\d))|([−-](?=\\d+ (?:h|min|s)))",
            FLAGS);

    /** Before a name: what is compared with, not what is compared. */
    private static final Pattern COMPARAND = Pattern.compile(
            "\\b(als|than|gegenüber|vergleich (zu|mit)|vergleich zum|verglichen mit|compared (to|with)|vs\\.?|versus)\\b[^,;:]{0,20}$",
            FLAGS);

    private Direction() {}

    /** 1 where a is more, −1 where it is less, 0 where both are alike; empty where it isn't said. */
    static OptionalInt of(AnswerText headline, Subject a, Subject b) {
        String text = headline.toString();
        if (EQUAL.matcher(text).find()) {
            return OptionalInt.of(0);
        }
        if (YES.matcher(text).find() || NO.matcher(text).find()) {
            return OptionalInt.of(YES.matcher(text).find() ? 1 : -1);
        }
        int oriented = isAboutFirst(text, a, b) ? 1 : -1;
        Matcher sign = SIGN.matcher(text);
        if (sign.find()) {
            return OptionalInt.of(oriented * (sign.group(1) != null || sign.group(3) != null ? 1 : -1));
        }
        List<Value> values = headline.durations();
        return values.size() < 2
                ? OptionalInt.empty()
                : OptionalInt.of(oriented
                        * (int) Math.signum(
                                values.get(0).value() - values.get(1).value()));
    }

    private static boolean isAboutFirst(String text, Subject a, Subject b) {
        int first = place(text, a, false);
        int second = place(text, b, false);
        if (first < Integer.MAX_VALUE || second < Integer.MAX_VALUE) {
            return first < second;
        }
        // Only what is compared with is named.
        return place(text, a, true) == Integer.MAX_VALUE || place(text, b, true) < Integer.MAX_VALUE;
    }

    /** Where a side is first named, as a comparand or as what is compared. */
    private static int place(String text, Subject subject, boolean asComparand) {
        Matcher name = subject.names().matcher(text);
        while (name.find()) {
            if (COMPARAND.matcher(text.substring(0, name.start())).find() == asComparand) {
                return name.start();
            }
        }
        return Integer.MAX_VALUE;
    }
}
