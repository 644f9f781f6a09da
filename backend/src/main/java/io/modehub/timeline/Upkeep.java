package io.modehub.timeline;

import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.modehub.store.DayStore;
import io.modehub.store.RollupStore;
import io.modehub.store.UpkeepStore;
import io.modehub.timeline.Rollups.Touched;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done to stored time though nobody asks: days for which other rules or models hold are judged again, days that
 * are over are smoothed, quarter-hours that are over are
 * sealed where no activity came to do it, what was kept long enough is deleted. In small transactions of one person each, one
 * after the other, so that ingest never waits for more than one of them. Several hubs may do it at once.
 */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long EVERY_MS = 60_000;

    /** Work a round may find, so that none goes on for ever; the next one finds the rest. */
    private static final int MOST = 1_000;

    /** Before any person's id. */
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * After a day was smoothed upkeep rests so many times as long as that took where nobody waits for it: a day of an eager agent
     * is 17,000 activities, and while they are collected as garbage nothing else goes on.
     */
    private static final int RESTS = 3;

    /** And so many times while activities come in faster than they are written; but not for longer than a stop may wait. */
    private static final int BUSY_RESTS = 9;

    private static final long LONGEST_REST_MS = 2_000;

    /** An agent that reports so far into the next day won't add to this one any more. */
    private static final Duration SETTLES = DayFold.MARGIN;

    /** So long after its end a day counts as over whatever its agent does. */
    private static final Duration WAITS = Duration.ofHours(25);

    private final Vertx vertx;
    private final Pool pool;
    private final UpkeepStore store;
    private final DayRuns days;
    private final BooleanSupplier busy;
    private final Consumer<Touched> judged;
    private final Clock clock;
    private long timer = -1;
    private volatile boolean stopped;
    private boolean hurried;
    private volatile UUID thinnedTo = FIRST;
    private List<Promise<Void>> waiting = new ArrayList<>();
    private Future<Void> running = Future.succeededFuture();

    /**
     * @param busy whether activities come in faster than they are written
     * @param judged hears which stretches other rules or models have changed, once that is committed
     */
    public Upkeep(Vertx vertx, Pool pool, DayRuns days, BooleanSupplier busy, Consumer<Touched> judged, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.store = new UpkeepStore(pool);
        this.days = days;
        this.busy = busy;
        this.judged = judged;
        this.clock = clock;
    }

    /** Begins to look after stored time, now and then every minute. */
    public synchronized void start() {
        vertx.runOnContext(nothing -> round());
        timer = vertx.setPeriodic(EVERY_MS, id -> round());
    }

    /** Ends after the step under way. */
    public synchronized Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return running.otherwiseEmpty();
    }

    /** Looks after stored time at once, or once more where it is doing so: much has changed. */
    public void soon() {
        caughtUp().onFailure(failure -> LOG.debug("the next round makes up for it"));
    }

    /** As {@link #soon}; done when a round that began after this call is. */
    public Future<Void> caughtUp() {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(nothing -> {
            want(done);
            round();
        });
        return done.future();
    }

    private synchronized void want(Promise<Void> done) {
        waiting.add(done);
    }

    private synchronized void round() {
        if (running.isComplete() && !stopped) {
            List<Promise<Void>> answered = waiting;
            waiting = new ArrayList<>();
            hurried = !answered.isEmpty();
            running = once().onFailure(failure -> LOG.warn("upkeep waits for its next round: {}", failure.toString()));
            running.onComplete(result -> answered.forEach(done -> done.handle(result)))
                    .onSuccess(nothing -> vertx.runOnContext(done -> onceMore()));
        }
    }

    private synchronized void onceMore() {
        if (!waiting.isEmpty()) {
            round();
        }
    }

    /** Does what there is to do at this moment. */
    public Future<Void> once() {
        return repeat(store.agentsToJudge(MOST), this::judge)
                .compose(nothing -> repeat(store.agentsToFinish(today(), MOST), this::finishAndRest))
                .compose(nothing -> repeat(store.personsToSeal(clock.instant(), MOST), this::seal))
                .compose(nothing -> thin());
    }

    private LocalDate today() {
        return DayFold.dayOf(clock.instant());
    }

    /** Repeats a step for each as long as it says that there is more. */
    private <T> Future<Void> repeat(Future<List<T>> found, java.util.function.Function<T, Future<Boolean>> step) {
        return found.compose(all -> each(all, one -> again(() -> step.apply(one))));
    }

    private <T> Future<Void> each(List<T> all, java.util.function.Function<T, Future<Void>> work) {
        Future<Void> done = Future.succeededFuture();
        for (T one : all) {
            done = done.compose(nothing -> stopped ? Future.succeededFuture() : work.apply(one));
        }
        return done;
    }

    private Future<Void> again(Supplier<Future<Boolean>> step) {
        return step.get().compose(more -> more && !stopped ? again(step) : Future.succeededFuture());
    }

    /** Judges the next day of an agent again; whether there may be another. */
    private Future<Boolean> judge(AgentRef agent) {
        return pool.withTransaction(connection -> RollupStore.lock(connection, List.of(agent.user()))
                        .compose(locked -> store.takeDayToJudge(connection, agent.key())
                                .compose(next -> next.isEmpty()
                                        ? Future.succeededFuture(Optional.<List<Touched>>empty())
                                        : judge(connection, agent, next.get()).compose(touched -> Rollups.keep(
                                                        connection, locked, touched, Map.of(), clock.instant())
                                                .map(Optional.of(touched))))))
                .map(done -> {
                    done.flatMap(touched -> touched.stream().reduce(Touched::with))
                            .ifPresent(judged);
                    return done.isPresent();
                });
    }

    private Future<List<Touched>> judge(SqlConnection connection, AgentRef agent, LocalDate day) {
        return DayStore.finishedTo(connection, List.of(agent.key()))
                .compose(finished ->
                        days.run(connection, agent, day, day.isBefore(finished.getOrDefault(agent.key(), day))));
    }

    /** Smooths the next day of an agent that is over; whether there may be another. */
    private Future<Boolean> finish(AgentRef agent) {
        return pool.withTransaction(connection -> RollupStore.lock(connection, List.of(agent.user()))
                .compose(locked -> store.nextDay(connection, agent.key()).compose(next -> {
                    if (next.isEmpty() || !isOver(next.get())) {
                        return Future.succeededFuture(false);
                    }
                    LocalDate day = next.get().day();
                    return days.run(connection, agent, day, true)
                            .compose(touched -> DayStore.setFinishedTo(connection, agent.key(), day.plusDays(1))
                                    .compose(nothing ->
                                            Rollups.keep(connection, locked, touched, Map.of(), clock.instant())))
                            .map(true);
                })));
    }

    private Future<Boolean> finishAndRest(AgentRef agent) {
        long before = System.nanoTime();
        return finish(agent).compose(more -> {
            long took = Math.max(1, (System.nanoTime() - before) / 1_000_000);
            if (isAwaited()) {
                return Future.succeededFuture(more);
            }
            long rest = Math.min(LONGEST_REST_MS, busy.getAsBoolean() ? BUSY_RESTS * took : RESTS * took);
            Promise<Boolean> rested = Promise.promise();
            vertx.setTimer(rest, id -> rested.complete(more));
            return rested.future();
        });
    }

    /** Whether somebody waits for this round, or for one after it. */
    private synchronized boolean isAwaited() {
        return stopped || hurried || !waiting.isEmpty();
    }

    private boolean isOver(UpkeepStore.NextDay next) {
        Instant end = DayFold.startOf(next.day().plusDays(1));
        return !next.latest().isBefore(end.plus(SETTLES)) || !clock.instant().isBefore(end.plus(WAITS));
    }

    /**
     * Seals a person's next day, or what of it is over, as far as it has time; whether there may be more. Never further, since
     * an agent that catches up goes on there, and would have every batch of it computed anew.
     */
    public Future<Boolean> seal(UserId user) {
        Instant now = clock.instant();
        Instant over = Rollups.quarterOf(now);
        return pool.withTransaction(
                connection -> RollupStore.lock(connection, List.of(user)).compose(locked -> {
                    Optional<Instant> seal =
                            Optional.ofNullable(locked.get(user)).flatMap(RollupStore.Locked::sealedTo);
                    return store.firstTimeFrom(connection, user, seal.orElse(Instant.EPOCH))
                            .compose(first -> {
                                if (first.isEmpty() || !first.get().isBefore(over)) {
                                    return Future.succeededFuture(false);
                                }
                                Instant from = Rollups.quarterOf(first.get());
                                Instant midnight = DayFold.startOf(
                                        DayFold.dayOf(first.get()).plusDays(1));
                                Instant to = midnight.isBefore(over) ? midnight : over;
                                return store.lastTimeBefore(connection, user, from, to)
                                        .compose(last -> Rollups.seal(
                                                connection,
                                                user,
                                                from,
                                                last.map(Rollups::quarterAfter).orElse(to),
                                                now))
                                        .map(true);
                            });
                }));
    }

    /** Deletes what was kept long enough, of the next persons in turn. */
    private Future<Void> thin() {
        return store.personsToThin(thinnedTo, MOST).compose(persons -> each(persons, this::thin)
                .onSuccess(nothing -> thinnedTo = persons.size() < MOST
                        ? FIRST
                        : persons.get(persons.size() - 1).user().value()));
    }

    /** Deletes what a person keeps no longer, in steps. */
    private Future<Void> thin(UpkeepStore.Keeping keeping) {
        return again(() -> store.thin(keeping, today()));
    }
}
