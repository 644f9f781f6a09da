package io.modehub.chat.analyst;

import static io.modehub.chat.analyst.Concept.*;

import io.modehub.chat.analyst.Outcome.AboutItself;
import io.modehub.chat.analyst.Outcome.Doubt;
import io.modehub.chat.analyst.Outcome.Refused;
import io.modehub.chat.analyst.Outcome.Unclear;
import io.modehub.chat.analyst.Outcome.Understood;
import io.modehub.chat.analyst.Outcome.Unrecorded;
import io.modehub.chat.tools.Language;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads questions of one person at one moment. Where it is not sure it says so instead of guessing. */
final class Reader {
    private static final int USUAL_DAYS = 30;
    private static final int SHORT_QUESTION = 7;

    /** So many days one result tells of. */
    private static final int PATTERN_DAYS = 60;

    private static final int LONG_DAYS = 365;

    private final Names names;
    private final LocalDate today;
    private final DayOfWeek weekStart;
    private final LocalDate firstDay;
    private final Comparisons comparisons;

    Reader(Names names, LocalDate today, DayOfWeek weekStart, LocalDate firstDay) {
        this.names = names;
        this.today = today;
        this.weekStart = weekStart;
        this.firstDay = firstDay;
        this.comparisons = new Comparisons(today, weekStart);
    }

    LocalDate today() {
        return today;
    }

    /** Reads a question, in the language it is taken for. */
    Outcome read(Words words, Language language, Optional<Reading> before) {
        Outcome whole = readOne(tag(words, language), before);
        if (whole instanceof Understood || isFinal(whole)) {
            return whole;
        }
        return ofSentences(words, language, before).orElse(whole);
    }

    private Tagged tag(Words words, Language language) {
        DateGrammar dates = new DateGrammar(today, weekStart, firstDay, language == Language.ENGLISH);
        return new Tagger(names, dates, language).tag(words);
    }

    /** Orders to write are refused whatever else is said. */
    private static boolean isFinal(Outcome outcome) {
        return outcome instanceof Refused refused
                && (refused.because() == WRITING || refused.because() == CREATING || refused.because() == FORECAST);
    }

    /** Of several sentences the last that is a whole question; the others are talk. */
    private Optional<Outcome> ofSentences(Words words, Language language, Optional<Reading> before) {
        List<Words> sentences = sentences(words);
        for (int i = sentences.size() - 1; i >= 0 && sentences.size() > 1; i--) {
            Tagged tagged = tag(sentences.get(i), language);
            boolean own = tagged.has(SELF) || !tagged.names().isEmpty();
            if (own && readOne(tagged, before) instanceof Understood understood) {
                return Optional.of(understood);
            }
        }
        return Optional.empty();
    }

    private static List<Words> sentences(Words words) {
        List<Words> sentences = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < words.size(); at++) {
            boolean end = words.is(at, "?", "!", ";")
                    || (words.is(at, ".") && !words.get(at - (at > 0 ? 1 : 0)).isNumber());
            if ((end || at == words.size() - 1) && at >= from) {
                sentences.add(words.between(from, at + 1));
                from = at + 1;
            }
        }
        return sentences;
    }

    private Outcome readOne(Tagged tagged, Optional<Reading> before) {
        boolean regroups =
                before.isPresent() && Groupings.named(tagged).isPresent() && tagged.has(EXCEPT) && tagged.has(WHY);
        Optional<Concept> refusal = regroups ? Optional.empty() : Refusals.of(tagged);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (tagged.has(ABOUT) && tagged.names().isEmpty() && !tagged.hasTime()) {
            return new AboutItself();
        }
        Slots slots = Slots.of(tagged, names, today, weekStart);
        if (slots.times().ahead()) {
            return new Refused(FORECAST);
        }
        boolean greeting = tagged.unknown().isEmpty()
                && tagged.tags().stream().allMatch(tag -> tag.is(FILLER) && !tag.is(SELF))
                && before.isEmpty();
        if (greeting && !tagged.tags().isEmpty()) {
            return new AboutItself();
        }
        return slots(slots, before, regroups);
    }

    private Outcome slots(Slots slots, Optional<Reading> before, boolean regroups) {
        Optional<Reading> read = before.isPresent() && FollowUp.follows(slots)
                ? FollowUp.of(before.get(), slots, alone(slots, before.get().when()))
                : alone(slots, inherited(slots, before));
        if (slots.times().impossible()) {
            return new Unclear(Doubt.IMPOSSIBLE_TIME, Optional.empty(), candidates(slots, read));
        }
        Optional<Integer> puzzle = slots.tagged().unknown().stream().findFirst();
        if (slots.missing().isPresent()
                && slots.modes().isEmpty()
                && slots.apps().isEmpty()
                && puzzle.isEmpty()
                && (read.isPresent() || slots.tagged().words().size() <= SHORT_QUESTION)) {
            return new Unrecorded(slots.missing().get().spoken());
        }
        if (slots.missing().isPresent()) {
            return new Unclear(
                    Doubt.UNKNOWN_WORD, Optional.of(slots.missing().get().spoken()), candidates(slots, read));
        }
        if (puzzle.isPresent()) {
            return new Unclear(
                    Doubt.UNKNOWN_WORD,
                    puzzle.map(at -> slots.tagged().words().get(at).raw()),
                    candidates(slots, read));
        }
        if (slots.kind().isPresent()) {
            List<Reading> each = slots.kind().get().apps().stream()
                    .limit(3)
                    .flatMap(app -> read.map(one -> one.with(one.filters().withApp(app))).stream())
                    .toList();
            return new Unclear(Doubt.SEVERAL_APPS, slots.kind().map(Name.Kind::spoken), each);
        }
        if (slots.has(EXCEPT) && !regroups && !slots.has(NO_BREAK)) {
            int at = slots.tagged().indexOf(EXCEPT);
            return new Unclear(
                    Doubt.EXCEPTION, Optional.of(slots.tagged().words().get(at).raw()), candidates(slots, read));
        }
        if (read.isEmpty()) {
            boolean follows = before.isEmpty() && slots.has(AND_FOLLOWS);
            return new Unclear(
                    follows ? Doubt.NOTHING_BEFORE : Doubt.NO_METRIC, Optional.empty(), candidates(slots, read));
        }
        return checked(slots, read.get());
    }

    /** In a conversation a question about the past without a period is about the period before. */
    private Optional<When> inherited(Slots slots, Optional<Reading> before) {
        return before.filter(any -> slots.has(PAST) || slots.tagged().words().is(0, "und", "and"))
                .map(Reading::when);
    }

    private Optional<Reading> alone(Slots slots, When usual) {
        return alone(slots, Optional.of(usual));
    }

    /** What a question means by itself. */
    private Optional<Reading> alone(Slots slots, Optional<When> before) {
        When usual = before.orElse(When.upTo(today, USUAL_DAYS));
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
        boolean rows = metric == Metric.TOP || metric == Metric.LEAST || metric == Metric.SPLIT;
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
                        || (reading.metric().isInput()
                                && asked.get() != Grouping.WEEK
                                && asked.get() != Grouping.MONTH));
        return known
                ? reading.by(asked.get() == Grouping.DAY && slots.habitual() ? Grouping.WEEKDAY : asked.get())
                : reading;
    }

    /** The filters a metric can take; what is left over is found by {@link #checked}. */
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
                slots.times().partOfDay() ? new Filters(named.mode(), named.app(), named.weekdays(), Optional.empty()) : named;
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
            return everything();
        }
        if (metric.isOfADay()) {
            return usual.days() == 1 ? usual : When.day(today);
        }
        boolean places = metric == Metric.TOP || metric == Metric.LEAST || metric == Metric.SPLIT;
        if (places
                && usual.equals(When.upTo(today, USUAL_DAYS))
                && Groupings.named(slots.tagged())
                        .filter(by -> by == Grouping.MONTH || (by == Grouping.WEEK && metric != Metric.SPLIT))
                        .isPresent()) {
            return When.upTo(today, LONG_DAYS);
        }
        if (metric == Metric.SUMMARY) {
            boolean day = slots.has(DAY, PER_DAY);
            boolean month = slots.has(MONTH);
            return day
                    ? When.day(today)
                    : month ? When.month(today) : DateGrammar.named(CalendarWords.Unit.WEEK, today, weekStart);
        }
        return usual;
    }

    private When everything() {
        return new When(firstDay.isAfter(today) ? today : firstDay, today.plusDays(1));
    }

    private Outcome checked(Slots slots, Reading reading) {
        Metric metric = reading.metric();
        List<Reading> others = Alternatives.of(reading, slots, everything());
        if (reading.when().notAfter(today).days() > metric.mostDays()) {
            When shorter = When.upTo(today, metric.mostDays() == 100 ? 90 : 365);
            return new Unclear(Doubt.TOO_LONG, Optional.empty(), List.of(reading.in(shorter)));
        }
        boolean narrowed = !metric.takesFilters()
                && (reading.filters().hasTime() || reading.filters().app().isPresent())
                && !takes(reading);
        boolean ofMode = reading.filters().mode().isPresent()
                && (metric.isBreaks()
                        || metric.isSwitches()
                        || metric == Metric.BALANCE
                        || metric == Metric.SUMMARY
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
                && reading.when().equals(When.upTo(today, USUAL_DAYS));
        if (whichDay) {
            return new Unclear(
                    Doubt.WHICH_PERIOD,
                    Optional.empty(),
                    List.of(reading.in(When.day(today)), reading, reading.in(When.day(today.minusDays(1)))));
        }
        boolean daily = metric.isSwitches() && slots.has(PER_DAY, PER_WEEK) && reading.grouping().isEmpty();
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
        boolean meetings = slots.has(HOW_OFTEN, HOW_MANY)
                && metric == Metric.TOTAL
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
        boolean asked = by.isPresent() && slots.has(WHICH, BY, SHOW, LEAST) && metric != Metric.LONGEST_DAY && metric != Metric.OVERTIME_DAYS && metric != Metric.DAYS;
        boolean often = slots.has(WHEN, WHICH) && slots.has(MOST, LEAST) && slots.tagged().isMostOften();
        boolean aDay = slots.has(PER_DAY, PER_WEEK) && metric != Metric.BREAKS_A_DAY && metric != Metric.WORKDAY_MEAN && metric != Metric.WORKDAY_TOTAL
                && metric != Metric.BREAK_MEAN;
        boolean first = slots.has(FIRST) && slots.has(WEEK);
        return (whole && (asked || often || aDay)) || (first && metric.takesFilters());
    }

    private static List<Reading> twoPeriods(Slots slots, Reading reading) {
        List<When> whens = slots.times().whens().stream().map(Times.Placed::when).toList();
        return List.of(
                Reading.of(Metric.COMPARE, whens.get(0), reading.filters()).comparedWith(whens.get(1), Reading.Ask.PLAIN),
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
    private List<Reading> candidates(Slots slots, Optional<Reading> read) {
        List<Reading> candidates = new ArrayList<>();
        When when = slots.times().first().or(() -> read.map(Reading::when)).orElse(When.upTo(today, USUAL_DAYS));
        read.ifPresent(candidates::add);
        List<Slots.Placed> modes = slots.modes();
        for (Slots.Placed mode : modes.size() > 1 || read.isEmpty() ? modes : List.<Slots.Placed>of()) {
            candidates.add(Reading.of(Metric.TOTAL, when, slots.filters().withMode(mode.name())));
        }
        if (slots.modes().isEmpty() && !slots.apps().isEmpty() && read.isEmpty()) {
            candidates.add(Reading.of(Metric.TOTAL, when, slots.filters()));
        }
        if (slots.has(USUAL)) {
            candidates.add(
                    Reading.of(Metric.COMPARE, when, slots.filters()).comparedWith(when.previous(), Reading.Ask.PLAIN));
            candidates.add(Reading.of(Metric.AVERAGE, When.upTo(today, USUAL_DAYS), slots.filters()));
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
