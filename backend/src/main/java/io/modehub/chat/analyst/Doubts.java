package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import io.modehub.chat.analyst.Outcome.Doubt;
import io.modehub.chat.analyst.Outcome.Unclear;
import io.modehub.chat.analyst.Outcome.Understood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a reading can be answered as it was asked; else what to ask back. */
final class Doubts {
    /** So many days one result tells of. */
    private static final int PATTERN_DAYS = 60;

    private final Calendar calendar;

    Doubts(Calendar calendar) {
        this.calendar = calendar;
    }

    Outcome checked(Slots slots, Reading reading) {
        Metric metric = reading.metric();
        List<Reading> others = Alternatives.of(reading, slots, calendar.everything());
        if (reading.when().notAfter(calendar.today()).days() > metric.mostDays()) {
            When shorter = calendar.lastDays(metric.mostDays() == 100 ? 90 : 365);
            return new Unclear(Doubt.TOO_LONG, Optional.empty(), List.of(reading.in(shorter)));
        }
        boolean narrowed = !metric.takesFilters()
                && (reading.filters().hasTime() || reading.filters().app().isPresent())
                && !takes(reading);
        boolean ofMode = reading.filters().mode().isPresent()
                && (metric.isBreaks()
                        || metric.isSwitches()
                        || metric.isInput()
                        || metric.isReport()
                        || metric == Metric.TIMELINE);
        if (narrowed || ofMode) {
            List<Reading> wider = new ArrayList<>(List.of(reading.with(Filters.NONE)));
            if (metric == Metric.BREAK_TOTAL) {
                wider.add(reading.with(Filters.NONE).with(Metric.BREAK_LONGEST));
            }
            if (reading.filters().hasName() || reading.filters().hasTime()) {
                wider.add(Reading.of(Metric.TOTAL, reading.when(), reading.filters()));
            }
            return new Unclear(Doubt.NOT_SO_FINE, Optional.empty(), wider);
        }
        boolean whichDay = (metric == Metric.START || metric == Metric.END)
                && slots.has(PAST)
                && slots.times().whens().isEmpty()
                && !slots.has(AVERAGE, HABIT, EARLIEST, LATEST)
                && reading.when().equals(calendar.usual());
        if (whichDay) {
            return new Unclear(
                    Doubt.WHICH_PERIOD,
                    Optional.empty(),
                    List.of(
                            reading.in(When.day(calendar.today())),
                            reading,
                            reading.in(When.day(calendar.today().minusDays(1)))));
        }
        boolean daily = metric.isSwitches()
                && slots.has(PER_DAY, PER_WEEK)
                && reading.grouping().isEmpty();
        if (isFiner(slots, metric)) {
            return new Unclear(Doubt.NOT_SO_FINE, Optional.empty(), List.of(reading));
        }
        if (slots.times().whens().size() > 1 && metric != Metric.COMPARE) {
            return new Unclear(Doubt.WHICH_PERIOD, Optional.empty(), twoPeriods(slots, reading));
        }
        if (daily) {
            return new Unclear(
                    Doubt.NOT_SO_FINE,
                    Optional.empty(),
                    List.of(reading.with(Metric.SWITCHES), reading.with(Metric.SWITCHES_AN_HOUR)));
        }
        if (Unheard.grouping(slots, reading).isPresent() || Unheard.isTooCoarse(slots)) {
            return new Unclear(Doubt.NOT_SO_FINE, Optional.empty(), coarser(slots, reading));
        }
        if (Unheard.in(slots, reading).isPresent() || Unheard.isNumberLeft(slots, reading)) {
            return new Unclear(Doubt.NO_METRIC, Optional.empty(), candidates(slots, Optional.of(reading)));
        }
        if (Things.areStretches(slots, reading)) {
            boolean mean = slots.has(AVERAGE) || !slots.has(MOST, LEAST);
            Reading stretch = Reading.of(
                    mean ? Metric.FOCUS_MEAN : Metric.FOCUS_LONGEST,
                    reading.when(),
                    Filters.NONE.withMode(reading.filters().mode().orElseThrow()));
            return new Unclear(
                    Doubt.NO_METRIC,
                    Optional.empty(),
                    List.of(stretch, reading.with(Metric.TOTAL).ungrouped(), reading));
        }
        if (Things.areAnchors(slots, reading) || Things.areUncounted(slots, reading)) {
            return new Unclear(Doubt.NO_METRIC, Optional.empty(), candidates(slots, Optional.of(reading)));
        }
        if (Unheard.isBeforeWhat(slots, reading)) {
            Reading one = Reading.of(Metric.TOTAL, reading.when(), reading.filters());
            return new Unclear(
                    Doubt.WHICH_PERIOD,
                    Optional.empty(),
                    List.of(one.in(reading.when().previous()), one, reading));
        }
        if (Unheard.isOpenAtItsStart(slots)) {
            When ending = new When(calendar.firstDay(), reading.when().until());
            boolean possible = ending.from().isBefore(ending.until());
            return new Unclear(
                    Doubt.WHICH_PERIOD,
                    Optional.empty(),
                    possible ? List.of(reading.in(ending), reading) : List.of(reading));
        }
        if (Unheard.isOneOfTwoPeriods(slots, reading)) {
            When a = reading.when();
            When yearBefore = new When(a.from().minusYears(1), a.until().minusYears(1));
            return new Unclear(
                    Doubt.WHICH_PERIOD,
                    Optional.empty(),
                    List.of(reading.comparedWith(yearBefore, reading.question()), reading));
        }
        boolean undated = slots.has(QUARTER, YEAR) && slots.times().whens().isEmpty() && !metric.isReport();
        if (undated) {
            When year = When.year(calendar.today().getYear());
            When quarter = When.quarter(calendar.today());
            When running = slots.has(YEAR) ? year : quarter;
            return new Unclear(
                    Doubt.WHICH_PERIOD,
                    Optional.empty(),
                    List.of(reading.in(running), reading.in(running.previous()), reading));
        }
        boolean oneOfTwo = slots.apps().size() > 1 && metric != Metric.VERSUS;
        if (oneOfTwo) {
            return new Unclear(Doubt.NO_METRIC, Optional.empty(), candidates(slots, Optional.empty()));
        }
        boolean meetings = slots.has(HOW_OFTEN, HOW_MANY)
                && (metric == Metric.TOTAL || (metric == Metric.AVERAGE && slots.isCount()))
                && slots.has(MEETING)
                && !slots.has(HOW_LONG, USING)
                && (slots.has(HOW_OFTEN) || slots.isCount());
        if (meetings) {
            return new Unclear(Doubt.NO_METRIC, Optional.empty(), List.of(reading.with(Metric.DAYS), reading));
        }
        return new Understood(reading, others);
    }

    /** Whether a figure is asked for by days, hours or the like that there is only as a whole. */
    private static boolean isFiner(Slots slots, Metric metric) {
        boolean whole = metric.isBreaks() || metric.isFocus() || (metric.isWorkPattern() && !metric.isTimeOfDay());
        Optional<Grouping> by = Groupings.named(slots.tagged()).filter(Grouping::isTime);
        boolean asked = by.isPresent()
                && slots.has(WHICH, BY, SHOW, LEAST)
                && metric != Metric.LONGEST_DAY
                && metric != Metric.OVERTIME_DAYS
                && metric != Metric.DAYS;
        boolean often = slots.has(WHEN, WHICH)
                && slots.has(MOST, LEAST)
                && slots.tagged().isMostOften();
        boolean aDay = slots.has(PER_DAY, PER_WEEK)
                && metric != Metric.BREAKS_A_DAY
                && metric != Metric.WORKDAY_MEAN
                && metric != Metric.WORKDAY_TOTAL
                && metric != Metric.BREAK_MEAN;
        boolean first = slots.has(FIRST) && slots.has(WEEK);
        return (whole && (asked || often || aDay)) || (first && metric.takesFilters());
    }

    /** The figure as a whole, and the time that can be split like that. */
    private static List<Reading> coarser(Slots slots, Reading reading) {
        List<Reading> coarser = new ArrayList<>(List.of(reading.metric().hasRows() ? reading : reading.ungrouped()));
        boolean sameFigure = reading.metric() == Metric.TOTAL || reading.metric() == Metric.AVERAGE;
        Groupings.split(slots.tagged())
                .filter(by -> sameFigure)
                .ifPresent(by -> coarser.add(
                        0,
                        Reading.of(Metric.SPLIT, reading.when(), reading.filters())
                                .by(by)));
        return coarser;
    }

    private static List<Reading> twoPeriods(Slots slots, Reading reading) {
        List<When> whens =
                slots.times().whens().stream().map(Times.Placed::when).toList();
        return List.of(
                Reading.of(Metric.COMPARE, whens.get(0), reading.filters())
                        .comparedWith(whens.get(1), Reading.Ask.PLAIN),
                reading.in(whens.get(0)),
                reading.in(whens.get(1)));
    }

    /** Metrics that can be narrowed in their own way. */
    private static boolean takes(Reading reading) {
        Filters filters = reading.filters();
        boolean named = reading.metric() == Metric.LAST_TIME
                || reading.metric() == Metric.FIRST_TIME
                || reading.metric() == Metric.AT;
        boolean spans = reading.metric() == Metric.SPANS && filters.app().isEmpty();
        boolean startOfDays = reading.metric().isTimeOfDay()
                && filters.app().isEmpty()
                && filters.hours().isEmpty()
                && reading.when().days() <= PATTERN_DAYS;
        return startOfDays || ((named || spans) && !(filters.hasTime() && reading.metric() != Metric.AT && !spans));
    }

    /** Readings to choose from where there is a doubt. */
    List<Reading> candidates(Slots slots, Optional<Reading> read) {
        List<Reading> candidates = new ArrayList<>();
        When when = slots.times().first().or(() -> read.map(Reading::when)).orElse(calendar.usual());
        read.ifPresent(candidates::add);
        List<Slots.Placed> modes = slots.modes();
        for (Slots.Placed mode : modes.size() > 1 || read.isEmpty() ? modes : List.<Slots.Placed>of()) {
            candidates.add(Reading.of(Metric.TOTAL, when, slots.filters().withMode(mode.name())));
        }
        if (slots.modes().isEmpty() && !slots.apps().isEmpty() && read.isEmpty()) {
            candidates.add(Reading.of(Metric.TOTAL, when, slots.filters()));
        }
        if (slots.apps().size() == 2) {
            candidates.add(
                    0,
                    Reading.of(Metric.VERSUS, when, slots.filters())
                            .against(
                                    slots.filters()
                                            .withApp(slots.apps().get(1).app().app()),
                                    Reading.Ask.PLAIN));
        }
        if (slots.has(USUAL)) {
            candidates.add(
                    Reading.of(Metric.COMPARE, when, slots.filters()).comparedWith(when.previous(), Reading.Ask.PLAIN));
            candidates.add(Reading.of(Metric.AVERAGE, calendar.usual(), slots.filters()));
        }
        if (slots.has(SUMMARY)) {
            candidates.add(0, Reading.of(Metric.SUMMARY, when, Filters.NONE));
        }
        if (slots.has(FOCUS)) {
            candidates.add(0, Reading.of(Metric.FOCUS, when, Filters.NONE));
        }
        if (slots.has(BREAK)) {
            candidates.add(0, Reading.of(Metric.BREAKS, when, Filters.NONE));
        }
        if (slots.has(ABSENT)) {
            candidates.add(Reading.of(Metric.BREAK_TOTAL, when, Filters.NONE));
        }
        candidates.add(Reading.of(Metric.TOTAL, when, slots.filters()));
        candidates.add(
                Reading.of(Metric.TOP, when, slots.filters().ofTimeOnly()).by(Grouping.MODE));
        candidates.add(
                Reading.of(Metric.TOP, when, slots.filters().ofTimeOnly()).by(Grouping.APP));
        return candidates.stream().distinct().toList();
    }
}
