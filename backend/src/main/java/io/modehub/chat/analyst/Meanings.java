package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.List;
import java.util.Optional;

/** What a question means by itself: its metric, with the period, the filters and the groupings that go with it. */
final class Meanings {
    private static final int LONG_DAYS = 365;

    private final Names names;
    private final Calendar calendar;
    private final Comparisons comparisons;

    Meanings(Names names, Calendar calendar) {
        this.names = names;
        this.calendar = calendar;
        this.comparisons = new Comparisons(calendar);
    }

    /** What a question means by itself. */
    Optional<Reading> of(Slots slots, Optional<When> before) {
        When usual = before.orElse(calendar.usual());
        Optional<Reading> comparison = comparisons.of(slots, usual);
        if (comparison.isPresent()) {
            return comparison;
        }
        Optional<Metric> metric = MetricRules.of(slots);
        if (metric.isEmpty()
                || slots.has(USUAL)
                || (slots.modes().size() > 1 && metric.get() == Metric.TOTAL && !slots.has(TOGETHER))) {
            return Optional.empty();
        }
        if (slots.modes().size() > 1 && (metric.get() == Metric.TOTAL || metric.get() == Metric.AVERAGE)) {
            boolean work = slots.modes().stream().allMatch(mode -> isWork(mode.name()));
            return work
                    ? Optional.of(Reading.of(
                            metric.get() == Metric.TOTAL ? Metric.WORKDAY_TOTAL : Metric.WORKDAY_MEAN,
                            when(slots, metric.get(), usual),
                            Filters.NONE))
                    : Optional.empty();
        }
        return Optional.of(formed(slots, metric.get(), when(slots, metric.get(), usual)));
    }

    private boolean isWork(String mode) {
        return names.of(WORK).equals(new Name.ModeName(mode))
                || names.of(MEETING).equals(new Name.ModeName(mode));
    }

    private Reading formed(Slots slots, Metric metric, When when) {
        Filters filters = filters(slots, metric);
        Reading reading = Reading.of(metric, when, filters)
                .counting(slots.count(), metric.isBreaks() || metric.isFocus() ? slots.minMinutes() : 0);
        if (metric == Metric.AT) {
            return reading.at(slots.times().clock().orElseThrow());
        }
        boolean rows = metric.hasRows();
        boolean grouped = metric.isSwitches() || metric.isInput();
        return rows ? Groupings.of(reading, slots) : grouped ? groupedFigures(reading, slots) : reading;
    }

    private static Reading groupedFigures(Reading reading, Slots slots) {
        Optional<Grouping> named = Groupings.named(
                        slots.tagged(), reading.metric().isSwitches())
                .filter(by -> slots.has(MOST, LEAST, BY, SHOW, WHICH));
        Optional<Grouping> asked = named.or(() -> slots.has(WHEN) ? Optional.of(Grouping.HOUR) : Optional.empty());
        boolean known = asked.isPresent()
                && (asked.get() == Grouping.HOUR
                        || asked.get() == Grouping.WEEKDAY
                        || asked.get() == Grouping.DAY
                        || (reading.metric().isInput() && asked.get() == Grouping.APP));
        return known
                ? reading.by(
                        asked.get() == Grouping.DAY && slots.habitual() && !slots.has(BY)
                                ? Grouping.WEEKDAY
                                : asked.get())
                : reading;
    }

    /** The filters a metric can take; what is left over is found by {@link Doubts}. */
    private Filters filters(Slots slots, Metric metric) {
        Filters all = slots.filters();
        boolean workIsMeant =
                metric.isWorkPattern() || metric.isFocus() || metric == Metric.BALANCE || metric.isBreaks();
        boolean isWork = all.mode().map(this::isMainWork).orElse(false);
        Filters named = workIsMeant && isWork && slots.modes().size() == 1
                ? new Filters(Optional.empty(), all.app(), all.weekdays(), all.hours())
                : all;
        return switch (metric) {
            case EVENING, EVENING_SHARE -> new Filters(named.mode(), named.app(), named.weekdays(), Optional.empty());
            case START, END, EARLIEST, LATEST ->
                slots.times().partOfDay()
                        ? new Filters(named.mode(), named.app(), named.weekdays(), Optional.empty())
                        : named;
            case WEEKEND, WEEKEND_SHARE -> new Filters(named.mode(), named.app(), List.of(), named.hours());
            case MODES, APPS, LOG_START -> Filters.NONE;
            default -> named;
        };
    }

    private boolean isMainWork(String mode) {
        return names.of(WORK).equals(new Name.ModeName(mode));
    }

    private When when(Slots slots, Metric metric, When usual) {
        Optional<When> named = slots.times().first();
        if (named.isPresent()) {
            return named.get();
        }
        if (metric == Metric.LAST_TIME
                || metric == Metric.FIRST_TIME
                || metric == Metric.MODES
                || metric == Metric.APPS
                || metric == Metric.LOG_START) {
            return calendar.everything();
        }
        if (metric.isOfADay()) {
            return usual.days() == 1 ? usual : When.day(calendar.today());
        }
        if (metric.hasRows()
                && usual.equals(calendar.usual())
                && Groupings.named(slots.tagged())
                        .filter(by -> by == Grouping.MONTH || (by == Grouping.WEEK && metric != Metric.SPLIT))
                        .isPresent()) {
            return calendar.lastDays(LONG_DAYS);
        }
        if (metric == Metric.SUMMARY) {
            boolean day = slots.has(DAY, PER_DAY);
            return day ? When.day(calendar.today()) : running(slots).orElse(calendar.week());
        }
        return metric == Metric.BALANCE ? running(slots).orElse(usual) : usual;
    }

    /** The month, quarter or year that is spoken of without saying which. */
    private Optional<When> running(Slots slots) {
        return slots.has(MONTH)
                ? Optional.of(calendar.month())
                : slots.has(QUARTER)
                        ? Optional.of(When.quarter(calendar.today()))
                        : slots.has(YEAR)
                                ? Optional.of(When.year(calendar.today().getYear()))
                                : Optional.empty();
    }
}
