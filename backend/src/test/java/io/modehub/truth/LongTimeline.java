package io.modehub.truth;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.truth.ChatTruth.Word;
import io.modehub.truth.Strip.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A timeline of a year, made day by day by references of their own: a day depends on nothing but the activities near it, and
 * a reference of the whole would be too big.
 */
final class LongTimeline {
    /** The longest window, and more than what a day's classifier looks back and ahead. */
    private static final long NEAR = AgentDay.HOUR + 1;

    private final NavigableMap<Long, List<Activity>> byStart = new TreeMap<>();
    private final List<Word> words;
    private final Supplier<Function<Activity, Prediction>> classifiers;
    private final long now;

    LongTimeline(
            List<Activity> activities,
            List<Word> words,
            Supplier<Function<Activity, Prediction>> classifiers,
            Instant now) {
        activities.forEach(activity -> byStart.computeIfAbsent(activity.at().toEpochMilli(), at -> new ArrayList<>(1))
                .add(activity));
        this.words = List.copyOf(words);
        this.classifiers = classifiers;
        this.now = now.toEpochMilli();
    }

    /** All of it up to now. */
    List<Piece<Moment>> line() {
        long first = byStart.isEmpty() ? now : byStart.firstKey();
        long last = byStart.isEmpty() ? now : byStart.lastKey() + NEAR;
        for (Word word : words) {
            first = Math.min(first, word.from().toEpochMilli());
            last = Math.max(last, word.to().toEpochMilli());
        }
        Strip<Moment> line = new Strip<>();
        for (long day = Math.floorDiv(first, AgentDay.DAY); day <= Math.floorDiv(last, AgentDay.DAY); day++) {
            line.paint(day(day * AgentDay.DAY));
        }
        line.clear(now, Long.MAX_VALUE);
        return line.joined();
    }

    private List<Piece<Moment>> day(long start) {
        long end = start + AgentDay.DAY;
        Reference reference = new Reference(classifiers, now);
        int device = reference.pair();
        List<Activity> near = new ArrayList<>();
        byStart.subMap(start - NEAR, end + NEAR).values().forEach(near::addAll);
        reference.report(device, near);
        for (Word word : words) {
            reference.say(
                    word.ofDevice() ? device : null,
                    word.from().toEpochMilli(),
                    word.to().toEpochMilli(),
                    word.mode());
        }
        Strip<Moment> line = new Strip<>();
        line.paint(reference.timeline().pieces());
        line.clear(Long.MIN_VALUE, start);
        line.clear(end, Long.MAX_VALUE);
        return line.pieces();
    }
}
