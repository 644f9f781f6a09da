package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import io.modehub.chat.analyst.Outcome.AboutItself;
import io.modehub.chat.analyst.Outcome.Doubt;
import io.modehub.chat.analyst.Outcome.Refused;
import io.modehub.chat.analyst.Outcome.Unclear;
import io.modehub.chat.analyst.Outcome.Understood;
import io.modehub.chat.analyst.Outcome.Unrecorded;
import io.modehub.chat.tools.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads questions of one person at one moment. Where it is not sure it says so instead of guessing. */
final class Reader {
    private static final int SHORT_QUESTION = 7;

    private final Names names;
    private final Calendar calendar;
    private final Meanings meanings;
    private final Doubts doubts;

    Reader(Names names, Calendar calendar) {
        this.names = names;
        this.calendar = calendar;
        this.meanings = new Meanings(names, calendar);
        this.doubts = new Doubts(calendar);
    }

    Calendar calendar() {
        return calendar;
    }

    /** Reads a question, in the language it is taken for. */
    Outcome read(Words words, Language language, Optional<Reading> before) {
        Outcome whole = readOne(tag(words, language), before);
        if (whole instanceof Understood || isFinal(whole)) {
            return whole;
        }
        return ofSentences(words, language, before).orElse(whole);
    }

    private Tagged tag(Words words, Language language) {
        DateGrammar dates = new DateGrammar(calendar, language == Language.ENGLISH);
        return new Tagger(names, dates, language).tag(words);
    }

    /** Orders to write are refused whatever else is said. */
    private static boolean isFinal(Outcome outcome) {
        return outcome instanceof Refused refused
                && (refused.because() == WRITING || refused.because() == CREATING || refused.because() == FORECAST);
    }

    /** Of several sentences the last that is a whole question; the others are talk. */
    private Optional<Outcome> ofSentences(Words words, Language language, Optional<Reading> before) {
        List<Words> sentences = sentences(words);
        for (int i = sentences.size() - 1; i >= 0 && sentences.size() > 1; i--) {
            Tagged tagged = tag(sentences.get(i), language);
            boolean own = tagged.has(SELF) || !tagged.names().isEmpty();
            if (own && readOne(tagged, before) instanceof Understood understood) {
                return Optional.of(understood);
            }
        }
        return Optional.empty();
    }

    private static List<Words> sentences(Words words) {
        List<Words> sentences = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < words.size(); at++) {
            boolean end = words.is(at, "?", "!", ";")
                    || (words.is(at, ".") && !words.get(at - (at > 0 ? 1 : 0)).isNumber());
            if ((end || at == words.size() - 1) && at >= from) {
                sentences.add(words.between(from, at + 1));
                from = at + 1;
            }
        }
        return sentences;
    }

    private Outcome readOne(Tagged tagged, Optional<Reading> before) {
        boolean regroups =
                before.isPresent() && Groupings.named(tagged).isPresent() && tagged.has(EXCEPT) && tagged.has(WHY);
        Optional<Concept> refusal = regroups ? Optional.empty() : Refusals.of(tagged);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (tagged.has(ABOUT) && tagged.names().isEmpty() && !tagged.hasTime()) {
            return new AboutItself();
        }
        Slots slots = Slots.of(tagged, names, calendar);
        if (slots.times().ahead()) {
            return new Refused(FORECAST);
        }
        boolean greeting = tagged.unknown().isEmpty()
                && tagged.tags().stream().allMatch(tag -> tag.is(FILLER) && !tag.is(SELF))
                && before.isEmpty();
        if (greeting && !tagged.tags().isEmpty()) {
            return new AboutItself();
        }
        return slots(slots, before, regroups);
    }

    private Outcome slots(Slots slots, Optional<Reading> before, boolean regroups) {
        Optional<Reading> read = before.isPresent() && FollowUp.follows(slots)
                ? FollowUp.of(
                        before.get(),
                        slots,
                        meanings.of(slots, Optional.of(before.get().when())))
                : meanings.of(slots, inherited(slots, before));
        if (slots.times().impossible()) {
            return new Unclear(Doubt.IMPOSSIBLE_TIME, Optional.empty(), doubts.candidates(slots, read));
        }
        Optional<Integer> puzzle = slots.tagged().unknown().stream().findFirst();
        if (slots.missing().isPresent()
                && slots.modes().isEmpty()
                && slots.apps().isEmpty()
                && puzzle.isEmpty()
                && (read.isPresent() || slots.tagged().words().size() <= SHORT_QUESTION)) {
            return new Unrecorded(slots.missing().get().spoken());
        }
        if (slots.missing().isPresent()) {
            return new Unclear(
                    Doubt.UNKNOWN_WORD, Optional.of(slots.missing().get().spoken()), doubts.candidates(slots, read));
        }
        if (puzzle.isPresent()) {
            return new Unclear(
                    Doubt.UNKNOWN_WORD,
                    puzzle.map(at -> slots.tagged().words().get(at).raw()),
                    doubts.candidates(slots, read));
        }
        if (slots.kind().isPresent()) {
            List<Reading> each = slots.kind().get().apps().stream()
                    .limit(3)
                    .flatMap(app -> read.map(one -> one.with(one.filters().withApp(app))).stream())
                    .toList();
            return new Unclear(Doubt.SEVERAL_APPS, slots.kind().map(Name.Kind::spoken), each);
        }
        if (slots.has(EXCEPT) && !regroups && !slots.has(NO_BREAK)) {
            int at = slots.tagged().indexOf(EXCEPT);
            return new Unclear(
                    Doubt.EXCEPTION, Optional.of(slots.tagged().words().get(at).raw()), doubts.candidates(slots, read));
        }
        if (read.isEmpty()) {
            boolean follows = before.isEmpty() && slots.has(AND_FOLLOWS);
            return new Unclear(
                    follows ? Doubt.NOTHING_BEFORE : Doubt.NO_METRIC, Optional.empty(), doubts.candidates(slots, read));
        }
        return doubts.checked(slots, read.get());
    }

    /** In a conversation a question about the past without a period is about the period before. */
    private Optional<When> inherited(Slots slots, Optional<Reading> before) {
        return before.filter(any -> slots.has(PAST) || slots.tagged().words().is(0, "und", "and"))
                .map(Reading::when);
    }
}
