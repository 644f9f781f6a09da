package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Figures of their own, which a word that compares does not change: what the log holds, reports, input, breaks, focus, days of work.
 * Rules in order, the first that applies rules.
 */
final class OwnFigures {
    private static final List<Function<Slots, Optional<Metric>>> RULES = List.of(
            OwnFigures::log,
            OwnFigures::report,
            OwnFigures::lastAndFirst,
            OwnFigures::input,
            OwnFigures::breaks,
            OwnFigures::focus,
            OwnFigures::workday);

    private OwnFigures() {}

    /** Empty where none of these is asked for. */
    static Optional<Metric> of(Slots slots) {
        return MetricRules.first(RULES, slots);
    }

    private static Optional<Metric> log(Slots slots) {
        if (slots.has(LOG_START)) {
            return Optional.of(Metric.LOG_START);
        }
        boolean list = slots.has(EXIST)
                && !slots.has(MOST, LEAST, HOW_LONG, USING, HOW_MANY)
                && !slots.tagged().hasTime();
        if (list && slots.has(MODE)) {
            return Optional.of(Metric.MODES);
        }
        return list && slots.has(APP) ? Optional.of(Metric.APPS) : Optional.empty();
    }

    private static Optional<Metric> report(Slots slots) {
        if (slots.has(BALANCE)) {
            return Optional.of(Metric.BALANCE);
        }
        boolean summary =
                slots.has(SUMMARY) && !slots.has(BY, MOST, LEAST, BREAK, FOCUS, OVERTIME, SHARE) && !slots.hasName();
        return summary ? Optional.of(Metric.SUMMARY) : Optional.empty();
    }

    private static Optional<Metric> lastAndFirst(Slots slots) {
        boolean thing = slots.hasName() || slots.has(ACTIVE);
        if (thing && !slots.isOneDay() && !slots.has(MOST, START, END)) {
            if (slots.has(LAST_TIME) || (slots.has(WHEN) && slots.has(LAST))) {
                return Optional.of(Metric.LAST_TIME);
            }
            if (slots.has(FIRST_TIME, SINCE_WHEN)) {
                return Optional.of(Metric.FIRST_TIME);
            }
        }
        return Optional.empty();
    }

    private static Optional<Metric> input(Slots slots) {
        if (slots.has(SWITCH)) {
            return Optional.of(slots.has(PER_HOUR) ? Metric.SWITCHES_AN_HOUR : Metric.SWITCHES);
        }
        if (slots.has(LOUD)) {
            return Optional.of(Metric.LOUDNESS);
        }
        if (slots.has(MICROPHONE)) {
            return Optional.of(Metric.MICROPHONE);
        }
        if (slots.has(KEYBOARD)) {
            return Optional.of(Metric.KEYBOARD);
        }
        if (slots.has(MOUSE)) {
            return Optional.of(Metric.MOUSE);
        }
        return slots.has(VOICE) ? Optional.of(Metric.VOICE) : Optional.empty();
    }

    private static Optional<Metric> breaks(Slots slots) {
        boolean namesBreak = slots.tagged().tags().stream()
                .filter(tag -> tag.is(NO_BREAK))
                .anyMatch(tag -> saysBreak(slots.tagged().words(), tag));
        if (slots.has(NO_BREAK) && !slots.has(FOCUS)) {
            boolean whole =
                    namesBreak || (slots.modes().isEmpty() && slots.apps().isEmpty());
            return Optional.of(whole ? Metric.STRETCH : Metric.FOCUS_LONGEST);
        }
        if (!slots.has(BREAK) || slots.has(SWITCH)) {
            return Optional.empty();
        }
        if (slots.has(MOST) && !slots.tagged().isMostOften()) {
            return Optional.of(Metric.BREAK_LONGEST);
        }
        boolean counts = slots.has(HOW_MANY, HOW_OFTEN) && !isAmount(slots);
        if (counts || slots.has(ENOUGH, TOO_MUCH)) {
            return Optional.of(slots.has(PER_DAY, AVERAGE) ? Metric.BREAKS_A_DAY : Metric.BREAKS);
        }
        if (slots.has(HOW_LONG, HOW_MANY)) {
            boolean each = slots.has(AVERAGE) || (slots.habitual() && !slots.has(TOGETHER, PAST));
            return Optional.of(each && !slots.has(PER_DAY) ? Metric.BREAK_MEAN : Metric.BREAK_TOTAL);
        }
        return Optional.of(slots.has(AVERAGE) ? Metric.BREAK_MEAN : Metric.BREAKS);
    }

    /** "wie viel Pause", "how much break time". */
    private static boolean isAmount(Slots slots) {
        Words words = slots.tagged().words();
        int at = slots.tagged().indexOf(HOW_MANY);
        return at >= 0
                && (words.is(at, "wieviel") || words.is(at + 1, "viel", "much"))
                && !words.is(at + 2, "pausen", "breaks")
                && !words.is(at + 1, "pausen");
    }

    private static boolean saysBreak(Words words, Tag tag) {
        for (int at = tag.from(); at < tag.end(); at++) {
            if (words.text(at).startsWith("paus")
                    || words.text(at).startsWith("break")
                    || words.text(at).startsWith("unterbr")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Metric> focus(Slots slots) {
        boolean stretch = slots.has(STRETCH) && !slots.has(START, END);
        if (!slots.has(FOCUS) && !(stretch && (slots.hasName() || slots.has(MOST)))) {
            return Optional.empty();
        }
        if (slots.has(MOST) || (slots.has(NO_BREAK) && slots.has(HOW_LONG))) {
            boolean when = slots.has(WHEN) || slots.has(HOUR, WEEKDAY);
            return !slots.has(FOCUS) && slots.modes().isEmpty()
                    ? Optional.of(Metric.STRETCH)
                    : when ? Optional.empty() : Optional.of(Metric.FOCUS_LONGEST);
        }
        if (slots.has(AVERAGE)) {
            return Optional.of(Metric.FOCUS_MEAN);
        }
        boolean counts = slots.has(HOW_OFTEN) || slots.isCount();
        return Optional.of(counts ? Metric.FOCUS : Metric.FOCUS_TOTAL);
    }

    private static Optional<Metric> workday(Slots slots) {
        boolean work = slots.has(WORK, WORKING, WORKDAY);
        if (slots.has(OVERTIME) || (slots.has(TOO_MUCH) && work)) {
            return Optional.of(
                    slots.has(HOW_OFTEN) || (slots.has(HOW_MANY, WHICH) && slots.has(DAY))
                            ? Metric.OVERTIME_DAYS
                            : Metric.OVERTIME);
        }
        if (!slots.has(WORKDAY)) {
            return Optional.empty();
        }
        if (slots.has(MOST)) {
            return Optional.of(Metric.LONGEST_DAY);
        }
        if (slots.has(START, END, STOPPING, WHEN, SHARE)) {
            return Optional.empty();
        }
        if (slots.has(HOW_MANY) && !slots.has(HOW_LONG)) {
            return Optional.of(Metric.DAYS);
        }
        return Optional.of(slots.isOneDay() || slots.has(TOGETHER) ? Metric.WORKDAY_TOTAL : Metric.WORKDAY_MEAN);
    }
}
