package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what a question says and its reading leaves out. To answer something else than was asked is worse than to ask back, so
 * each word that can make a figure another one must have had a part in the reading.
 */
final class Unheard {
    /** Of a meaning, the metrics that take it in. */
    private static final Map<Concept, Predicate<Metric>> HEARD_BY = new EnumMap<>(Concept.class);

    static {
        heard(BREAK, metric -> metric.isBreaks() || metric.isReport());
        heard(FOCUS, metric -> metric.isFocus() || metric == Metric.STRETCH);
        heard(SWITCH, Metric::isSwitches);
        heard(KEYBOARD, metric -> metric == Metric.KEYBOARD);
        heard(MOUSE, metric -> metric == Metric.MOUSE);
        heard(LOUD, metric -> metric == Metric.LOUDNESS);
        heard(OVERTIME, metric -> metric == Metric.OVERTIME || metric == Metric.OVERTIME_DAYS || metric.isReport());
        heard(BALANCE, Metric::isReport);
        heard(EARLIEST, metric -> metric.isTimeOfDay() || metric == Metric.FIRST_TIME || metric == Metric.LOG_START);
        heard(LATEST, metric -> metric.isTimeOfDay() || metric == Metric.LAST_TIME);
        heard(
                LAST_TIME,
                metric -> metric == Metric.LAST_TIME
                        || metric == Metric.LATEST
                        || metric == Metric.END
                        || metric == Metric.TIMELINE);
        heard(FIRST_TIME, metric -> metric == Metric.FIRST_TIME || metric == Metric.EARLIEST || metric == Metric.START);
        heard(
                SHARE,
                metric -> metric == Metric.SHARE
                        || metric == Metric.EVENING_SHARE
                        || metric == Metric.WEEKEND_SHARE
                        || metric.hasRows());
        heard(LEAST, metric -> metric == Metric.LEAST);
        heard(
                START,
                metric -> metric.isTimeOfDay()
                        || metric == Metric.LOG_START
                        || metric == Metric.FIRST_TIME
                        || metric == Metric.TIMELINE);
        heard(END, metric -> metric.isTimeOfDay() || metric == Metric.LAST_TIME || metric == Metric.TIMELINE);
        heard(
                FIRST,
                metric -> metric.isTimeOfDay()
                        || metric == Metric.FIRST_TIME
                        || metric == Metric.LOG_START
                        || metric == Metric.TIMELINE);
        heard(LAST, metric -> metric.isTimeOfDay() || metric == Metric.LAST_TIME || metric == Metric.TIMELINE);
        heard(AVERAGE, metric -> metric.isMean() || metric.hasRows());
        heard(PER_DAY, metric -> metric != Metric.COMPARE && metric != Metric.VERSUS);
        heard(PER_WEEK, metric -> !metric.isMean() && metric != Metric.COMPARE && metric != Metric.VERSUS);
        heard(THAN, metric -> metric == Metric.COMPARE || metric == Metric.VERSUS);
        heard(VERSUS, metric -> metric == Metric.COMPARE || metric == Metric.VERSUS);
        heard(MORE, metric -> metric == Metric.COMPARE || metric == Metric.VERSUS);
        heard(LESS, metric -> metric == Metric.COMPARE || metric == Metric.VERSUS);
        heard(
                WHEN,
                metric -> (!metric.isBreaks() && !metric.isFocus() && !metric.isReport())
                        || metric == Metric.BREAK_LONGEST
                        || metric == Metric.FOCUS_LONGEST);
    }

    /** "longer than 15 minutes" compares with no other time. */
    private static final Set<Concept> LENGTHS = Set.of(THAN, MORE, LESS);

    private Unheard() {}

    private static void heard(Concept concept, Predicate<Metric> by) {
        HEARD_BY.put(concept, by);
    }

    /** A meaning that the reading does nothing about; empty: all is taken in. */
    static Optional<Concept> in(Slots slots, Reading reading) {
        if (isOtherEnd(slots, reading.metric())) {
            return Optional.of(slots.has(EARLIEST) ? EARLIEST : LATEST);
        }
        boolean longerThan = slots.minMinutes() > 0;
        return HEARD_BY.entrySet().stream()
                .filter(entry -> slots.has(entry.getKey()) && !entry.getValue().test(reading.metric()))
                .filter(entry -> !(longerThan && LENGTHS.contains(entry.getKey())))
                .filter(entry -> entry.getKey() != LAST || !isOfTime(slots.tagged()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** "last Christmas". */
    private static boolean isOfTime(Tagged tagged) {
        return tagged.tags().stream().filter(tag -> tag.is(LAST)).allMatch(last -> tagged.tags().stream()
                .anyMatch(tag -> tag.from() == last.end() && !tag.time().isEmpty()));
    }

    /** "am spätesten angefangen", "earliest finish": of those there are no figures. */
    private static boolean isOtherEnd(Slots slots, Metric metric) {
        boolean start = slots.has(START, FROM_WHEN);
        boolean end = slots.has(END, UNTIL_WHEN);
        return metric.isTimeOfDay() && ((slots.has(EARLIEST) && end && !start) || (slots.has(LATEST) && start && !end));
    }

    /** What the time is to be split by that the reading doesn't: "nach Modus", "in which week". */
    static Optional<Grouping> grouping(Slots slots, Reading reading) {
        boolean choice = slots.has(OR) && (reading.metric() == Metric.COMPARE || reading.metric() == Metric.VERSUS);
        if (choice) {
            return Optional.empty();
        }
        Optional<Grouping> asked =
                Groupings.split(slots.tagged()).or(() -> reading.metric().isInput() ? each(slots) : Optional.empty());
        return asked.isPresent()
                ? asked.filter(by -> !splits(reading, by))
                : reading.grouping().filter(by -> !canSplit(reading.metric(), by));
    }

    /** "pro Woche", of what has no mean of a week. */
    private static Optional<Grouping> each(Slots slots) {
        return slots.has(PER_WEEK)
                ? Optional.of(Grouping.WEEK)
                : slots.has(PER_DAY)
                        ? Optional.of(Grouping.DAY)
                        : slots.has(PER_HOUR) ? Optional.of(Grouping.HOUR) : Optional.empty();
    }

    /** Whether the figure's tool has such rows. */
    private static boolean canSplit(Metric metric, Grouping by) {
        boolean fine = by == Grouping.HOUR || by == Grouping.WEEKDAY || by == Grouping.DAY;
        return metric.isInput() ? fine || by == Grouping.APP : metric.isSwitches() ? fine || by == Grouping.MODE : true;
    }

    /** Whether it is to be split by years or quarters, of which there are no rows. */
    static boolean isTooCoarse(Slots slots) {
        return slots.tagged().tags().stream()
                .filter(tag -> tag.is(QUARTER) || tag.is(YEAR))
                .anyMatch(tag -> slots.tagged().tags().stream().anyMatch(by -> by.is(BY) && by.end() == tag.from()));
    }

    /** Whether a number has no part in anything: "mehr als 40 Stunden". */
    static boolean isNumberLeft(Slots slots, Reading reading) {
        Tagged tagged = slots.tagged();
        Words words = tagged.words();
        if (reading.minMinutes() > 0) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            int at = i;
            boolean used = tagged.tags().stream().anyMatch(tag -> tag.from() <= at && at < tag.end())
                    || number(words, at) == reading.count();
            if (number(words, at) > 1 && !used) {
                return true;
            }
        }
        return false;
    }

    private static int number(Words words, int at) {
        return Math.max(
                NumberWords.cardinal(words, at), NumberWords.ordinal(words, at).number());
    }

    /** Whether a period is only said to end with a day: "bis zum 15. Oktober". */
    static boolean isOpenAtItsStart(Slots slots) {
        Tagged tagged = slots.tagged();
        List<Tag> ranges = tagged.tags().stream()
                .filter(tag -> tag.time().stream().anyMatch(TimePart.Range.class::isInstance))
                .toList();
        int at = ranges.size() == 1 ? ranges.get(0).from() : -1;
        boolean until = false;
        for (int before = at; at >= 0 && before >= at - 2; before--) {
            until = until || tagged.words().is(before, "bis", "until", "till");
        }
        return until && !tagged.words().is(ranges.get(0).end() - 1, "heute", "today", "jetzt", "now");
    }

    /** "this October than last October", where both are read as the same month. */
    static boolean isOneOfTwoPeriods(Slots slots, Reading reading) {
        long named = slots.tagged().timeParts().stream()
                .filter(part -> part.part() instanceof TimePart.Range)
                .count();
        return reading.metric() == Metric.COMPARE
                && named > 1
                && slots.times().whens().size() < 2;
    }

    /** Whether "the week before" stands alone, so that it is not clear before what. */
    static boolean isBeforeWhat(Slots slots, Reading reading) {
        Words words = slots.tagged().words();
        boolean two = slots.has(MORE, LESS, THAN, VERSUS, OR, TREND, AND_FOLLOWS);
        boolean and = false;
        for (int at = 0; at < words.size(); at++) {
            and = and || words.is(at, "und", "and", "zu", "to");
        }
        return reading.metric() == Metric.COMPARE && slots.has(BEFORE_THAT) && !two && !and;
    }

    private static boolean splits(Reading reading, Grouping by) {
        boolean weekdays = by == Grouping.DAY && reading.grouping().equals(Optional.of(Grouping.WEEKDAY));
        boolean days = by == Grouping.DAY && reading.metric().isOfDays();
        boolean modeSwitches = by == Grouping.MODE && reading.metric().isSwitches();
        boolean listed = (by == Grouping.MODE && reading.metric() == Metric.MODES)
                || (by == Grouping.APP && reading.metric() == Metric.APPS);
        boolean same =
                reading.grouping().equals(Optional.of(by)) || reading.also().equals(Optional.of(by));
        return weekdays || days || listed || (same && !modeSwitches && canSplit(reading.metric(), by));
    }
}
