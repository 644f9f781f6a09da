package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is asked for, by the meanings met; rules in order, the first that applies rules. */
final class MetricRules {
    private static final List<Function<Slots, Optional<Metric>>> RULES = List.of(
            MetricRules::log,
            MetricRules::report,
            MetricRules::lastAndFirst,
            MetricRules::input,
            MetricRules::breaks,
            MetricRules::focus,
            MetricRules::workday,
            MetricRules::startAndEnd,
            MetricRules::moment,
            MetricRules::share,
            MetricRules::places,
            MetricRules::countOfDays,
            MetricRules::restTime,
            MetricRules::average,
            MetricRules::story,
            MetricRules::split,
            MetricRules::total);

    private MetricRules() {}

    /** Empty where nothing says what is to be known. Comparisons are found elsewhere, before. */
    static Optional<Metric> of(Slots slots) {
        for (Function<Slots, Optional<Metric>> rule : RULES) {
            Optional<Metric> metric = rule.apply(slots);
            if (metric.isPresent()) {
                return metric;
            }
        }
        return Optional.empty();
    }

    /** Metrics that a comparing word does not change. */
    static Optional<Metric> beforeComparing(Slots slots) {
        for (Function<Slots, Optional<Metric>> rule : RULES.subList(0, 7)) {
            Optional<Metric> metric = rule.apply(slots);
            if (metric.isPresent()) {
                return metric;
            }
        }
        return Optional.empty();
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

    private static Optional<Metric> startAndEnd(Slots slots) {
        boolean end = slots.has(END, UNTIL_WHEN) || (slots.has(STOPPING) && slots.has(UP));
        boolean start = slots.has(START, FROM_WHEN) || (slots.has(FIRST) && slots.has(WHEN));
        boolean timed = slots.has(WHEN, FROM_WHEN, UNTIL_WHEN, AVERAGE, EARLIEST, LATEST)
                || !slots.has(SELF, HOW_LONG, WHAT, HOW_MANY, DOING);
        if (slots.has(EARLIEST) && !(end && !start)) {
            return Optional.of(Metric.EARLIEST);
        }
        if (slots.has(LATEST)) {
            return Optional.of(Metric.LATEST);
        }
        if (!timed || slots.has(MOST, LEAST) || !(start || end)) {
            return Optional.empty();
        }
        boolean startFirst =
                start && !(end && slots.tagged().indexOf(END) >= 0 && slots.has(UNTIL_WHEN) && !slots.has(START));
        return Optional.of(startFirst && !(end && !slots.has(START, FROM_WHEN, FIRST)) ? Metric.START : Metric.END);
    }

    private static Optional<Metric> moment(Slots slots) {
        boolean asked = slots.has(WHAT, DOING, WHICH);
        return slots.times().clock().isPresent() && asked ? Optional.of(Metric.AT) : Optional.empty();
    }

    private static Optional<Metric> share(Slots slots) {
        if (!slots.has(SHARE)) {
            return Optional.empty();
        }
        boolean work = slots.has(WORK, WORKING, WORKDAY)
                && slots.apps().isEmpty()
                && slots.modes().size() <= 1;
        if (work && slots.times().evening()) {
            return Optional.of(Metric.EVENING_SHARE);
        }
        if (work && slots.times().weekend()) {
            return Optional.of(Metric.WEEKEND_SHARE);
        }
        return slots.hasName()
                        || !slots.times().weekdays().isEmpty()
                        || !slots.times().hours().isEmpty()
                ? Optional.of(Metric.SHARE)
                : slots.has(APP, MODE) ? Optional.of(Metric.SPLIT) : Optional.empty();
    }

    private static Optional<Metric> places(Slots slots) {
        if (slots.has(LEAST)) {
            return Optional.of(Metric.LEAST);
        }
        if (slots.has(MOST)) {
            return Optional.of(Metric.TOP);
        }
        boolean what = slots.has(WHAT) && slots.has(USING, WASTING, HOW_LONG) && !slots.hasName();
        boolean with = slots.has(WHAT)
                && slots.tagged()
                        .words()
                        .is(slots.tagged().indexOf(WHAT), "womit", "wofuer", "woran", "worauf", "where");
        boolean which = slots.has(WHICH) && slots.has(APP, MODE);
        boolean game = slots.has(WHICH) && slots.has(GAMING) && !slots.has(HOW_LONG);
        return what || (with && !slots.has(WHEN)) || which || game ? Optional.of(Metric.TOP) : Optional.empty();
    }

    private static Optional<Metric> countOfDays(Slots slots) {
        boolean days = slots.has(HOW_MANY)
                && slots.has(DAY)
                && !slots.has(PER_DAY)
                && !Groupings.split(slots.tagged()).equals(Optional.of(Grouping.DAY));
        boolean often = slots.has(HOW_OFTEN) && (slots.hasName() || slots.has(ACTIVE)) && !slots.has(MEETING);
        return days || often ? Optional.of(Metric.DAYS) : Optional.empty();
    }

    /** Work in the evening and at weekends has figures of its own. */
    private static Optional<Metric> restTime(Slots slots) {
        boolean work = slots.has(WORK, WORKING)
                && slots.modes().size() == 1
                && slots.apps().isEmpty()
                && !slots.has(BY, SHOW, AVERAGE, PER_DAY, WHEN);
        if (work && slots.times().evening() && slots.times().weekdays().isEmpty() && !slots.isOneDay()) {
            return Optional.of(Metric.EVENING);
        }
        return work && slots.times().weekend() && slots.times().hours().isEmpty()
                ? Optional.of(Metric.WEEKEND)
                : Optional.empty();
    }

    private static Optional<Metric> average(Slots slots) {
        boolean daily = slots.has(PER_DAY) && !slots.has(SHOW);
        return slots.has(AVERAGE) || daily ? Optional.of(Metric.AVERAGE) : Optional.empty();
    }

    private static Optional<Metric> split(Slots slots) {
        boolean by =
                slots.has(BY, SHOW, PER_DAY, PER_WEEK, PER_HOUR, WHICH, TREND) || (slots.has(MONTH) && slots.has(SHOW));
        boolean thing = slots.has(APP, MODE, HOUR, WEEKDAY, DAY, WEEK, MONTH, PER_DAY, PER_WEEK, PER_HOUR);
        return (by && thing) || (slots.has(SHOW) && (slots.hasName() || slots.has(ACTIVE, HOW_LONG)))
                ? Optional.of(Metric.SPLIT)
                : Optional.empty();
    }

    private static Optional<Metric> story(Slots slots) {
        boolean whole = !slots.hasName() && !slots.has(HOW_LONG, HOW_MANY);
        boolean day = (slots.has(SHOW) && slots.has(SELF) && slots.has(DAY))
                || (slots.has(WHEN) && slots.has(ACTIVE) && slots.isOneDay());
        if (whole && day) {
            return Optional.of(Metric.TIMELINE);
        }
        if (whole
                && !slots.has(SHOW, BY, WHEN, ACTIVE, USING)
                && slots.times().whens().isEmpty()
                && slots.has(SELF)
                && slots.has(WEEK, MONTH, DAY, QUARTER, YEAR)) {
            return Optional.of(Metric.SUMMARY);
        }
        boolean told = (slots.has(WHAT) && slots.has(DOING, PAST)) || (slots.has(DOING) && !slots.has(WHEN));
        if (whole && told && (slots.isOneDay() || slots.times().whens().isEmpty())) {
            return Optional.of(Metric.TIMELINE);
        }
        if (whole
                && (told || slots.has(HOW_WAS))
                && (slots.tagged().hasTime() || slots.has(DAY, WEEK, MONTH, QUARTER, YEAR, PER_WEEK))) {
            return Optional.of(Metric.SUMMARY);
        }
        boolean when = slots.has(WHEN) && slots.hasName();
        return when
                ? Optional.of(slots.isOneDay() ? Metric.SPANS : slots.habitual() ? Metric.TOP : Metric.SPLIT)
                : Optional.empty();
    }

    private static Optional<Metric> total(Slots slots) {
        boolean amount = slots.has(HOW_LONG, HOW_MANY, TOGETHER) || slots.has(USING, ACTIVE, WORK, WORKING, WASTING);
        boolean name = slots.hasName() && (slots.tagged().hasTime() || slots.has(PAST, SELF));
        return (amount && !slots.has(WHEN)) || name ? Optional.of(Metric.TOTAL) : Optional.empty();
    }
}
