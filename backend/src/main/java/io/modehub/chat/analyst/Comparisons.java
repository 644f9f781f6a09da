package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import io.modehub.chat.analyst.Reading.Ask;
import io.modehub.chat.analyst.Times.Placed;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;

/** Two periods, two modes or apps, or two parts of the day side by side. */
final class Comparisons {
    private final Calendar calendar;

    Comparisons(Calendar calendar) {
        this.calendar = calendar;
    }

    /** The comparison a question asks for; empty where it asks for none. */
    Optional<Reading> of(Slots slots, When usual) {
        if (OwnFigures.of(slots).isPresent()
                || (slots.has(MOST, LEAST, SHARE) && slots.times().whens().size() < 2 && !isChoice(slots))) {
            return Optional.empty();
        }
        boolean compares = slots.has(MORE, LESS, THAN, VERSUS, OR, BEFORE_THAT, TREND, USUAL);
        boolean howMuch = slots.has(HOW_LONG, HOW_MANY);
        Ask ask = howMuch
                ? Ask.PLAIN
                : slots.has(MORE) && !slots.has(LESS)
                        ? Ask.MORE
                        : slots.has(LESS) && !slots.has(MORE) ? Ask.LESS : Ask.PLAIN;
        Filters filters = slots.filters();
        if (compares && slots.times().whens().size() < 2) {
            Optional<Reading> sides = sides(slots, filters, usual, ask);
            if (sides.isPresent()) {
                return sides;
            }
        }
        return periods(slots, filters, ask, compares).map(reading -> grouped(reading, slots));
    }

    /** Two periods can be told side by side by what both of them have. */
    private static Reading grouped(Reading reading, Slots slots) {
        return Groupings.split(slots.tagged())
                .filter(Grouping::isShared)
                .map(reading::by)
                .orElse(reading);
    }

    /** "Was nutze ich am meisten, Slack oder Teams?" */
    private static boolean isChoice(Slots slots) {
        return slots.has(OR)
                && slots.has(MOST)
                && (slots.apps().size() == 2 || slots.modes().size() == 2);
    }

    private static Optional<Reading> sides(Slots slots, Filters filters, When usual, Ask ask) {
        When when = slots.times().first().orElse(usual);
        Reading reading = Reading.of(Metric.VERSUS, when, filters);
        Ask named = slots.has(OR) ? Ask.PLAIN : ask;
        if (slots.modes().size() == 2 && slots.apps().isEmpty()) {
            Filters second = filters.withMode(slots.modes().get(1).name());
            return Optional.of(reading.against(second, named));
        }
        if (slots.apps().size() == 2) {
            Filters first = slots.modes().isEmpty()
                            || slots.modes().get(0).at() < slots.apps().get(0).at()
                    ? filters
                    : filters.ofTimeOnly();
            return Optional.of(
                    reading.with(first.withApp(slots.apps().get(0).app().app()))
                            .against(first.withApp(slots.apps().get(1).app().app()), named));
        }
        if (slots.apps().size() == 1 && slots.modes().size() == 1) {
            Filters app = filters.ofTimeOnly().withApp(slots.apps().get(0).app().app());
            Filters mode = filters.ofTimeOnly().withMode(slots.modes().get(0).name());
            boolean appFirst = slots.apps().get(0).at() < slots.modes().get(0).at();
            return slots.has(OR, VERSUS, THAN)
                    ? Optional.of(reading.with(appFirst ? app : mode).against(appFirst ? mode : app, named))
                    : Optional.empty();
        }
        List<Hours> hours = slots.times().hours();
        if (hours.size() == 2) {
            return Optional.of(reading.with(filters.with(hours.get(0))).against(filters.with(hours.get(1)), named));
        }
        List<List<DayOfWeek>> days = slots.times().dayGroups();
        if (days.size() == 2) {
            return Optional.of(reading.with(filters.with(days.get(0))).against(filters.with(days.get(1)), named));
        }
        return Optional.empty();
    }

    private Optional<Reading> periods(Slots slots, Filters filters, Ask ask, boolean compares) {
        List<Placed> whens = slots.times().whens();
        if (slots.modes().size() > 1 || slots.apps().size() > 1) {
            return Optional.empty();
        }
        if (compares && whens.size() == 2 && slots.times().clock().isEmpty()) {
            boolean swapped = !isThan(slots, whens.get(1)) && isThan(slots, whens.get(0));
            When a = whens.get(swapped ? 1 : 0).when();
            When b = whens.get(swapped ? 0 : 1).when();
            return Optional.of(Reading.of(Metric.COMPARE, a, filters).comparedWith(b, ask));
        }
        if (!compares || whens.size() > 2 || slots.minMinutes() > 0 || (slots.has(OR) && !slots.has(MORE, LESS))) {
            return Optional.empty();
        }
        if (whens.isEmpty()) {
            boolean week = slots.has(WEEK, PER_WEEK);
            boolean month = slots.has(MONTH);
            boolean vague = slots.has(USUAL) || !slots.has(TREND, BEFORE_THAT, VERSUS, THAN, MORE, LESS);
            if (vague) {
                return Optional.empty();
            }
            When now = week ? calendar.week() : month ? calendar.month() : calendar.usual();
            return Optional.of(Reading.of(Metric.COMPARE, now, filters).comparedWith(now.previous(), ask));
        }
        When only = whens.get(0).when();
        boolean than = isThan(slots, whens.get(0)) && slots.times().earlier().isEmpty();
        When a = than ? now(only) : only;
        When b = than ? only : only.previous();
        return a.equals(b)
                ? Optional.empty()
                : Optional.of(Reading.of(Metric.COMPARE, a, filters).comparedWith(b, ask));
    }

    /** Whether a period stands after "als", "than", "verglichen mit". */
    private static boolean isThan(Slots slots, Placed placed) {
        return slots.tagged().tags().stream()
                .filter(tag -> tag.is(THAN))
                .anyMatch(tag -> tag.end() <= placed.at() && placed.at() - tag.end() <= 2);
    }

    /** What is now, of the same sort as a period that has been. */
    private When now(When then) {
        if (then.isYear()) {
            return When.year(calendar.today().getYear());
        }
        if (then.isMonth()) {
            return calendar.month();
        }
        if (then.isQuarter()) {
            return When.quarter(calendar.today());
        }
        if (then.days() == 7) {
            return calendar.week();
        }
        return then.days() == 1 ? When.day(calendar.today()) : calendar.lastDays(then.days());
    }
}
