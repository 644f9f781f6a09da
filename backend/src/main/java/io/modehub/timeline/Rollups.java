package io.modehub.timeline;

import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.modehub.spans.DaySums;
import io.modehub.spans.Slice;
import io.modehub.spans.Slices;
import io.modehub.store.RollupStore;
import io.modehub.store.RollupStore.Day;
import io.modehub.store.RollupStore.Locked;
import io.modehub.store.TimeStore;
import io.modehub.store.TimeStore.AgentDay;
import io.modehub.store.TimeStore.Material;
import io.modehub.store.TimeStore.Stretch;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Keeps roll-ups true: the quarter-hours that a change touches are computed anew from spans, labels and windows in the
 * transaction of the change, and quarter-hours that are over are sealed. Nothing else writes roll-ups.
 */
public final class Rollups {
    /** What is further behind is left to the background, so that no writer of activities waits for it. */
    private static final Duration SEALED_AT_ONCE = Duration.ofDays(7);

    /** Runs of quarters computed together: a week of one person's windows fits a small heap. */
    private static final int JOBS_AT_ONCE = 7;

    /** Stands for an application that has no number though it should. */
    private static final int UNNUMBERED = 0xfffffff;

    private Rollups() {}

    /** A stretch of a person's time that may be another now. */
    public record Touched(UserId user, Instant from, Instant to) {
        /** The stretch from the start of the first to the end of the last. */
        public Touched with(Touched other) {
            return new Touched(user, earlier(from, other.from), to.isAfter(other.to) ? to : other.to);
        }

        /** A whole UTC day. */
        public static Touched day(UserId user, LocalDate day) {
            return new Touched(user, DayFold.startOf(day), DayFold.startOf(day.plusDays(1)));
        }
    }

    /** The start of the quarter-hour a moment lies in. */
    public static Instant quarterOf(Instant at) {
        long ms = at.toEpochMilli();
        return Instant.ofEpochMilli(ms - Math.floorMod(ms, DaySums.QUARTER_MS));
    }

    /** The first start of a quarter-hour that isn't before a moment. */
    public static Instant quarterAfter(Instant at) {
        return quarterOf(at.plusMillis(DaySums.QUARTER_MS - 1));
    }

    /**
     * Computes anew what was touched and is sealed, and seals what is over. The last thing a transaction does.
     *
     * @param locked as {@link RollupStore#lock} told it in this transaction
     * @param reached up to where persons' activities have come in order
     */
    public static Future<Void> keep(
            SqlConnection connection,
            Map<UserId, Locked> locked,
            List<Touched> touched,
            Map<UserId, Instant> reached,
            Instant now) {
        Map<UserId, Instant> moved = new HashMap<>();
        Days days = new Days();
        locked.forEach((user, time) -> time.sealedTo().ifPresent(from -> {
            Instant over = quarterOf(earlier(reached.getOrDefault(user, from), now));
            if (over.isAfter(from) && !over.isAfter(from.plus(SEALED_AT_ONCE))) {
                moved.put(user, over);
                days.add(user, from, over);
            }
        }));
        for (Touched one : touched) {
            Optional<Instant> seal = Optional.ofNullable(locked.get(one.user())).flatMap(Locked::sealedTo);
            Instant to = moved.getOrDefault(one.user(), seal.orElse(Instant.MIN));
            if (one.from().isBefore(to)) {
                days.add(one.user(), one.from(), earlier(one.to(), to));
            }
        }
        return compute(connection, days, now).compose(nothing -> RollupStore.seal(connection, moved));
    }

    /** Computes the roll-ups of {@code [from, to)} and seals up to there. */
    public static Future<Void> seal(SqlConnection connection, UserId user, Instant from, Instant to, Instant now) {
        Days days = new Days();
        days.add(user, from, to);
        return compute(connection, days, now).compose(nothing -> RollupStore.seal(connection, Map.of(user, to)));
    }

    /** The quarters to compute, by person and UTC day. */
    private static final class Days {
        private final Map<UserId, TreeMap<LocalDate, BitSet>> quarters = new HashMap<>();

        void add(UserId user, Instant from, Instant to) {
            for (LocalDate day = DayFold.dayOf(from);
                    from.isBefore(to) && DayFold.startOf(day).isBefore(to);
                    day = day.plusDays(1)) {
                quarters.computeIfAbsent(user, key -> new TreeMap<>())
                        .computeIfAbsent(day, key -> new BitSet(DaySums.QUARTERS))
                        .set(quarter(day, from), quarter(day, to.minusMillis(1)) + 1);
            }
        }

        private static int quarter(LocalDate day, Instant at) {
            long ms = at.toEpochMilli() - DayFold.startOf(day).toEpochMilli();
            return (int) Math.max(0, Math.min(DaySums.QUARTERS - 1, ms / DaySums.QUARTER_MS));
        }

        /** One for every run of quarters; those of a day follow each other. */
        List<Job> jobs() {
            List<Job> jobs = new ArrayList<>();
            quarters.forEach((user, days) -> days.forEach((day, set) -> {
                for (int from = set.nextSetBit(0); from >= 0; from = set.nextSetBit(set.nextClearBit(from))) {
                    jobs.add(new Job(user, day, from, set.nextClearBit(from)));
                }
            }));
            return jobs;
        }
    }

    /** The quarters {@code from <= q < to} of a person's UTC day. */
    private record Job(UserId user, LocalDate day, int from, int to) {
        Stretch stretch() {
            return new Stretch(user, at(from), at(to));
        }

        private Instant at(int quarter) {
            return DayFold.startOf(day).plusMillis(quarter * DaySums.QUARTER_MS);
        }
    }

    private static Future<Void> compute(SqlConnection connection, Days days, Instant now) {
        List<Job> jobs = days.jobs();
        Future<Void> done = Future.succeededFuture();
        for (int i = 0; i < jobs.size(); i += JOBS_AT_ONCE) {
            List<Job> some = jobs.subList(i, Math.min(i + JOBS_AT_ONCE, jobs.size()));
            done = done.compose(nothing -> computeSome(connection, some, now));
        }
        return done;
    }

    private static Future<Void> computeSome(SqlConnection connection, List<Job> jobs, Instant now) {
        Future<List<Material>> materials =
                TimeStore.all(connection, jobs.stream().map(Job::stretch).toList());
        Future<Map<Day, DaySums>> present = RollupStore.read(
                connection,
                jobs.stream().map(Job::user).toList(),
                jobs.stream().map(Job::day).toList());
        return Future.join(materials, present).compose(nothing -> {
            List<Map<Integer, List<Slice>>> slices = materials.result().stream()
                    .map(material -> slices(material, now))
                    .toList();
            Map<UserId, Set<String>> apps = new HashMap<>();
            for (int i = 0; i < jobs.size(); i++) {
                Set<String> used = apps.computeIfAbsent(jobs.get(i).user(), key -> new HashSet<>());
                slices.get(i).values().forEach(all -> all.forEach(slice -> used.add(slice.app())));
                used.remove("");
            }
            return RollupStore.appIds(connection, apps).compose(ids -> {
                Map<Day, DaySums> changed = new HashMap<>(present.result());
                for (int i = 0; i < jobs.size(); i++) {
                    Job job = jobs.get(i);
                    Map<String, Integer> numbers = ids.getOrDefault(job.user(), Map.of());
                    sums(
                                    job,
                                    slices.get(i),
                                    materials.result().get(i).thinned(),
                                    changed,
                                    app -> java.util.Objects.requireNonNull(numbers.get(app)))
                            .forEach((timeline, sums) -> changed.put(new Day(job.user(), timeline, job.day()), sums));
                }
                changed.entrySet().removeIf(entry -> entry.getValue()
                        .equals(present.result().getOrDefault(entry.getKey(), DaySums.EMPTY)));
                return changed.isEmpty() ? Future.succeededFuture() : RollupStore.write(connection, changed);
            });
        });
    }

    /** The day's roll-ups as they should be, of every timeline that has or had any, by its key. */
    private static Map<Integer, DaySums> sums(
            Job job,
            Map<Integer, List<Slice>> slices,
            Set<AgentDay> thinned,
            Map<Day, DaySums> present,
            ToIntFunction<String> appId) {
        Set<Integer> timelines = new TreeSet<>(slices.keySet());
        present.keySet().stream()
                .filter(day -> day.user().equals(job.user()) && day.day().equals(job.day()))
                .forEach(day -> timelines.add(day.agentKey()));
        long start = DayFold.startOf(job.day()).toEpochMilli();
        Map<Integer, DaySums> sums = new TreeMap<>();
        for (int timeline : timelines) {
            DaySums before = present.getOrDefault(new Day(job.user(), timeline, job.day()), DaySums.EMPTY);
            DaySums fresh = DaySums.of(start, slices.getOrDefault(timeline, List.of()), appId);
            sums.put(
                    timeline,
                    before.with(
                            hasLost(timeline, job.day(), thinned) ? fresh.withAppsOf(before) : fresh,
                            job.from(),
                            job.to()));
        }
        return sums;
    }

    /**
     * The roll-ups of the material's day as they should be, by timeline; but for timelines that have lost windows, which nobody
     * can tell any more.
     *
     * @param material of a day from its start
     * @param kept the day's roll-ups as they are
     */
    static Map<Integer, DaySums> expected(
            Material material, LocalDate day, Map<Day, DaySums> kept, Map<String, Integer> appIds, Instant now) {
        long length = Duration.between(
                        material.stretch().from(), material.stretch().to())
                .toMillis();
        Job job = new Job(material.stretch().user(), day, 0, (int) (length / DaySums.QUARTER_MS));
        Map<Integer, DaySums> sums =
                sums(job, slices(material, now), material.thinned(), kept, app -> appIds.getOrDefault(app, UNNUMBERED));
        sums.keySet()
                .removeIf(timeline -> hasLost(timeline, day, material.thinned())
                        || hasLost(timeline, day.minusDays(1), material.thinned()));
        return sums;
    }

    /** Whether windows of the timeline's day are gone. */
    private static boolean hasLost(int timeline, LocalDate day, Set<AgentDay> thinned) {
        return thinned.stream()
                .anyMatch(lost ->
                        lost.day().equals(day) && (timeline == RollupStore.PERSON || timeline == lost.agentKey()));
    }

    /** Every timeline of the material, cut into slices; the person's under {@link RollupStore#PERSON}. */
    private static Map<Integer, List<Slice>> slices(Material material, Instant now) {
        long from = material.stretch().from().toEpochMilli();
        long to = Math.min(material.stretch().to().toEpochMilli(), now.toEpochMilli());
        Map<Integer, List<Slice>> slices = new HashMap<>();
        Timelines.agents(material, now).forEach(agent -> slices.put(agent.agentKey(), Slices.of(agent, from, to)));
        slices.put(RollupStore.PERSON, Slices.of(Timelines.person(material, now), from, to));
        return slices;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
