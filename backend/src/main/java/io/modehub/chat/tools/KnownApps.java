package io.modehub.chat.tools;

import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.modehub.spans.DaySums;
import io.modehub.spans.GroupBy;
import io.modehub.spans.SummaryBuilder;
import io.modehub.spans.SummaryBuilder.Question;
import io.modehub.store.LogStore;
import io.modehub.store.RollupStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A person's applications: the most used of late first, then those that came up just now, then the others by name. Every question
 * waits for this before its first word, so it is read side by side, from the days' roll-ups, and three months are enough to rank.
 */
final class KnownApps {
    private static final int DAYS = 92;

    /** Roll-ups lag by some minutes, and longer while an agent catches up. */
    private static final Duration JUST_NOW = Duration.ofHours(1);

    private final Map<LocalDate, byte[]> days;
    private final Map<Integer, String> names;
    private final List<String> justNow;

    private KnownApps(Map<LocalDate, byte[]> days, Map<Integer, String> names, List<String> justNow) {
        this.days = days;
        this.names = names;
        this.justNow = justNow;
    }

    static Future<KnownApps> read(LogStore log, UserId user, Instant now) {
        LocalDate today = DayFold.dayOf(now);
        Future<Map<LocalDate, byte[]>> days = log.rollups(user, RollupStore.PERSON, today.minusDays(DAYS), today);
        Future<Map<Integer, String>> names = log.appNames(user);
        Future<List<String>> justNow = log.apps(user, now.minus(JUST_NOW), now);
        return Future.all(days, names, justNow)
                .map(read -> new KnownApps(days.result(), names.result(), justNow.result()));
    }

    /** At most {@link Toolbox#MAX_APPS}. */
    List<String> ranked(Modes modes) {
        SummaryBuilder sums =
                new SummaryBuilder(new Question(GroupBy.APP, ZoneOffset.UTC, modes.away(), null, null, null), names);
        days.forEach((day, packed) -> sums.add(DayFold.startOf(day).toEpochMilli(), packed, 0, DaySums.QUARTERS));
        return Stream.of(
                        sums.build(modes::name).activeMs().keySet().stream(),
                        justNow.stream(),
                        new TreeSet<>(names.values()).stream())
                .flatMap(some -> some)
                .filter(name -> !name.isEmpty())
                .distinct()
                .limit(Toolbox.MAX_APPS)
                .toList();
    }
}
