package io.modehub.chat.models;

import io.modehub.chat.ChatEvent;
import io.modehub.chat.ChatEvent.Cite;
import io.modehub.chat.ChatEvent.Delta;
import io.modehub.chat.tools.Period;
import io.modehub.chat.tools.ToolResult;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a model's text through as it comes, word by word, but for what an answer must not have: links become their text, images
 * and addresses go, HTML loses its brackets, references become numbered citations, and a number that no result has is marked.
 * Not thread-safe.
 */
final class AnswerFilter {
    /** Follows a number that no result has. */
    static final String UNBACKED = "⁇";

    private static final int LONGEST_BRACKET = 120;
    private static final int LONGEST_ADDRESS = 400;
    private static final Pattern REFS = Pattern.compile("\\s*r\\d+(?:\\s*[,;]\\s*r\\d+)*\\s*");
    private static final Pattern REF = Pattern.compile("r\\d+");
    private static final Pattern ORDINAL = Pattern.compile("\\d{1,2}[.)]\\s");
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?|ftp|data|javascript|file):[^\\s)]*|www\\.[^\\s)]*", Pattern.CASE_INSENSITIVE);
    private static final String[] ADDRESS_STARTS = {"http:", "https:", "ftp:", "data:", "javascript:", "file:", "www."};

    private final Backing backing;
    private final Consumer<ChatEvent> events;
    private final Map<String, ToolResult> results = new LinkedHashMap<>();
    private final Map<String, Integer> citations = new LinkedHashMap<>();
    private final StringBuilder pending = new StringBuilder();
    private final StringBuilder out = new StringBuilder();
    private char last = '\n';
    private int unbacked;

    AnswerFilter(Backing backing, Consumer<ChatEvent> events) {
        this.backing = backing;
        this.events = events;
    }

    /** From now on the answer may cite it and have its numbers. */
    void add(ToolResult result) {
        results.put(result.ref(), result);
        backing.add(result);
    }

    /** Takes a piece of text. */
    void text(String piece) {
        pending.append(piece);
        drain(false);
    }

    /** Lets out what was held back, since nothing follows it. */
    void flush() {
        drain(true);
    }

    /** Numbers let out with a mark. */
    int unbacked() {
        return unbacked;
    }

    private void drain(boolean whole) {
        int at = 0;
        while (at < pending.length()) {
            int used = step(at, whole);
            if (used == 0) {
                break;
            }
            at += used;
        }
        pending.delete(0, at);
        if (out.length() > 0) {
            events.accept(new Delta(out.toString()));
            out.setLength(0);
        }
    }

    /** Deals with what begins there; the characters used, 0 where more has to be known. */
    private int step(int at, boolean whole) {
        char c = pending.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return symbol(at, whole);
        }
        if (c == '[') {
            return bracket(at, whole, false);
        }
        if (c == '!') {
            return image(at, whole);
        }
        if (Character.isDigit(c) && !Character.isLetterOrDigit(last)) {
            return number(at, whole);
        }
        if (Character.isLetter(c) && !Character.isLetterOrDigit(last)) {
            return word(at, whole);
        }
        emit(c == '<' ? '‹' : c == '>' && last != '\n' ? '›' : c);
        return 1;
    }

    /** A character beyond the basic plane; those of no shape, tags among them, are left out. */
    private int symbol(int at, boolean whole) {
        if (at + 1 >= pending.length()) {
            return whole ? 1 : 0;
        }
        int point = Character.codePointAt(pending, at);
        int type = Character.getType(point);
        if (type != Character.FORMAT && type != Character.PRIVATE_USE && type != Character.UNASSIGNED) {
            out.appendCodePoint(point);
            last = ' ';
        }
        return Character.charCount(point);
    }

    private void emit(char c) {
        int type = Character.getType(c);
        boolean shapeless = (type == Character.CONTROL && c != '\n' && c != '\t')
                || type == Character.FORMAT
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE;
        if (!shapeless && !UNBACKED.equals(String.valueOf(c))) {
            out.append(c);
            last = c;
        }
    }

    private void emit(String text) {
        for (int i = 0; i < text.length(); i++) {
            emit(text.charAt(i) == '<' ? '‹' : text.charAt(i));
        }
    }

    private int image(int at, boolean whole) {
        if (at + 1 >= pending.length()) {
            if (whole) {
                emit('!');
                return 1;
            }
            return 0;
        }
        if (pending.charAt(at + 1) != '[') {
            emit('!');
            return 1;
        }
        int used = bracket(at + 1, whole, true);
        return used == 0 ? 0 : used + 1;
    }

    /** References, a link, or a bracket that is only a bracket. */
    private int bracket(int at, boolean whole, boolean image) {
        int close = pending.indexOf("]", at);
        if (close < 0) {
            if (!whole && pending.length() - at < LONGEST_BRACKET) {
                return 0;
            }
            emit('(');
            return 1;
        }
        String inside = pending.substring(at + 1, close);
        if (REFS.matcher(inside).matches()) {
            cite(inside);
            return close + 1 - at;
        }
        if (close + 1 >= pending.length() && !whole) {
            return 0;
        }
        boolean link = close + 1 < pending.length() && pending.charAt(close + 1) == '(';
        int end = link ? pending.indexOf(")", close) : close;
        if (link && end < 0 && !whole && pending.length() - close < LONGEST_ADDRESS) {
            return 0;
        }
        if (!image) {
            // What is inside may hold numbers and more: it is looked at as if it stood there alone.
            pending.replace(
                    at,
                    (link ? (end < 0 ? pending.length() - 1 : end) : close) + 1,
                    link ? inside : "(" + inside + ")");
            return at < pending.length() ? stepInside(at, whole) : 0;
        }
        return (end < 0 ? pending.length() : end + 1) - at;
    }

    private int stepInside(int at, boolean whole) {
        return pending.charAt(at) == '[' ? bracket(at, whole, false) : step(at, whole);
    }

    private void cite(String inside) {
        Matcher matcher = REF.matcher(inside);
        while (matcher.find()) {
            String ref = matcher.group();
            ToolResult result = results.get(ref);
            if (result == null || result.periods().isEmpty()) {
                continue;
            }
            Integer known = citations.get(ref);
            int n = known == null ? citations.size() + 1 : known;
            out.append('[').append(n).append(']');
            last = ']';
            if (known == null) {
                citations.put(ref, n);
                Period period = result.periods().get(0);
                events.accept(new Delta(out.toString()));
                out.setLength(0);
                events.accept(new Cite(n, ref, period.label(), period.from(), period.to()));
            }
        }
    }

    private int number(int at, boolean whole) {
        boolean lineStart = last == '\n';
        int end = Math.min(pending.length(), at + NumberText.LONGEST);
        if (!whole && end == pending.length() && isOpen(pending.substring(at, end))) {
            return 0;
        }
        CharSequence text = pending.subSequence(at, end);
        Matcher ordinal = ORDINAL.matcher(text);
        if (lineStart && ordinal.lookingAt()) {
            emit(ordinal.group());
            return ordinal.end();
        }
        NumberText.Found found = NumberText.read(text, backing);
        emit(text.subSequence(0, found.length()).toString());
        if (!found.backed()) {
            unbacked++;
            out.append(UNBACKED);
        }
        return found.length();
    }

    /** Whether what follows could still be part of the number: its unit, or minutes after hours. */
    private static boolean isOpen(String text) {
        return text.split("\\s", -1).length <= 4
                && !text.contains("\n")
                && !text.matches("(?s).*\\d[^\\d\\s]*[,;!?)]\\s.*");
    }

    private int word(int at, boolean whole) {
        int end = at;
        while (end < pending.length() && Character.isLetterOrDigit(pending.charAt(end))) {
            end++;
        }
        String start =
                pending.substring(at, Math.min(pending.length(), at + 11)).toLowerCase(Locale.ROOT);
        for (String address : ADDRESS_STARTS) {
            if (start.startsWith(address)) {
                return address(at, whole);
            }
            if (!whole && address.startsWith(start)) {
                return 0;
            }
        }
        emit(pending.substring(at, end));
        return end - at;
    }

    private int address(int at, boolean whole) {
        Matcher matcher = ADDRESS.matcher(pending).region(at, pending.length());
        if (!matcher.lookingAt()) {
            emit(pending.charAt(at));
            return 1;
        }
        boolean open = matcher.end() == pending.length();
        if (open && !whole && matcher.end() - at < LONGEST_ADDRESS) {
            return 0;
        }
        last = ' ';
        return matcher.end() - at;
    }
}
