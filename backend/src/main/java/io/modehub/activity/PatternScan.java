package io.modehub.activity;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a pattern once, as RE2 does: folds its letters, and adds up the instructions it will take, at least as many as RE2
 * makes of it. What RE2 can't read is passed on as it is.
 */
final class PatternScan {
    /** More than any pattern may have; nothing is added up beyond it. */
    private static final long ENOUGH = 1_000_000;

    /** Instructions around any pattern. */
    private static final int FRAME = 3;

    private final String text;
    private final StringBuilder folded = new StringBuilder();
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum = FRAME;
    private long last;
    private int at;

    /** Throws {@link InvalidRule} for the flag {@code i}. */
    PatternScan(String text) {
        this.text = Normalizer.normalize(text, Form.NFC);
        while (at < this.text.length()) {
            next();
        }
        while (!outer.isEmpty()) {
            close();
        }
    }

    /** At least the size of RE2's program. */
    long size() {
        return sum;
    }

    /** The same pattern for folded text. */
    String folded() {
        return folded.toString();
    }

    private void next() {
        char c = text.charAt(at);
        switch (c) {
            case '\\' -> escape();
            case '[' -> {
                at = new ClassScan(text, at, folded).end();
                atom();
            }
            case '(' -> open();
            case ')' -> {
                keep(1);
                close();
            }
            case '|' -> {
                keep(1);
                add(2);
            }
            case '*', '+', '?' -> {
                keep(1);
                add(1);
                last++;
            }
            case '{' -> repeat();
            default -> letter();
        }
    }

    private void open() {
        outer.push(sum);
        sum = 3;
        last = 0;
        keep(1);
        if (!text.startsWith("?", at)) {
            return;
        }
        int end = at + 1;
        boolean folds = false;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '-')) {
            folds |= text.charAt(end) == 'i';
            end++;
        }
        boolean flags = end < text.length() && (text.charAt(end) == ':' || text.charAt(end) == ')');
        if (flags && folds) {
            throw new InvalidRule("pattern", "must not set the flag i: upper and lower case are the same anyway");
        }
        if (!flags && text.indexOf('>', end) > 0) {
            end = text.indexOf('>', end);
        }
        keep(end - at);
    }

    private void close() {
        if (outer.isEmpty()) {
            return;
        }
        last = sum;
        sum = Math.min(ENOUGH, outer.pop() + last);
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}} after something; anything else in braces is text. */
    private void repeat() {
        int end = at + 1;
        long least = 0;
        long most = 0;
        boolean comma = false;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || (text.charAt(end) == ',' && !comma))) {
            if (text.charAt(end) == ',') {
                comma = true;
                least = most;
                most = 0;
            } else {
                most = Math.min(ENOUGH, most * 10 + Character.digit(text.charAt(end), 10));
            }
            end++;
        }
        if (end >= text.length() || text.charAt(end) != '}' || end == at + 1) {
            letter();
            return;
        }
        keep(end + 1 - at);
        long times = Math.max(least, most) + 1;
        long before = last;
        last = Math.min(ENOUGH, (last + 1) * times);
        add(last - before);
    }

    private void escape() {
        if (text.startsWith("\\Q", at)) {
            quoted();
            return;
        }
        Escape escape = Escape.at(text, at);
        escape.fold(folded);
        at = escape.end();
        atom();
    }

    private void quoted() {
        int end = text.indexOf("\\E", at + 2);
        int stop = end < 0 ? text.length() : end;
        keep(2);
        while (at < stop) {
            letter();
        }
        keep(end < 0 ? 0 : 2);
    }

    private void letter() {
        int codePoint = text.codePointAt(at);
        folded.appendCodePoint(Folded.codePoint(codePoint));
        at += Character.charCount(codePoint);
        atom();
    }

    private void atom() {
        last = 1;
        add(1);
    }

    private void add(long more) {
        sum = Math.min(ENOUGH, sum + more);
    }

    private void keep(int characters) {
        folded.append(text, at, at + characters);
        at += characters;
    }
}
