package io.modehub.chat.analyst;

import java.time.LocalTime;
import java.util.Optional;

/**
 * What a question means.
 *
 * @param grouping of the metrics that have rows
 * @param also a second grouping that the question may mean as well; answered in the same breath
 * @param when what it is about, always known
 * @param thanWhen of {@link Metric#COMPARE}: the period compared with
 * @param than of {@link Metric#VERSUS}: what is compared with
 * @param count of the first places asked for; 0: not said
 * @param minMinutes of breaks and focus; 0: the tools' own
 * @param clock of {@link Metric#AT}
 * @param question how the answer begins
 */
record Reading(
        Metric metric,
        Optional<Grouping> grouping,
        Optional<Grouping> also,
        When when,
        Optional<When> thanWhen,
        Filters filters,
        Optional<Filters> than,
        int count,
        int minMinutes,
        Optional<LocalTime> clock,
        Ask question) {

    /** How a comparison is asked. */
    enum Ask {
        PLAIN,
        /** Is it more? */
        MORE,
        /** Is it less? */
        LESS
    }

    static Reading of(Metric metric, When when, Filters filters) {
        return new Reading(
                metric,
                Optional.empty(),
                Optional.empty(),
                when,
                Optional.empty(),
                filters,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Ask.PLAIN);
    }

    Reading with(Metric other) {
        return new Reading(other, grouping, also, when, thanWhen, filters, than, count, minMinutes, clock, question);
    }

    Reading by(Grouping one) {
        return new Reading(
                metric,
                Optional.of(one),
                Optional.empty(),
                when,
                thanWhen,
                filters,
                than,
                count,
                minMinutes,
                clock,
                question);
    }

    Reading by(Grouping one, Grouping two) {
        return new Reading(
                metric,
                Optional.of(one),
                Optional.of(two),
                when,
                thanWhen,
                filters,
                than,
                count,
                minMinutes,
                clock,
                question);
    }

    Reading ungrouped() {
        return new Reading(
                metric,
                Optional.empty(),
                Optional.empty(),
                when,
                thanWhen,
                filters,
                than,
                count,
                minMinutes,
                clock,
                question);
    }

    Reading in(When other) {
        return new Reading(metric, grouping, also, other, thanWhen, filters, than, count, minMinutes, clock, question);
    }

    Reading with(Filters other) {
        return new Reading(metric, grouping, also, when, thanWhen, other, than, count, minMinutes, clock, question);
    }

    Reading comparedWith(When other, Ask ask) {
        return new Reading(
                Metric.COMPARE, grouping, also, when, Optional.of(other), filters, than, count, minMinutes, clock, ask);
    }

    Reading against(Filters other, Ask ask) {
        return new Reading(
                Metric.VERSUS,
                grouping,
                also,
                when,
                thanWhen,
                filters,
                Optional.of(other),
                count,
                minMinutes,
                clock,
                ask);
    }

    Reading counting(int first, int minutes) {
        return new Reading(metric, grouping, also, when, thanWhen, filters, than, first, minutes, clock, question);
    }

    Reading at(LocalTime time) {
        return new Reading(
                metric, grouping, also, when, thanWhen, filters, than, count, minMinutes, Optional.of(time), question);
    }

    /** Hours over midnight of a single day are the night that begins on it. */
    Optional<Hours> night() {
        boolean sum =
                metric == Metric.TOTAL || metric == Metric.TOP || metric == Metric.LEAST || metric == Metric.SPLIT;
        return filters.hours()
                .filter(hours -> sum
                        && hours.overMidnight()
                        && when.days() == 1
                        && filters.weekdays().isEmpty());
    }

    /** The same, but for how the answer begins and how many places were asked for. */
    boolean means(Reading other) {
        return with(Ask.PLAIN)
                .counting(0, minMinutes)
                .equals(other.with(Ask.PLAIN).counting(0, other.minMinutes));
    }

    Reading with(Ask ask) {
        return new Reading(metric, grouping, also, when, thanWhen, filters, than, count, minMinutes, clock, ask);
    }
}
