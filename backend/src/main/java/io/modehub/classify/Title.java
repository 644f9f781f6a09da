package io.modehub.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Takes window titles apart. They are hostile input: everything here is bounded and nothing is interpreted. */
final class Title {
    private static final int MAX_SEGMENTS = 8;
    private static final int MAX_WORDS = 24;
    private static final int SHORTEST_WORD = 2;
    private static final int LONGEST_WORD = 24;

    private Title() {}

    /** The parts between {@code " - "}, {@code " — "}, {@code " | "} and the like, lower-case, at most eight. */
    static List<String> segments(String title) {
        String text = title.toLowerCase(Locale.ROOT).replace("\u200b", "");
        List<String> segments = new ArrayList<>();
        int start = 0;
        for (int i = 1; i + 1 < text.length() && segments.size() < MAX_SEGMENTS - 1; i++) {
            if (text.charAt(i - 1) == ' ' && text.charAt(i + 1) == ' ' && "-–—|·".indexOf(text.charAt(i)) >= 0) {
                segments.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        segments.add(text.substring(start).strip());
        return segments;
    }

    /** Cuts what the application appends about itself off the end; the first segment always stays. */
    static void cutSuffix(List<String> segments, Predicate<String> isApplication) {
        while (segments.size() > 1 && isApplication.test(segments.get(segments.size() - 1))) {
            segments.remove(segments.size() - 1);
        }
    }

    /** Lower-case words of letters only; what holds a digit or an at sign is an id, a counter or an address. */
    static List<String> words(List<String> segments) {
        List<String> words = new ArrayList<>();
        for (String segment : segments) {
            for (String chunk : segment.split("\\s+")) {
                if (chunk.indexOf('@') < 0) {
                    addRuns(chunk, words);
                }
            }
        }
        return words;
    }

    private static void addRuns(String chunk, List<String> words) {
        int start = 0;
        boolean letters = true;
        for (int i = 0; i <= chunk.length() && words.size() < MAX_WORDS; i++) {
            if (i < chunk.length() && Character.isLetterOrDigit(chunk.charAt(i))) {
                letters &= !Character.isDigit(chunk.charAt(i));
                continue;
            }
            int length = i - start;
            if (letters && length >= SHORTEST_WORD && length <= LONGEST_WORD) {
                words.add(chunk.substring(start, i));
            }
            start = i + 1;
            letters = true;
        }
    }
}
