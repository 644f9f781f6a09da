package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import java.util.List;
import java.util.Optional;

/** Binds a short question to the reading before it: "und letzte Woche?", "nur Meetings", "by app?". */
final class FollowUp {
    private static final int MANY_WORDS = 9;

    private FollowUp() {}

    /** Whether a question lives on the one before. */
    static boolean follows(Slots slots) {
        Words words = slots.tagged().words();
        boolean opens = slots.tagged().tags().stream().anyMatch(tag -> tag.is(AND_FOLLOWS) && tag.from() <= 1);
        boolean refers = words.is(0, "davon", "dasselbe")
                || says(words, "davon")
                || says(words, "thereof")
                || words.is(0, "nur", "only", "just", "aber", "but");
        boolean whole = slots.has(
                HOW_LONG,
                HOW_MANY,
                HOW_OFTEN,
                WHEN,
                WHAT,
                WHICH,
                SHARE,
                SUMMARY,
                BALANCE,
                DOING,
                UNTIL_WHEN,
                FROM_WHEN);
        boolean points = !slots.hasName()
                && slots.times().whens().isEmpty()
                && words.size() <= MANY_WORDS
                && (says(words, "das")
                        || says(words, "that")
                        || says(words, "it")
                        || says(words, "they")
                        || says(words, "es")
                        || says(words, "those")
                        || says(words, "these")
                        || says(words, "die"));
        boolean compares = slots.has(VERSUS) && slots.times().whens().size() == 2;
        boolean bare = words.size() <= MANY_WORDS && !compares && !whole && !isExplicit(slots) && !slots.has(SELF);
        return opens || refers || points || bare;
    }

    /** Whether it names a figure of its own. */
    private static boolean isExplicit(Slots slots) {
        return slots.has(
                        SHARE,
                        BREAK,
                        FOCUS,
                        SWITCH,
                        OVERTIME,
                        SUMMARY,
                        BALANCE,
                        UNTIL_WHEN,
                        FROM_WHEN,
                        START,
                        END,
                        AVERAGE,
                        MOST,
                        LEAST,
                        NO_BREAK)
                || slots.has(
                        KEYBOARD,
                        MOUSE,
                        VOICE,
                        MICROPHONE,
                        LOUD,
                        WORKDAY,
                        LAST_TIME,
                        FIRST_TIME,
                        EXIST,
                        LOG_START,
                        EARLIEST,
                        LATEST,
                        SINCE_WHEN);
    }

    private static boolean says(Words words, String word) {
        for (int at = 0; at < words.size(); at++) {
            if (words.is(at, word)) {
                return true;
            }
        }
        return false;
    }

    /** The reading before, changed by what is new; empty where nothing is. */
    static Optional<Reading> of(Reading before, Slots slots, Optional<Reading> alone) {
        boolean newMetric = isExplicit(slots)
                || slots.has(HOW_LONG, HOW_MANY, HOW_OFTEN)
                || (slots.has(WHEN, PER_DAY) && !slots.has(AND_FOLLOWS, BY));
        boolean comparing =
                slots.has(MORE, LESS, VERSUS, THAN) && slots.times().whens().size() < 2;
        Optional<Grouping> grouping = Groupings.named(slots.tagged());
        boolean time = !slots.times().whens().isEmpty()
                || !slots.times().hours().isEmpty()
                || !slots.times().weekdays().isEmpty()
                || slots.has(BEFORE_THAT);
        boolean changes = time
                || slots.hasName()
                || grouping.isPresent()
                || comparing
                || newMetric
                || slots.times().clock().isPresent();
        if (!changes) {
            return Optional.empty();
        }
        boolean ofStretches = before.metric().isBreaks() || before.metric().isFocus();
        if (ofStretches
                && slots.has(HOW_LONG, MOST, AVERAGE)
                && !slots.hasName()
                && !slots.has(ACTIVE, BREAK, FOCUS, NO_BREAK, OVERTIME)) {
            return Optional.of(lengthOf(before, slots));
        }
        if (newMetric && alone.isPresent() && !comparing) {
            return Optional.of(narrowed(before, alone.get(), slots));
        }
        Reading changed = before;
        if (!slots.times().whens().isEmpty() || slots.has(BEFORE_THAT)) {
            When when = slots.times()
                    .first()
                    .orElseGet(() -> before.thanWhen().orElse(before.when()).previous());
            if (comparing) {
                return Optional.of(comparable(before).comparedWith(when, ask(slots)));
            }
            changed = before.metric() == Metric.COMPARE
                    ? before.in(when).comparedWith(when.previous(), before.question())
                    : before.in(when);
        } else if (comparing && !slots.hasName()) {
            return Optional.of(comparable(before).comparedWith(before.when().previous(), ask(slots)));
        }
        Filters filters = filters(changed.filters(), slots);
        if (changed.metric() == Metric.VERSUS && slots.hasName()) {
            changed = Reading.of(Metric.TOTAL, changed.when(), filters);
        }
        changed = changed.with(filters);
        if (slots.hasName() && !takesNames(changed.metric())) {
            changed = Reading.of(Metric.TOTAL, changed.when(), filters);
        }
        if (slots.times().clock().isPresent()
                && (slots.isOneDay() || before.when().days() == 1)) {
            return Optional.of(Reading.of(Metric.AT, changed.when(), Filters.NONE)
                    .at(slots.times().clock().get()));
        }
        return Optional.of(grouping.isPresent() ? regrouped(changed, grouping.get()) : changed);
    }

    /** "Wie lang waren die?" after a number of breaks. */
    private static Reading lengthOf(Reading before, Slots slots) {
        boolean breaks = before.metric().isBreaks();
        Metric metric = breaks ? Metric.BREAK_TOTAL : Metric.FOCUS_TOTAL;
        if (slots.has(MOST)) {
            metric = breaks ? Metric.BREAK_LONGEST : Metric.FOCUS_LONGEST;
        } else if (slots.has(AVERAGE)) {
            metric = breaks ? Metric.BREAK_MEAN : Metric.FOCUS_MEAN;
        }
        return before.with(metric).in(slots.times().first().orElse(before.when()));
    }

    private static Reading.Ask ask(Slots slots) {
        return slots.has(MORE) ? Reading.Ask.MORE : slots.has(LESS) ? Reading.Ask.LESS : Reading.Ask.PLAIN;
    }

    private static boolean takesNames(Metric metric) {
        return metric.takesFilters()
                || metric == Metric.SPANS
                || metric == Metric.LAST_TIME
                || metric == Metric.FIRST_TIME
                || metric.isFocus()
                || metric == Metric.START
                || metric == Metric.END
                || metric == Metric.EARLIEST
                || metric == Metric.LATEST;
    }

    private static Reading comparable(Reading before) {
        return Reading.of(Metric.COMPARE, before.when(), before.filters());
    }

    /** A new figure about what was spoken of. */
    private static Reading narrowed(Reading before, Reading alone, Slots slots) {
        Reading here =
                slots.times().whens().isEmpty() && alone.metric() != Metric.COMPARE ? alone.in(before.when()) : alone;
        boolean takes = here.metric().takesFilters();
        Filters own = here.filters();
        boolean refers = says(slots.tagged().words(), "davon");
        boolean keepsName = takes
                && !own.hasName()
                && before.filters().hasName()
                && !slots.has(ACTIVE)
                && here.metric() != Metric.SHARE;
        Filters filters = keepsName
                ? new Filters(before.filters().mode(), before.filters().app(), own.weekdays(), own.hours())
                : own;
        if (refers
                && takes
                && before.filters().mode().isPresent()
                && own.app().isPresent()
                && own.mode().isEmpty()) {
            filters = filters.withMode(before.filters().mode().orElseThrow());
        }
        boolean keepsTime = takes && !own.hasTime() && before.filters().hasTime();
        return here.with(
                keepsTime
                        ? new Filters(
                                filters.mode(),
                                filters.app(),
                                before.filters().weekdays(),
                                before.filters().hours())
                        : filters);
    }

    private static Filters filters(Filters before, Slots slots) {
        Filters now = slots.filters();
        boolean only = slots.has(ONLY);
        Optional<String> mode = now.mode().isPresent()
                ? now.mode()
                : now.app().isPresent() && !only && !says(slots.tagged().words(), "davon")
                        ? Optional.empty()
                        : before.mode();
        Optional<String> app =
                now.app().isPresent() ? now.app() : now.mode().isPresent() && !only ? Optional.empty() : before.app();
        List<java.time.DayOfWeek> weekdays = now.weekdays().isEmpty() ? before.weekdays() : now.weekdays();
        return new Filters(mode, app, weekdays, now.hours().isPresent() ? now.hours() : before.hours());
    }

    private static Reading regrouped(Reading reading, Grouping grouping) {
        boolean rows = reading.metric() == Metric.TOP || reading.metric() == Metric.LEAST;
        boolean figures = reading.metric().isSwitches()
                || reading.metric().isInput()
                || (reading.metric() == Metric.COMPARE && grouping.isShared());
        Filters filters = (grouping == Grouping.MODE && reading.filters().app().isEmpty())
                        || (grouping == Grouping.APP && reading.filters().mode().isEmpty())
                ? reading.filters().ofTimeOnly()
                : reading.filters();
        return rows || figures
                ? reading.by(grouping)
                : Reading.of(Metric.SPLIT, reading.when(), filters).by(grouping);
    }
}
