package io.modehub.chat.analyst;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A question as words. One pass over the text, whatever it is. */
final class Words {
    /** What is read of a question. */
    static final int MAX_CHARACTERS = 2000;

    private static final int MAX_QUOTATION = 200;
    private static final String QUOTES = "\"„“”«»";
    private static final String APOSTROPHES = "'’‘`´";

    private final List<Word> words;

    private Words(List<Word> words) {
        this.words = List.copyOf(words);
    }

    static Words of(String question) {
        String text = Normalizer.normalize(question, Normalizer.Form.NFKC);
        text = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
        List<Word> words = new ArrayList<>();
        int quotedUntil = -1;
        int previousEnd = -1;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (QUOTES.indexOf(c) >= 0) {
                quotedUntil = at > quotedUntil ? closing(text, at) : quotedUntil;
            } else if (Character.isLetter(c) || Character.isDigit(c)) {
                boolean digits = Character.isDigit(c);
                while (end < text.length() && continues(text.charAt(end), digits)) {
                    end++;
                }
                String raw = text.substring(at, end);
                words.add(new Word(fold(raw), raw, at, at < quotedUntil, previousEnd == at));
                previousEnd = end;
            } else if (!isGap(text, at)) {
                String raw = text.substring(at, end);
                words.add(new Word(isDash(c) ? "-" : raw, raw, at, at < quotedUntil, previousEnd == at));
                previousEnd = end;
            }
            at = end;
        }
        return new Words(words);
    }

    /** Lower case, without accents; umlauts and ß in two letters. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length() + 4);
        String lower = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            switch (c) {
                case 'ä' -> folded.append("ae");
                case 'ö' -> folded.append("oe");
                case 'ü' -> folded.append("ue");
                case 'ß' -> folded.append("ss");
                default -> folded.append(c < 128 ? String.valueOf(c) : bare(c));
            }
        }
        return folded.toString();
    }

    int size() {
        return words.size();
    }

    Word get(int at) {
        return words.get(at);
    }

    /** The folded text; empty where there is no word. */
    String text(int at) {
        return at >= 0 && at < words.size() ? words.get(at).text() : "";
    }

    boolean is(int at, String... any) {
        String text = text(at);
        for (String one : any) {
            if (one.equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** The number there; -1 where there is none of at most four digits. */
    int number(int at) {
        String text = text(at);
        return !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(text)
                : -1;
    }

    /** The same words, some spelt otherwise. */
    Words spelt(UnaryOperator<String> speller) {
        return new Words(words.stream()
                .map(word -> word.quoted() ? word : word.spelt(speller.apply(word.text())))
                .toList());
    }

    /** The words {@code [from, to)} alone. */
    Words between(int from, int to) {
        return new Words(words.subList(from, to));
    }

    /** Space, an apostrophe, or a hyphen within a word. */
    private static boolean isGap(String text, int at) {
        char c = text.charAt(at);
        boolean inside = at > 0
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
        return Character.isWhitespace(c)
                || APOSTROPHES.indexOf(c) >= 0
                || isMark(c)
                || ((c == '-' || c == '_') && inside);
    }

    private static boolean isDash(char c) {
        return c == '–' || c == '—' || c == '-';
    }

    private static String bare(char c) {
        String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
        return parts.isEmpty() || isMark(parts.charAt(0)) ? "" : parts.substring(0, 1);
    }

    private static boolean continues(char c, boolean digits) {
        return isMark(c) || (digits ? Character.isDigit(c) : Character.isLetter(c));
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.FORMAT || type == Character.CONTROL;
    }

    private static int closing(String text, int open) {
        int last = Math.min(text.length(), open + MAX_QUOTATION);
        for (int at = open + 1; at < last; at++) {
            if (QUOTES.indexOf(text.charAt(at)) >= 0) {
                return at;
            }
        }
        return open;
    }
}
