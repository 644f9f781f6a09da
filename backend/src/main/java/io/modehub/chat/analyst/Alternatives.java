package io.modehub.chat.analyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What else a question that is understood might have meant, or what one would ask next. */
final class Alternatives {
    private Alternatives() {}

    /** @param everything the whole log */
    static List<Reading> of(Reading reading, Slots slots, When everything) {
        List<Reading> others = new ArrayList<>();
        boolean record = reading.metric() == Metric.LONGEST_DAY
                || (reading.grouping().equals(Optional.of(Grouping.DAY)) && reading.metric() != Metric.SPLIT)
                || reading.metric() == Metric.EARLIEST
                || reading.metric() == Metric.LATEST;
        if (record && slots.times().whens().isEmpty()) {
            others.add(reading.in(everything));
        }
        slots.times().other().ifPresent(when -> others.add(reading.in(when)));
        slots.apps().stream().findFirst().ifPresent(app -> app.app().others().stream()
                .limit(1)
                .forEach(other -> others.add(reading.with(reading.filters().withApp(other)))));
        switch (reading.metric()) {
            case TOP, LEAST -> {
                reading.also().ifPresent(also -> others.add(reading.by(also)));
                if (reading.grouping().equals(Optional.of(Grouping.DAY))) {
                    others.add(reading.by(Grouping.WEEKDAY));
                } else if (reading.grouping().equals(Optional.of(Grouping.WEEKDAY))) {
                    others.add(reading.by(Grouping.DAY));
                } else if (reading.grouping().equals(Optional.of(Grouping.APP))
                        && reading.also().isEmpty()) {
                    others.add(reading.by(Grouping.MODE).with(reading.filters().ofTimeOnly()));
                }
            }
            case EVENING -> others.add(Reading.of(Metric.TOTAL, reading.when(), slots.filters()));
            case TOTAL -> {
                if (slots.has(Concept.WORK, Concept.WORKING)
                        && reading.filters().app().isEmpty()
                        && !reading.filters().hasTime()) {
                    others.add(Reading.of(Metric.WORKDAY_TOTAL, reading.when(), Filters.NONE));
                }
                if (reading.when().days() > 1) {
                    others.add(reading.with(Metric.SPLIT).by(Grouping.DAY));
                    others.add(reading.with(Metric.AVERAGE));
                } else if (!reading.filters().hasName()) {
                    others.add(reading.with(Metric.SPLIT).by(Grouping.APP));
                }
            }
            case AVERAGE, DAYS -> others.add(reading.with(Metric.TOTAL));
            case COMPARE ->
                others.add(Reading.of(Metric.SPLIT, reading.when(), reading.filters())
                        .by(Grouping.DAY));
            case SHARE -> others.add(reading.with(Metric.TOTAL));
            case WORKDAY_MEAN -> others.add(reading.with(Metric.START));
            case START -> others.add(reading.with(Metric.END));
            case END -> others.add(reading.with(Metric.START));
            case BREAKS -> others.add(reading.with(Metric.BREAK_TOTAL));
            case BREAK_TOTAL, BREAK_MEAN -> others.add(reading.with(Metric.BREAKS));
            case STRETCH -> others.add(reading.with(Metric.FOCUS_LONGEST));
            case FOCUS_LONGEST -> others.add(reading.with(Metric.FOCUS));
            case FOCUS, FOCUS_TOTAL -> others.add(reading.with(Metric.FOCUS_LONGEST));
            case OVERTIME -> others.add(reading.with(Metric.OVERTIME_DAYS));
            case TIMELINE ->
                others.add(
                        Reading.of(Metric.SPLIT, reading.when(), Filters.NONE).by(Grouping.APP));
            default -> {}
        }
        return others.stream().distinct().filter(other -> !other.means(reading)).toList();
    }
}
