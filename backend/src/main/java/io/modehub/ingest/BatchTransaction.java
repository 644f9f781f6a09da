package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.models.Setups;
import io.modehub.models.Setups.Judging;
import io.modehub.protocol.Activity;
import io.modehub.spans.AgentFold;
import io.modehub.spans.DayFold;
import io.modehub.store.ActivityStore;
import io.modehub.store.DayStore;
import io.modehub.store.IngestStore;
import io.modehub.store.IngestStore.CurrentRow;
import io.modehub.store.RollupStore;
import io.modehub.store.RollupStore.Locked;
import io.modehub.timeline.DayRuns;
import io.modehub.timeline.Rollups;
import io.modehub.timeline.Rollups.Touched;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One batch, one transaction: first the persons' time is locked, so that writers of it take turns, then the cursors; then come
 * rows, spans, words and current modes; then days that are run again, and roll-ups.
 */
final class BatchTransaction {
    private final Setups setups;
    private final DayRuns days;
    private final IngestMeters meters;

    BatchTransaction(Setups setups, DayRuns days, IngestMeters meters) {
        this.setups = setups;
        this.days = days;
        this.meters = meters;
    }

    /** A session's past with late activities in their places. */
    private record Resumed(AgentFold fold, Judging judging) {}

    /** Some persons' setups have changed since their activities were judged, so nothing of this batch was written. */
    static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Set<UserId> users;

        Outdated(Set<UserId> users) {
            super("setups changed");
            this.users = users;
        }

        Set<UserId> users() {
            return users;
        }
    }

    /** Late activities would make these days of agents longer than they may be, so nothing of this batch was written. */
    static final class DaysFull extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Map<Integer, Set<LocalDate>> days;

        DaysFull(Map<Integer, Set<LocalDate>> days) {
            super("more activities than a day may have");
            this.days = days;
        }

        /** Whether the entry is one of those; its session remembers. */
        boolean has(Entry entry) {
            Set<LocalDate> full = days.getOrDefault(entry.session().agent.key(), Set.of());
            full.stream()
                    .filter(day -> day.isBefore(entry.session().kept.day()))
                    .forEach(entry.session().fullDays::add);
            return entry.content() instanceof Entry.Late late
                    && full.contains(DayFold.dayOf(late.activity().at()));
        }
    }

    /** Commits the batch or leaves no trace of it. */
    Future<Void> commit(PgConnection connection, List<Entry> entries, Instant now) {
        Batch batch = new Batch(entries);
        Map<Session, Resumed> resumed = new HashMap<>();
        Map<Session, CurrentRow> currents = currents(batch.sessions(), now);
        return connection.begin().compose(open -> write(connection, batch, currents, resumed, now)
                .compose(nothing -> {
                    FaultPoint.BEFORE_COMMIT.reached();
                    long before = System.nanoTime();
                    return open.commit().onSuccess(done -> meters.committed(System.nanoTime() - before));
                })
                .onSuccess(nothing -> FaultPoint.AFTER_COMMIT.reached())
                .onSuccess(nothing -> currents.forEach((session, row) -> session.written(row, now)))
                .onSuccess(nothing -> resumed.forEach((session, past) -> session.adopt(past.fold(), past.judging())))
                .recover(failure -> open.rollback().transform(nothing -> Future.failedFuture(failure))));
    }

    private Future<Void> write(
            PgConnection connection,
            Batch batch,
            Map<Session, CurrentRow> currents,
            Map<Session, Resumed> resumed,
            Instant now) {
        Future<Map<UserId, Locked>> locked = RollupStore.lock(connection, batch.users())
                .map(times -> {
                    requireFresh(batch, times);
                    return times;
                });
        Future<Void> moved = IngestStore.moveCursors(connection, batch.moves());
        Future<Map<Integer, LocalDate>> finished =
                DayStore.standings(connection, batch.agentKeys()).map(standings -> finishedTo(batch, standings));
        List<Future<Void>> writes = new ArrayList<>();
        writes.add(moved);
        LocalDate received = LocalDate.ofInstant(now, ZoneOffset.UTC);
        add(writes, batch.rows, () -> IngestStore.insertActivities(connection, batch.rows, received));
        add(writes, batch.posted, () -> IngestStore.notePosted(connection, batch.posted));
        add(writes, batch.gone(), () -> IngestStore.deleteSpans(connection, batch.gone()));
        add(writes, batch.spans(), () -> IngestStore.putSpans(connection, batch.spans()));
        add(writes, batch.asides, () -> IngestStore.setAside(connection, batch.asides));
        add(writes, batch.gaps, () -> IngestStore.noteGaps(connection, batch.gaps));
        batch.hands.forEach((row, user) -> writes.add(IngestStore.setByHand(connection, user, row)));
        add(writes, currents.values(), () -> IngestStore.putCurrent(connection, List.copyOf(currents.values()), now));
        List<Touched> touched = new ArrayList<>(batch.touched(now));
        return moved.compose(nothing -> Future.join(writes))
                .compose(nothing -> Future.join(locked, finished))
                .compose(nothing -> requireRoom(connection, batch.lateDays()))
                .compose(nothing -> reopen(connection, batch, finished.result(), touched))
                .compose(nothing -> runLate(connection, batch, finished.result(), touched, resumed))
                .compose(nothing -> Rollups.keep(connection, locked.result(), touched, batch.reached(), now));
    }

    /**
     * Up to where days are smoothed. A stream that was just made when its agent was removed, or its history imported, may have
     * kept its generation; the agent's own tells.
     */
    private static Map<Integer, LocalDate> finishedTo(Batch batch, Map<Integer, DayStore.Standing> standings) {
        Map<Integer, LocalDate> finished = new HashMap<>();
        Set<IngestStore.Link> fenced = new HashSet<>();
        for (Session session : batch.sessions()) {
            DayStore.Standing standing = standings.get(session.agent.key());
            if (standing == null || standing.generation() != session.generation) {
                fenced.add(session.link());
            } else {
                finished.put(session.agent.key(), standing.finishedTo());
            }
        }
        if (!fenced.isEmpty()) {
            throw new IngestStore.Fenced(fenced);
        }
        return finished;
    }

    /** What was judged by setups that hold no longer has to be judged again. */
    private static void requireFresh(Batch batch, Map<UserId, Locked> times) {
        Set<UserId> stale = new HashSet<>();
        batch.judgedBy().forEach((session, versions) -> {
            Locked time = times.get(session.agent.user());
            if (time != null && !versions.equals(Set.of(time.setupVersion()))) {
                stale.add(session.agent.user());
            }
        });
        if (!stale.isEmpty()) {
            throw new Outdated(stale);
        }
    }

    /** Days are counted where late activities were added to them, which no tally has seen for certain. */
    private static Future<Void> requireRoom(SqlConnection connection, Map<Integer, Set<LocalDate>> days) {
        return days.isEmpty()
                ? Future.succeededFuture()
                : ActivityStore.fullDays(connection, days).map(full -> {
                    if (!full.isEmpty()) {
                        throw new DaysFull(full);
                    }
                    return null;
                });
    }

    private static void add(List<Future<Void>> writes, Collection<?> rows, Supplier<Future<Void>> write) {
        if (!rows.isEmpty()) {
            writes.add(write.get());
        }
    }

    private static Map<Session, CurrentRow> currents(Collection<Session> sessions, Instant now) {
        Map<Session, CurrentRow> rows = new LinkedHashMap<>();
        for (Session session : sessions) {
            CurrentRow row = session.current(now);
            if (row != null) {
                rows.put(session, row);
            }
        }
        return rows;
    }

    /**
     * An agent that goes on in a day which counted as finished: the day is live again, so its smoothing is undone, and comes
     * back when it is over.
     */
    private Future<Void> reopen(
            SqlConnection connection, Batch batch, Map<Integer, LocalDate> finished, List<Touched> touched) {
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<Session, LocalDate> first : batch.firstDays().entrySet()) {
            AgentRef agent = first.getKey().agent;
            LocalDate from = first.getValue();
            LocalDate to = finished.getOrDefault(agent.key(), LocalDate.EPOCH);
            if (!from.isBefore(to)) {
                continue;
            }
            finished.put(agent.key(), from);
            done = done.compose(nothing -> DayStore.setFinishedTo(connection, agent.key(), from));
            for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
                LocalDate reopened = day;
                done = done.compose(nothing -> days.run(connection, agent, reopened, false))
                        .map(change -> {
                            touched.addAll(change);
                            return null;
                        });
            }
        }
        return done;
    }

    /** Runs the days again that late activities fall into, each once. */
    private Future<Void> runLate(
            SqlConnection connection,
            Batch batch,
            Map<Integer, LocalDate> finished,
            List<Touched> touched,
            Map<Session, Resumed> resumed) {
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<Session, List<Activity>> late : batch.late.entrySet()) {
            Session session = late.getKey();
            LocalDate live = finished.getOrDefault(session.agent.key(), LocalDate.EPOCH);
            Map<LocalDate, List<Activity>> byDay = new TreeMap<>();
            late.getValue().forEach(activity -> DayFold.daysTouchedBy(activity.at())
                    .forEach(day ->
                            byDay.computeIfAbsent(day, key -> new ArrayList<>()).add(activity)));
            for (Map.Entry<LocalDate, List<Activity>> day : byDay.entrySet()) {
                Instant from = first(day.getValue());
                Instant to = last(day.getValue());
                done = done.compose(nothing -> days.run(
                                connection,
                                session.agent,
                                day.getKey(),
                                from,
                                to,
                                day.getKey().isBefore(live)))
                        .map(change -> {
                            touched.addAll(change);
                            return null;
                        });
            }
            done = done.compose(nothing -> resume(connection, session, late.getValue(), resumed));
        }
        return done;
    }

    /** The session's own fold, with the late activities in their places, where they are within its sight. */
    private Future<Void> resume(
            SqlConnection connection, Session session, List<Activity> late, Map<Session, Resumed> resumed) {
        Instant newest = late.stream().map(Activity::at).max(Instant::compareTo).orElseThrow();
        Instant end = newest.isAfter(session.lastAt()) ? newest : session.lastAt();
        Instant from = AgentFold.resumeFrom(end);
        return newest.isBefore(from)
                ? Future.succeededFuture()
                : setups.of(connection, session.agent.user()).compose(judging -> {
                    resumed.put(session, new Resumed(new AgentFold(judging.trackers()), judging));
                    return Beginning.fold(
                            connection,
                            session.agent,
                            from,
                            resumed.get(session).fold());
                });
    }

    private static Instant first(List<Activity> activities) {
        return activities.stream().map(Activity::at).min(Instant::compareTo).orElseThrow();
    }

    private static Instant last(List<Activity> activities) {
        return activities.stream().map(Activity::end).max(Instant::compareTo).orElseThrow();
    }
}
