package io.modehub.chat.analyst;

import io.modehub.chat.tools.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of a language and what they contribute; read once from its resource. */
final class Lexicon {
    private static final Lexicon GERMAN = new Lexicon("words-de.txt");
    private static final Lexicon ENGLISH = new Lexicon("words-en.txt");
    private static final int SHORTEST_STEM = 2;
    private static final int SHORTEST_HEAD = 3;

    private final Map<String, List<Phrase>> byWord = new HashMap<>();
    private final Map<String, List<Phrase>> byStem = new HashMap<>();
    private final Map<String, Set<Concept>> byEnding = new HashMap<>();
    private final Set<String> words = new HashSet<>();

    /** Words in a row; each an exact word, or a stem where it ends in {@code *}. */
    private record Phrase(List<String> words, Set<Concept> concepts) {
        boolean matches(Words question, int at) {
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                String there = question.text(at + i);
                boolean same = word.endsWith("*")
                        ? there.startsWith(word.substring(0, word.length() - 1))
                        : there.equals(word);
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param length in words */
    record Hit(Set<Concept> concepts, int length, boolean exact) {}

    static Lexicon of(Language language) {
        return language == Language.GERMAN ? GERMAN : ENGLISH;
    }

    private Lexicon(String resource) {
        Map<List<String>, Set<Concept>> phrases = new HashMap<>();
        for (String line : read(resource)) {
            int equals = line.indexOf('=');
            Concept concept = Concept.valueOf(line.substring(0, equals).strip());
            for (String entry : line.substring(equals + 1).split(",")) {
                add(entry.strip(), concept, phrases);
            }
        }
        phrases.forEach(this::index);
    }

    private void add(String entry, Concept concept, Map<List<String>, Set<Concept>> phrases) {
        if (entry.startsWith("*")) {
            byEnding.computeIfAbsent(Words.fold(entry.substring(1)), any -> EnumSet.noneOf(Concept.class))
                    .add(concept);
            return;
        }
        List<String> words = new ArrayList<>();
        Words parsed = Words.of(entry);
        for (int i = 0; i < parsed.size(); i++) {
            boolean stem = parsed.is(i, "*") && i > 0;
            if (stem) {
                words.set(words.size() - 1, words.get(words.size() - 1) + "*");
            } else {
                words.add(parsed.text(i));
            }
        }
        if (!words.isEmpty()) {
            phrases.computeIfAbsent(words, any -> EnumSet.noneOf(Concept.class)).add(concept);
        }
    }

    private void index(List<String> words, Set<Concept> concepts) {
        Phrase phrase = new Phrase(List.copyOf(words), concepts);
        words.stream().filter(word -> !word.endsWith("*")).forEach(this.words::add);
        String first = words.get(0);
        if (first.endsWith("*")) {
            byStem.computeIfAbsent(first.substring(0, first.length() - 1), any -> new ArrayList<>())
                    .add(phrase);
            return;
        }
        byWord.computeIfAbsent(first, any -> new ArrayList<>()).add(phrase);
    }

    /** The longest entry that begins at a word; a whole word before a stem, a longer stem before a shorter one. */
    @Nullable Hit at(Words question, int at) {
        String word = question.text(at);
        Phrase best = longest(byWord.get(word), question, at, null);
        boolean exact = best != null;
        for (int length = word.length(); length >= SHORTEST_STEM; length--) {
            List<Phrase> stems = byStem.get(word.substring(0, length));
            Phrase found = stems == null ? null : longest(stems, question, at, best);
            if (found != null && !found.equals(best)) {
                best = found;
                exact = false;
            }
        }
        return best == null ? null : new Hit(best.concepts, best.words.size(), exact);
    }

    private static @Nullable Phrase longest(
            @Nullable List<Phrase> candidates, Words question, int at, @Nullable Phrase best) {
        Phrase longest = best;
        for (Phrase candidate : candidates == null ? List.<Phrase>of() : candidates) {
            if ((longest == null || candidate.words.size() > longest.words.size()) && candidate.matches(question, at)) {
                longest = candidate;
            }
        }
        return longest;
    }

    /** Whether a word is one of the language's own, names of days and months included. */
    boolean knows(String word) {
        return words.contains(word);
    }

    /** All words of all entries. */
    Set<String> words() {
        return words;
    }

    /** A word cut into its head and a last part that the language knows, the longest such part first; empty: none. */
    List<Compound> compounds(String word) {
        List<Compound> cuts = new ArrayList<>();
        for (int cut = SHORTEST_HEAD; cut < word.length() - 1; cut++) {
            Set<Concept> ending = byEnding.get(word.substring(cut));
            if (ending != null) {
                cuts.add(new Compound(word.substring(0, cut), ending));
            }
        }
        return cuts;
    }

    record Compound(String head, Set<Concept> ending) {}

    private static List<String> read(String name) {
        InputStream in = Lexicon.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("missing resource " + name);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
