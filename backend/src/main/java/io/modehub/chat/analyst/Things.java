package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.Optional;
import java.util.Set;

/**
 * Questions about single things, of which the log has none: it has time, not meetings. "Wie lange dauert ein Meeting?", "mein
 * längstes Meeting", "nach dem letzten Meeting", "wie viele Apps".
 */
final class Things {
    private static final Set<String> ONE = Set.of(
            "ein", "eine", "einem", "einer", "eines", "a", "an", "one", "pro", "je", "per", "jedes", "jede", "each",
            "every");
    private static final Set<String> ANCHORS =
            Set.of("nach", "vor", "zwischen", "after", "before", "between", "seit", "since");

    /** Words that may stand between those and the name. */
    private static final int MOST_BETWEEN = 3;

    private Things() {}

    /** Whether a question is about single stretches of a mode. */
    static boolean areStretches(Slots slots, Reading reading) {
        if (reading.filters().mode().isEmpty() || !reading.metric().takesFilters()) {
            return false;
        }
        Tagged tagged = slots.tagged();
        boolean each = slots.has(HOW_LONG, AVERAGE) && namesAfter(tagged, ONE, 1);
        boolean longest = tagged.tags().stream()
                .filter(tag -> tag.is(MOST) || tag.is(LEAST))
                .filter(tag -> isLength(tagged.words().text(tag.end() - 1)))
                .anyMatch(tag -> isThing(tagged, tag.end()));
        boolean mean = tagged.tags().stream()
                .filter(tag -> tag.is(AVERAGE))
                .anyMatch(tag -> isThing(tagged, tag.end())
                        && !isTime(tagged, tag.end())
                        && !tagged.words().is(tag.end() + 1, "time", "hours", "zeit"));
        return each || longest || mean;
    }

    private static boolean isLength(String word) {
        return word.startsWith("laengst")
                || word.startsWith("kuerzest")
                || word.equals("longest")
                || word.equals("shortest");
    }

    /** Whether a name only says before or after what. */
    static boolean areAnchors(Slots slots, Reading reading) {
        boolean compares = reading.metric() == Metric.VERSUS || reading.metric() == Metric.COMPARE;
        return !compares && namesAfter(slots.tagged(), ANCHORS, MOST_BETWEEN);
    }

    private static boolean namesAfter(Tagged tagged, Set<String> words, int within) {
        for (int at = 0; at < tagged.words().size(); at++) {
            if (words.contains(tagged.words().text(at)) && !isPart(tagged, at)) {
                for (int next = at + 1; next <= at + within; next++) {
                    if (isThing(tagged, next)) {
                        return true;
                    }
                    if (!isFiller(tagged, next)) {
                        break;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a word belongs to a longer expression that is understood. */
    private static boolean isPart(Tagged tagged, int at) {
        return tagged.tags().stream()
                .anyMatch(tag -> tag.from() <= at
                        && at < tag.end()
                        && (tag.end() - tag.from() > 1 || !tag.time().isEmpty()));
    }

    private static boolean isFiller(Tagged tagged, int at) {
        return tagged.tags().stream()
                .anyMatch(tag -> tag.from() == at && (tag.is(FILLER) || tag.is(SELF) || tag.is(LAST) || tag.is(FIRST)));
    }

    /** "Meetingzeit": the time of it, not the thing. */
    private static boolean isTime(Tagged tagged, int at) {
        return tagged.words().text(at).endsWith("zeit")
                || tagged.words().text(at).endsWith("stunden");
    }

    private static boolean isThing(Tagged tagged, int at) {
        return tagged.tags().stream()
                .filter(tag -> tag.from() == at && !tag.is(WORKING))
                .anyMatch(tag -> tag.name()
                                .filter(name -> !(name instanceof Name.Missing))
                                .isPresent()
                        || tag.is(BREAK)
                        || tag.time().stream().anyMatch(TimePart.Part.class::isInstance)
                        || tag.is(MEETING)
                        || tag.is(GAMING)
                        || tag.is(WORK));
    }

    /** What is to be counted: the noun right after "wie viele". */
    private static Optional<Tag> counted(Slots slots) {
        Tagged tagged = slots.tagged();
        return slots.isCount()
                ? tagged.tags().stream()
                        .filter(tag -> tag.is(HOW_MANY))
                        .findFirst()
                        .flatMap(many -> tagged.tags().stream()
                                .filter(tag -> tag.from() >= many.end() && !tag.is(FILLER))
                                .findFirst())
                : Optional.empty();
    }

    /** Whether something is to be counted that the reading doesn't count. */
    static boolean areUncounted(Slots slots, Reading reading) {
        Metric metric = reading.metric();
        return counted(slots)
                .filter(noun -> noun.is(APP)
                        || noun.is(MODE)
                        || noun.is(WEEK)
                        || noun.is(MONTH)
                        || noun.time().stream().anyMatch(TimePart.Days.class::isInstance)
                        || (noun.is(DAY) && !metric.isOfDays()))
                .filter(noun -> noun.name().isEmpty() && !metric.isSwitches() && !metric.hasRows())
                .isPresent();
    }
}
