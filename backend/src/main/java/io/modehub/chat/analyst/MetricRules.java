package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is asked for, by the meanings met; rules in order, the first that applies rules. */
final class MetricRules {
    private static final List<Function<Slots, Optional<Metric>>> RULES = List.of(
            OwnFigures::of,
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
        return first(RULES, slots);
    }

    static Optional<Metric> first(List<Function<Slots, Optional<Metric>>> rules, Slots slots) {
        return rules.stream().flatMap(rule -> rule.apply(slots).stream()).findFirst();
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
