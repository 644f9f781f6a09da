package io.modehub.chat.analyst;

import io.modehub.chat.tools.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts slips of the finger right in words that mean nothing as they stand. */
final class Speller {
    /** Shorter words are one letter away from too many others; of them only swapped letters are put right. */
    private static final int SHORTEST = 6;

    private static final int SHORTEST_SWAPPED = 3;

    private static final Speller GERMAN = new Speller(Language.GERMAN);
    private static final Speller ENGLISH = new Speller(Language.ENGLISH);

    private final Map<Character, List<String>> known = new HashMap<>();

    private Speller(Language language) {
        Set<String> all = new TreeSet<>(Lexicon.of(language).words());
        all.addAll(CalendarWords.names());
        for (String word : all) {
            known.computeIfAbsent(word.charAt(0), any -> new ArrayList<>()).add(word);
        }
    }

    static Speller of(Language language) {
        return language == Language.GERMAN ? GERMAN : ENGLISH;
    }

    /** The known word one slip away; the word itself where there is none. */
    String corrected(String word) {
        if (word.length() < SHORTEST_SWAPPED) {
            return word;
        }
        for (String candidate : known.getOrDefault(word.charAt(0), List.of())) {
            boolean near = word.length() < SHORTEST ? Typos.swapped(word, candidate) : Typos.near(word, candidate);
            if (near && candidate.length() >= SHORTEST_SWAPPED) {
                return candidate;
            }
        }
        return word;
    }
}
