package io.modehub.chat.analyst;

import io.modehub.chat.analyst.Lexicon.Compound;
import io.modehub.chat.analyst.Lexicon.Hit;
import io.modehub.chat.analyst.TimePart.Found;
import io.modehub.chat.tools.Language;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Gives the words of a question their meanings, from left to right, the longest expression first. */
final class Tagger {
    /** More unknown words are looked at for slips of the finger no further: such a question is none. */
    private static final int MOST_MISTYPED = 40;

    private static final int LONGEST_SMALL_WORD = 2;

    private final Names names;
    private final DateGrammar dates;
    private final Lexicon first;
    private final Lexicon second;
    private final Language language;

    Tagger(Names names, DateGrammar dates, Language language) {
        this.names = names;
        this.dates = dates;
        this.language = language;
        this.first = Lexicon.of(language);
        this.second = Lexicon.of(language == Language.GERMAN ? Language.ENGLISH : Language.GERMAN);
    }

    Tagged tag(Words typed) {
        AtomicInteger looked = new AtomicInteger();
        Words words =
                typed.spelt(word -> isKnown(word) || looked.incrementAndGet() > MOST_MISTYPED ? word : corrected(word));
        List<Tag> tags = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Tag tag = longest(words, at);
            if (tag == null
                    && !words.get(at).isSign()
                    && NumberWords.cardinal(words, at) < 0
                    && !words.get(at).isNumber()) {
                tag = unknown.size() < MOST_MISTYPED ? guessed(words, at) : null;
                if (tag == null && words.text(at).length() > LONGEST_SMALL_WORD) {
                    unknown.add(at);
                }
            }
            if (tag != null) {
                tags.add(tag);
            }
            at = tag == null ? at + 1 : tag.end();
        }
        return new Tagged(words, language, Tagger.eating(tags), unknown);
    }

    /** "Was frisst am meisten" and "Wie viel Zeit frisst Slack": only the first is about the most. */
    private static List<Tag> eating(List<Tag> tags) {
        boolean which = tags.stream().anyMatch(tag -> tag.is(Concept.WHAT) || tag.is(Concept.WHICH));
        Set<Concept> meaning = Set.of(which ? Concept.MOST : Concept.USING);
        return tags.stream()
                .map(tag ->
                        tag.is(Concept.EATING) ? new Tag(meaning, tag.name(), tag.time(), tag.from(), tag.end()) : tag)
                .toList();
    }

    private boolean isKnown(String word) {
        Words alone = Words.of(word);
        return alone.size() != 1
                || alone.get(0).isSign()
                || NumberWords.cardinal(alone, 0) >= 0
                || NumberWords.ordinal(alone, 0).number() > 0
                || first.knows(word)
                || second.knows(word)
                || names.knows(word)
                || CalendarWords.names().contains(word)
                || dates.at(alone, 0) != null
                || hit(alone, 0) != null
                || names.inflected(word) != null
                || compound(word, 0) != null;
    }

    private String corrected(String word) {
        String mine = Speller.of(language).corrected(word);
        return mine.equals(word)
                ? Speller.of(language == Language.GERMAN ? Language.ENGLISH : Language.GERMAN)
                        .corrected(word)
                : mine;
    }

    private @Nullable Tag longest(Words words, int at) {
        Names.Match name = names.at(words, at);
        Found date = dates.at(words, at);
        Hit hit = hit(words, at);
        int nameLength = name == null ? 0 : name.length();
        int dateLength = date == null ? 0 : date.end() - at;
        int hitLength = hit == null ? 0 : hit.length();
        if (name != null && nameLength >= dateLength && nameLength >= hitLength) {
            Set<Concept> also = hit != null && hitLength == nameLength ? meanings(hit.concepts()) : Set.of();
            return new Tag(also, Optional.of(name.name()), List.of(), at, at + nameLength);
        }
        if (date != null && dateLength >= hitLength) {
            return new Tag(Set.of(), Optional.empty(), date.parts(), at, date.end());
        }
        return hit == null ? null : new Tag(hit.concepts(), Optional.empty(), List.of(), at, at + hitLength);
    }

    private @Nullable Hit hit(Words words, int at) {
        Hit mine = first.at(words, at);
        Hit other = second.at(words, at);
        if (mine == null || other == null) {
            return mine == null ? other : mine;
        }
        return mine.exact() || !other.exact() || other.length() < mine.length() ? mine : other;
    }

    /** Of a name's own word only what it does beside being a name. */
    private static Set<Concept> meanings(Set<Concept> concepts) {
        Set<Concept> kept = EnumSet.noneOf(Concept.class);
        concepts.stream()
                .filter(concept -> concept == Concept.WORK
                        || concept == Concept.WORKING
                        || concept == Concept.BREAK
                        || concept == Concept.FOCUS)
                .forEach(kept::add);
        return kept;
    }

    private @Nullable Tag guessed(Words words, int at) {
        String word = words.text(at);
        Name inflected = names.inflected(word);
        if (inflected != null) {
            return new Tag(Set.of(), Optional.of(inflected), List.of(), at, at + 1);
        }
        Tag compound = compound(word, at);
        if (compound != null) {
            return compound;
        }

        Name name = names.mistyped(word);
        if (name != null) {
            return new Tag(Set.of(), Optional.of(name), List.of(), at, at + 1);
        }
        boolean adverb = word.endsWith("lich") || word.endsWith("weise") || word.endsWith("ly");
        return adverb ? new Tag(Set.of(Concept.FILLER), Optional.empty(), List.of(), at, at + 1) : null;
    }

    /** "Lernzeit", "Meetingstunden", "Kaffeepause": the last part rules. */
    private @Nullable Tag compound(String word, int at) {
        for (Lexicon lexicon : List.of(first, second)) {
            for (Compound cut : lexicon.compounds(word)) {
                Tag tag = compound(cut, at);
                if (tag != null) {
                    return tag;
                }
            }
        }
        return null;
    }

    private @Nullable Tag compound(Compound cut, int at) {
        for (String head :
                List.of(cut.head(), without(cut.head(), "s"), without(cut.head(), "n"), without(cut.head(), "en"))) {
            Words alone = Words.of(head);
            if (alone.size() != 1) {
                continue;
            }
            Set<Concept> all = EnumSet.copyOf(cut.ending());
            Names.Match name = names.at(alone, 0);
            Name named = name != null ? name.name() : names.inflected(head);
            Found date = dates.at(alone, 0);
            Hit hit = hit(alone, 0);
            if (hit != null) {
                hit.concepts().stream()
                        .filter(concept -> !concept.refuses() && concept != Concept.FILLER)
                        .forEach(all::add);
            }
            boolean month = date != null && CalendarWords.month(head) != null;
            if (named != null
                    || hit != null
                    || (date != null && !(month && cut.ending().contains(Concept.WEEK)))) {
                List<TimePart> time = named == null && date != null ? date.parts() : List.of();
                return new Tag(all, Optional.ofNullable(named), time, at, at + 1);
            }
        }
        return null;
    }

    private static String without(String head, String ending) {
        return head.endsWith(ending) && head.length() > ending.length() + 2
                ? head.substring(0, head.length() - ending.length())
                : head;
    }

    /** The language most of the words belong to; on a tie the person's own. */
    static Language language(Words words, Language own) {
        int german = 0;
        int english = 0;
        for (int at = 0; at < words.size(); at++) {
            boolean inGerman = Lexicon.of(Language.GERMAN).knows(words.text(at));
            boolean inEnglish = Lexicon.of(Language.ENGLISH).knows(words.text(at));
            german += inGerman && !inEnglish ? 1 : 0;
            english += inEnglish && !inGerman ? 1 : 0;
        }
        return german == english ? own : german > english ? Language.GERMAN : Language.ENGLISH;
    }
}
