package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By what a question wants time split. */
final class Groupings {
    /** Shorter periods have their days looked at, not the days of the week. */
    private static final int DAYS_OF_A_WEEK = 7;

    private static final int MANY_DAYS = 62;
    private static final int DAYS_OF_A_YEAR = 200;

    private static final Map<Concept, Grouping> NOUNS = Map.of(
            APP, Grouping.APP,
            MODE, Grouping.MODE,
            HOUR, Grouping.HOUR,
            WEEKDAY, Grouping.WEEKDAY,
            DAY, Grouping.DAY,
            WEEK, Grouping.WEEK,
            MONTH, Grouping.MONTH,
            PER_DAY, Grouping.DAY,
            PER_WEEK, Grouping.WEEK,
            PER_HOUR, Grouping.HOUR);

    private Groupings() {}

    /** What the question names; empty where it names nothing to split by. */
    static Optional<Grouping> named(Tagged tagged) {
        return named(tagged, false);
    }

    /** @param ofSwitches then "App" says what is switched, not what is split by */
    static Optional<Grouping> named(Tagged tagged, boolean ofSwitches) {
        for (Tag tag : tagged.tags()) {
            if (ofSwitches && tag.is(APP)) {
                continue;
            }
            for (Map.Entry<Concept, Grouping> noun : NOUNS.entrySet()) {
                boolean mark = (tag.is(APP) || tag.is(MODE)) && marksName(tagged, tag);
                if (tag.is(noun.getKey()) && !mark && (tag.name().isEmpty() || tag.is(WEEKDAY))) {
                    return Optional.of(noun.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** What stands right after "nach" or "by", or after "which"; empty where nothing does. */
    static Optional<Grouping> split(Tagged tagged) {
        List<Tag> tags = tagged.tags();
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            boolean which = tagged.words().text(tag.from()).startsWith("welch")
                    || tagged.words().is(tag.from(), "which");
            Optional<Grouping> itself = tag.is(BY) || which ? noun(tag) : Optional.empty();
            boolean opens = (tag.is(BY) || tag.is(WHICH))
                    && i + 1 < tags.size()
                    && tags.get(i + 1).from() == tag.end();
            Optional<Grouping> next = opens ? noun(tags.get(i + 1)) : Optional.empty();
            boolean mark = opens && marksName(tagged, tags.get(i + 1));
            if (itself.isPresent() || (next.isPresent() && !mark)) {
                return itself.or(() -> next);
            }
        }
        return Optional.empty();
    }

    private static Optional<Grouping> noun(Tag tag) {
        boolean named = tag.name().isPresent() && !tag.is(WEEKDAY);
        return NOUNS.entrySet().stream()
                .filter(noun -> !named && tag.is(noun.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** "in der App Slack": there the word says what the name is. */
    private static boolean marksName(Tagged tagged, Tag tag) {
        return tagged.names().stream().anyMatch(name -> name.from() == tag.end() || name.end() == tag.from());
    }

    /** The reading with the groupings it wants. */
    static Reading of(Reading reading, Slots slots) {
        Optional<Grouping> named = named(slots.tagged());
        long days = reading.when().days();
        boolean oneDay = days == 1;
        if (named.isPresent()) {
            boolean weekday = named.get() == Grouping.DAY
                    && reading.metric() != Metric.SPLIT
                    && slots.habitual()
                    && days > DAYS_OF_A_WEEK
                    && slots.times().weekdays().isEmpty()
                    && !slots.has(PER_DAY);
            return reading.by(weekday ? Grouping.WEEKDAY : named.get());
        }
        if (reading.metric() == Metric.SPLIT) {
            boolean names = reading.filters().hasName();
            boolean dated = slots.has(TREND) || names || (slots.has(ACTIVE, HOW_LONG) && !slots.has(WHAT));
            return reading.by(!dated ? Grouping.MODE : timeline(days));
        }
        if (slots.has(WHEN)) {
            boolean weekdays = !oneDay && slots.times().weekdays().isEmpty();
            return slots.times().hours().isEmpty()
                    ? weekdays ? reading.by(Grouping.HOUR, Grouping.WEEKDAY) : reading.by(Grouping.HOUR)
                    : reading.by(Grouping.WEEKDAY);
        }
        if (!slots.times().weekdays().isEmpty() && slots.times().weekdays().size() < 7 && slots.has(OR)) {
            return reading.by(Grouping.WEEKDAY);
        }
        boolean what = slots.has(WHAT, USING, WASTING) || !slots.has(HOW_LONG, ACTIVE);
        if (reading.filters().app().isPresent()) {
            return reading.by(slots.has(HOW_LONG) ? Grouping.DAY : Grouping.MODE);
        }
        if (reading.filters().mode().isPresent()) {
            return reading.by(what || slots.has(WHICH) ? Grouping.APP : Grouping.DAY);
        }
        return what ? reading.by(Grouping.APP, Grouping.MODE) : reading.by(Grouping.DAY);
    }

    private static Grouping timeline(long days) {
        return days == 1
                ? Grouping.HOUR
                : days <= MANY_DAYS ? Grouping.DAY : days <= DAYS_OF_A_YEAR ? Grouping.WEEK : Grouping.MONTH;
    }
}
