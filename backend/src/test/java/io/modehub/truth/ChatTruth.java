package io.modehub.truth;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.truth.Strip.Piece;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one person's time with one device, by plain loops over the reference's timeline: what the chat's answers
 * are held against.
 */
public final class ChatTruth {
    private static final long MINUTE = 60_000;
    private static final long QUARTER = 15 * MINUTE;

    private final List<Activity> activities;
    private final List<Piece<Moment>> line;
    private final List<Piece<Moment>> modes;

    /**
     * A person's word about a stretch of time.
     *
     * @param ofDevice whether it is about the device, not above all of them
     */
    public record Word(Instant from, Instant to, String mode, boolean ofDevice) {}

    /** A stretch of time, epoch milliseconds, the end excluded. */
    public record Stretch(long from, long to) {
        public long length() {
            return to - from;
        }
    }

    private ChatTruth(List<Activity> activities, List<Piece<Moment>> line) {
        this.activities = activities;
        this.line = line;
        Strip<Moment> withoutApps = new Strip<>();
        line.forEach(piece -> withoutApps.paint(
                piece.from(), piece.to(), new Moment(piece.value().mode(), null)));
        modes = withoutApps.joined();
    }

    /**
     * The truth about a log.
     *
     * @param words in the order in which they were said
     * @param classifiers makes new classifiers
     */
    public static ChatTruth of(
            List<Activity> activities,
            List<Word> words,
            Supplier<Function<Activity, Prediction>> classifiers,
            Instant now) {
        return new ChatTruth(List.copyOf(activities), new LongTimeline(activities, words, classifiers, now).line());
    }

    /** Applications and modes there are. */
    public Set<String> names(String by) {
        Set<String> names = new LinkedHashSet<>();
        line.forEach(piece -> Stream.of(
                        by.equals("app") ? piece.value().app() : piece.value().mode())
                .filter(java.util.Objects::nonNull)
                .forEach(names::add));
        return names;
    }

    /** Active time of what is asked. */
    public long activeMs(Asked asked) {
        return parts(asked).stream().mapToLong(part -> part.to() - part.from()).sum();
    }

    /** Local days with such time. */
    public int days(Asked asked) {
        return byDay(asked).size();
    }

    /** Active time by mode, app, hour, weekday, day, week or month; keys as a summary has them. */
    public Map<String, Long> rows(String by, Asked asked) {
        Map<String, Long> rows = new TreeMap<>();
        for (Piece<Moment> part : parts(asked)) {
            String key = key(by, part, asked);
            if (key != null) {
                rows.merge(key, part.to() - part.from(), Long::sum);
            }
        }
        return rows;
    }

    private static @Nullable String key(String by, Piece<Moment> part, Asked asked) {
        LocalDate day = asked.local(part.from()).toLocalDate();
        return switch (by) {
            case "mode" -> part.value().mode();
            case "app" -> part.value().app();
            case "hour" -> String.valueOf(asked.local(part.from()).getHour());
            case "weekday" -> String.valueOf(day.getDayOfWeek().getValue());
            case "day" -> day.toString();
            case "week" ->
                "%04d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case "month" -> day.toString().substring(0, 7);
            default -> throw new IllegalArgumentException("nothing is grouped by " + by);
        };
    }

    /** Days of such time: when it began and ended, how much of it there was. */
    public Map<LocalDate, List<Stretch>> byDay(Asked asked) {
        Map<LocalDate, List<Stretch>> days = new TreeMap<>();
        for (Piece<Moment> part : parts(asked)) {
            List<Stretch> day =
                    days.computeIfAbsent(asked.local(part.from()).toLocalDate(), fresh -> new ArrayList<>());
            Stretch last = day.isEmpty() ? new Stretch(0, Long.MIN_VALUE) : day.get(day.size() - 1);
            if (last.to() == part.from()) {
                day.set(day.size() - 1, new Stretch(last.from(), part.to()));
            } else {
                day.add(new Stretch(part.from(), part.to()));
            }
        }
        return days;
    }

    /** Time without activity between the first and the last active moment of a local day, at least so long. */
    public List<Stretch> breaks(Asked asked, int minMinutes) {
        List<Stretch> breaks = new ArrayList<>();
        for (List<Stretch> day : byDay(asked).values()) {
            for (int i = 1; i < day.size(); i++) {
                Stretch pause = new Stretch(day.get(i - 1).to(), day.get(i).from());
                if (pause.length() >= minMinutes * MINUTE) {
                    breaks.add(pause);
                }
            }
        }
        return breaks;
    }

    /** The longest time of a local day without such a break. */
    public long longestWithoutBreak(Asked asked, int minMinutes) {
        long longest = 0;
        for (List<Stretch> day : byDay(asked).values()) {
            long since = day.get(0).from();
            long until = since;
            for (Stretch stretch : day) {
                since = stretch.from() - until >= minMinutes * MINUTE ? stretch.from() : since;
                until = stretch.to();
                longest = Math.max(longest, until - since);
            }
        }
        return longest;
    }

    /** Uninterrupted time in one of the modes asked for, at least so long. */
    public List<Stretch> focus(Asked asked, int minMinutes) {
        List<Stretch> stretches = new ArrayList<>();
        for (Piece<Moment> piece : modes) {
            long from = Math.max(piece.from(), asked.from());
            long to = Math.min(piece.to(), asked.to());
            if (asked.isOf(piece.value()) && to - from >= minMinutes * MINUTE) {
                stretches.add(new Stretch(from, to));
            }
        }
        return stretches;
    }

    /** Moments at which another application, or mode, comes to the front without a pause. */
    public int switches(Asked asked, boolean ofApps) {
        int count = 0;
        String before = null;
        long until = Long.MIN_VALUE;
        for (Piece<Moment> piece : line) {
            if (piece.to() <= asked.from() || piece.from() >= asked.to() || !asked.isOf(piece.value())) {
                continue;
            }
            String name = ofApps ? piece.value().app() : piece.value().mode();
            boolean touches = piece.from() == until;
            if (touches && before != null && name != null && !name.equals(before)) {
                count++;
            }
            before = name;
            until = piece.to();
        }
        return count;
    }

    /** Activities that start within what is asked. */
    List<Activity> measured(Asked asked) {
        return activities.stream()
                .filter(activity -> activity.at().toEpochMilli() >= asked.from()
                        && activity.at().toEpochMilli() < asked.to())
                .toList();
    }

    /** What lies in the time asked, of any mode. */
    public long coverageMs(Asked asked) {
        return line.stream()
                .mapToLong(
                        piece -> Math.max(0, Math.min(piece.to(), asked.to()) - Math.max(piece.from(), asked.from())))
                .sum();
    }

    /** The active pieces of what is asked, in order, none longer than a quarter-hour of the clock, at which all zones' hours begin. */
    private List<Piece<Moment>> parts(Asked asked) {
        List<Piece<Moment>> parts = new ArrayList<>();
        for (Piece<Moment> piece : line) {
            if (!asked.isOf(piece.value())) {
                continue;
            }
            long end = Math.min(piece.to(), asked.to());
            for (long at = Math.max(piece.from(), asked.from()); at < end; ) {
                long next = Math.min(end, (Math.floorDiv(at, QUARTER) + 1) * QUARTER);
                if (asked.isAt(at)) {
                    parts.add(new Piece<>(at, next, piece.value()));
                }
                at = next;
            }
        }
        return parts;
    }
}
