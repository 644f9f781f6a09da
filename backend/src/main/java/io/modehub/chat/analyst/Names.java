package io.modehub.chat.analyst;

import io.modehub.chat.analyst.AppAliases.Alias;
import io.modehub.chat.analyst.Name.AppName;
import io.modehub.chat.analyst.Name.Kind;
import io.modehub.chat.analyst.Name.Missing;
import io.modehub.chat.analyst.Name.ModeName;
import io.modehub.chat.tools.Language;
import io.modehub.chat.tools.Vocabulary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the person's own modes and apps in a question. Names are data: nothing in them is ever a command. */
final class Names {
    private static final Set<String> NOISE = Set.of(
            "exe",
            "app",
            "win64",
            "win32",
            "x64",
            "shipping",
            "org",
            "com",
            "gnome",
            "kde",
            "for",
            "linux",
            "desktop",
            "server",
            "bin",
            "microsoft",
            "google",
            "adobe",
            "ms",
            "client",
            "launcher",
            "64",
            "stable");
    private static final Set<String> APP_MARKS =
            Set.of("app", "apps", "programm", "anwendung", "application", "program", "software", "tool", "prozess");
    private static final Set<String> MODE_MARKS = Set.of("modus", "mode", "kategorie", "category", "modi", "modes");
    private static final int SHORTEST_MISTYPED = 5;
    private static final int SHORTEST_STEM = 4;

    private final Map<String, List<Entry>> byWord = new HashMap<>();
    private final Set<String> words = new HashSet<>();
    private final Map<String, Name> byStem = new HashMap<>();
    private final Map<Concept, Name> byConcept = new EnumMap<>(Concept.class);

    /** @param weak whether it is an ordinary word too, so that it needs a mark or quotation marks */
    private record Entry(List<String> words, Name name, boolean weak) {}

    /** @param length in words of the question, signs within the name included */
    record Match(Name name, int length) {}

    Names(Vocabulary vocabulary) {
        vocabulary.modes().forEach(mode -> {
            add(Words.of(mode), new ModeName(mode));
            Words words = Words.of(mode);
            if (words.size() == 1 && stem(words.text(0)).length() >= SHORTEST_STEM) {
                byStem.putIfAbsent(stem(words.text(0)), new ModeName(mode));
            }
        });
        addApps(vocabulary.apps());
        addMeanings(vocabulary);
    }

    /** The mode that a meaning such as {@link Concept#GAMING} has in the person's list, whatever they call it. */
    Name of(Concept meaning) {
        return byConcept.getOrDefault(
                meaning,
                new Missing(
                        meaning.name().charAt(0) + meaning.name().substring(1).toLowerCase(java.util.Locale.ROOT)));
    }

    /** The longest name that begins at a word. */
    @Nullable Match at(Words question, int at) {
        Match best = null;
        boolean marked = isMarked(question, at, APP_MARKS);
        for (Entry entry : byWord.getOrDefault(question.text(at), List.of())) {
            int length = length(entry, question, at);
            boolean isMode = entry.name instanceof ModeName;
            if (length > 0
                    && (!entry.weak
                            || question.get(at).quoted()
                            || isMarked(question, at, APP_MARKS, length)
                            || isMarked(question, at, MODE_MARKS, length))
                    && (best == null
                            || length > best.length
                            || (length == best.length && marked && best.name instanceof ModeName && !isMode))) {
                best = new Match(entry.name, length);
            }
        }
        return best;
    }

    /** Whether a word is part of a name. */
    boolean knows(String word) {
        return words.contains(word);
    }

    /** A mode of the person's own by another form of its word: "gelernt" for "Lernen". */
    @Nullable Name inflected(String word) {
        String stem = stem(word);
        return stem.length() >= SHORTEST_STEM ? byStem.get(stem) : null;
    }

    /** A name one slip away from a word. */
    @Nullable Name mistyped(String word) {
        if (word.length() < SHORTEST_MISTYPED - 1) {
            return null;
        }
        for (Map.Entry<String, List<Entry>> one : byWord.entrySet()) {
            boolean candidate =
                    one.getKey().length() >= SHORTEST_MISTYPED && one.getKey().charAt(0) == word.charAt(0);
            if (candidate && Typos.near(word, one.getKey())) {
                for (Entry entry : one.getValue()) {
                    if (entry.words.size() == 1 && !entry.weak && !(entry.name instanceof Missing)) {
                        return entry.name;
                    }
                }
            }
        }
        return null;
    }

    private static boolean isMarked(Words question, int at, Set<String> marks, int length) {
        return isMarked(question, at, marks) || marks.contains(question.text(at + length));
    }

    private static boolean isMarked(Words question, int at, Set<String> marks) {
        return marks.contains(question.text(at - 1))
                || (question.is(at - 1, "called", "namens", "named") && marks.contains(question.text(at - 2)));
    }

    private static int length(Entry entry, Words question, int at) {
        int next = at;
        for (int i = 0; i < entry.words.size(); i++) {
            while (i > 0
                    && next < question.size()
                    && question.get(next).isSign()
                    && next < at + 2 * entry.words.size() + 2) {
                next++;
            }
            if (!entry.words.get(i).equals(question.text(next))) {
                return 0;
            }
            next++;
        }
        boolean extension = question.is(next, ".") && question.is(next + 1, "exe", "app");
        return next - at + (extension ? 2 : 0);
    }

    private void addApps(List<String> apps) {
        Map<String, List<String>> byPlain = new LinkedHashMap<>();
        apps.forEach(app -> byPlain.computeIfAbsent(AppAliases.plain(app), any -> new ArrayList<>())
                .add(app));
        for (Alias alias : AppAliases.all()) {
            List<String> meant = new ArrayList<>();
            byPlain.forEach((plain, names) -> {
                if (alias.reported().contains(plain)) {
                    meant.addAll(names);
                }
            });
            alias.spoken().forEach(spoken -> add(spoken, meaning(alias, spoken, meant)));
        }
        byPlain.forEach((plain, names) -> {
            Name name = new AppName(names.get(0), names.subList(1, names.size()));
            Words split = Words.of(camelCase(names.get(0)));
            add(Words.of(plain), name);
            add(split, name);
            add(withoutNoise(split), name);
            add(withoutNoise(Words.of(plain)), name);
        });
    }

    private static Name meaning(Alias alias, Words spoken, List<String> meant) {
        if (meant.isEmpty()) {
            StringBuilder said = new StringBuilder();
            for (int i = 0; i < spoken.size(); i++) {
                said.append(i == 0 ? "" : " ").append(spoken.get(i).raw());
            }
            return new Missing(said.toString());
        }
        return alias.kind() && meant.size() > 1
                ? new Kind(spoken.get(0).raw(), meant)
                : new AppName(meant.get(0), meant.subList(1, meant.size()));
    }

    private void add(Words spoken, Name name) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < spoken.size(); i++) {
            if (!spoken.get(i).isSign()) {
                words.add(spoken.text(i));
            }
        }
        if (words.isEmpty()) {
            return;
        }
        this.words.addAll(words);
        List<Entry> there = byWord.computeIfAbsent(words.get(0), any -> new ArrayList<>());
        boolean known = there.stream()
                .anyMatch(entry -> entry.words.equals(words)
                        && (entry.name instanceof ModeName == name instanceof ModeName)
                        && !(entry.name instanceof Missing));
        if (!known) {
            there.removeIf(entry -> entry.words.equals(words) && entry.name instanceof Missing);
            there.add(new Entry(List.copyOf(words), name, isWeak(words, name)));
        }
    }

    /** Whether people also say it without meaning the name. */
    private static boolean isWeak(List<String> words, Name name) {
        String text = String.join(" ", words);
        if (text.length() <= 2 || text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ' ')) {
            return true;
        }
        Words parsed = Words.of(text);
        boolean date = parsed.size() == 1
                && (CalendarWords.day(text) != null
                        || CalendarWords.month(text) != null
                        || CalendarWords.unit(text) != null
                        || CalendarWords.part(text) != null
                        || parsed.is(
                                0, "heute", "gestern", "morgen", "today", "yesterday", "tomorrow", "spring", "may"));
        boolean ordinary = List.of(Language.GERMAN, Language.ENGLISH).stream()
                .map(language -> Lexicon.of(language).at(parsed, 0))
                .anyMatch(hit -> hit != null
                        && hit.length() == parsed.size()
                        && hit.concepts().stream().anyMatch(Names::isGrammar));
        return date || (ordinary && !(name instanceof Kind));
    }

    private static boolean isGrammar(Concept concept) {
        return concept.compareTo(Concept.WORK) < 0
                || (concept.compareTo(Concept.START) >= 0 && concept.compareTo(Concept.AND_FOLLOWS) <= 0);
    }

    private void addMeanings(Vocabulary vocabulary) {
        for (Concept meaning : List.of(Concept.MEETING, Concept.RELAX, Concept.GAMING)) {
            called(meaning, vocabulary.modes()).ifPresent(mode -> byConcept.put(meaning, new ModeName(mode)));
        }
        Optional<String> meeting = called(Concept.MEETING, vocabulary.workModes());
        Optional<String> work =
                called(Concept.WORK, vocabulary.workModes()).or(() -> called(Concept.WORK, vocabulary.modes()));
        Optional<String> firstOther = vocabulary.workModes().stream()
                .filter(mode -> !Optional.of(mode).equals(meeting))
                .findFirst();
        work.or(() -> firstOther).ifPresent(mode -> byConcept.put(Concept.WORK, new ModeName(mode)));
        vocabulary.workModes().stream()
                .filter(mode -> !new ModeName(mode).equals(byConcept.get(Concept.WORK)))
                .findFirst()
                .ifPresent(mode -> byConcept.putIfAbsent(Concept.MEETING, new ModeName(mode)));
    }

    /** The mode whose name is a word for a meaning. */
    private static Optional<String> called(Concept meaning, List<String> modes) {
        return modes.stream()
                .filter(mode -> List.of(Language.ENGLISH, Language.GERMAN).stream()
                        .anyMatch(language -> {
                            Words words = Words.of(mode);
                            Lexicon.Hit hit = words.size() == 0
                                    ? null
                                    : Lexicon.of(language).at(words, 0);
                            return hit != null
                                    && hit.length() == words.size()
                                    && hit.concepts().contains(meaning);
                        }))
                .findFirst();
    }

    private static Words withoutNoise(Words words) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            if (!NOISE.contains(words.text(i))) {
                kept.append(words.text(i)).append(' ');
            }
        }
        return Words.of(kept.toString());
    }

    private static String camelCase(String name) {
        return AppAliases.plain(name).length() < name.length()
                ? name.substring(0, AppAliases.plain(name).length()).replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                : name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    /** A rough stem: without {@code ge-}, {@code -en}, {@code -ing} and the like. */
    private static String stem(String word) {
        String stem = word.startsWith("ge") && word.length() > 5 && word.endsWith("t") ? word.substring(2) : word;
        for (String ending : List.of("ing", "en", "ed", "et", "st", "e", "t", "n", "s")) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= SHORTEST_STEM) {
                return stem.substring(0, stem.length() - ending.length());
            }
        }
        return stem;
    }
}
