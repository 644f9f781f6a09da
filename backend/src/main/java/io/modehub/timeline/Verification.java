package io.modehub.timeline;

import io.modehub.activity.AgentId;
import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.models.Setups;
import io.modehub.spans.DayFold;
import io.modehub.spans.DayReplay;
import io.modehub.spans.DaySums;
import io.modehub.spans.Draft;
import io.modehub.spans.Trackers;
import io.modehub.store.ActivityStore;
import io.modehub.store.ActivityStore.Window;
import io.modehub.store.DayStore;
import io.modehub.store.DayStore.Piece;
import io.modehub.store.RollupStore;
import io.modehub.store.Snapshot;
import io.modehub.store.TimeStore;
import io.modehub.store.TimeStore.Stretch;
import io.modehub.store.VerificationStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Computes spans, signs of persons and roll-ups anew from all activities and labels that are still there, person by person,
 * each as of one moment, and tells every difference from what is kept. Changes nothing; may run beside a hub.
 */
public final class Verification {
    /** Differences kept to be shown; all are counted. */
    private static final int SHOWN = 100;

    private final Vertx vertx;
    private final Pool pool;
    private final Setups setups;
    private final Clock clock;
    private final List<String> shown = new ArrayList<>();
    private int persons;
    private int agentDays;
    private int thinnedDays;
    private int waitingDays;
    private int rollups;
    private int differences;

    public Verification(Vertx vertx, Pool pool, Setups setups, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.setups = setups;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param agentDays UTC days of agents that were run again
     * @param waitingDays days passed over since they are yet to be judged again by changed rules or models
     * @param rollups days of timelines whose roll-ups were computed anew
     * @param shown the first of the differences, in words
     */
    public record Report(
            int persons,
            int agentDays,
            int thinnedDays,
            int waitingDays,
            int rollups,
            int differences,
            List<String> shown) {
        public Report {
            shown = List.copyOf(shown);
        }

        @Override
        public String toString() {
            return differences + " differences; " + persons + " persons, " + agentDays + " days of agents run again, "
                    + thinnedDays + " passed over whose activities are gone, " + waitingDays
                    + " that are yet to be judged again, " + rollups + " roll-ups computed anew";
        }
    }

    /** Verifies everybody's time. One run an instance. */
    public Future<Report> run() {
        return VerificationStore.persons(pool).compose(users -> {
            Future<Void> done = Future.succeededFuture();
            for (UserId user : users) {
                done = done.compose(nothing -> Snapshot.read(pool, connection -> setups.of(connection, user)
                        .compose(judging -> new Person(connection, user, judging.trackers()).verify())));
            }
            return done.map(
                    nothing -> new Report(persons, agentDays, thinnedDays, waitingDays, rollups, differences, shown));
        });
    }

    private void report(String difference) {
        differences++;
        if (shown.size() < SHOWN) {
            shown.add(difference);
        }
    }

    /** One person's time at one moment. */
    private final class Person {
        private final SqlConnection connection;
        private final UserId user;
        private final Trackers trackers;

        Person(SqlConnection connection, UserId user, Trackers trackers) {
            this.connection = connection;
            this.user = user;
            this.trackers = trackers;
        }

        Future<Void> verify() {
            persons++;
            return VerificationStore.agents(connection, user)
                    .compose(agents -> each(agents, this::agent))
                    .compose(nothing -> RollupStore.sealedTo(connection, user))
                    .compose(seal -> seal.isEmpty() ? Future.succeededFuture() : rollups(seal.get()));
        }

        private Future<Void> agent(AgentRef agent) {
            Future<Map<Integer, LocalDate>> finished = DayStore.finishedTo(connection, List.of(agent.key()));
            Future<List<LocalDate>> days = VerificationStore.days(connection, agent.key());
            return VerificationStore.daysToJudge(connection, agent.key())
                    .compose(waiting -> finished.compose(done -> {
                        waitingDays += waiting.size();
                        LocalDate finishedTo = done.getOrDefault(agent.key(), LocalDate.EPOCH);
                        return days.compose(all -> each(
                                all,
                                day -> waiting.contains(day)
                                        ? Future.succeededFuture()
                                        : day(agent, day, day.isBefore(finishedTo))));
                    }));
        }

        private Future<Void> day(AgentRef agent, LocalDate day, boolean finished) {
            return DayStore.leansOnThinned(connection, agent.key(), day).compose(thinned -> {
                if (thinned) {
                    thinnedDays++;
                    return Future.succeededFuture();
                }
                agentDays++;
                Future<List<Piece>> pieces =
                        DayStore.pieces(connection, agent, DayFold.startOf(day), DayFold.startOf(day.plusDays(1)));
                DayReplay.UnderWay replay = new DayReplay.UnderWay(day, trackers);
                return ActivityStore.eachPage(
                                connection,
                                agent.key(),
                                DayReplay.windowFrom(day),
                                DayReplay.windowTo(day),
                                page -> page.forEach(
                                        window -> compareSign(agent.id(), day, window, replay.add(window.sample()))))
                        .compose(nothing -> vertx.executeBlocking(() -> replay.end(finished), false))
                        .compose(ended -> pieces.map(kept -> {
                            compare(agent.id(), day, kept, ended.spans());
                            return null;
                        }));
            });
        }

        private Future<Void> rollups(Instant sealedTo) {
            return VerificationStore.timeDays(connection, user, sealedTo)
                    .compose(days -> RollupStore.appNames(connection, user).compose(names -> {
                        Map<String, Integer> ids = new HashMap<>();
                        names.forEach((id, name) -> ids.put(name, id));
                        return each(days, day -> rollups(day, sealedTo, ids));
                    }));
        }

        private Future<Void> rollups(LocalDate day, Instant sealedTo, Map<String, Integer> appIds) {
            Instant midnight = DayFold.startOf(day.plusDays(1));
            Instant to = sealedTo.isBefore(midnight) ? sealedTo : midnight;
            return TimeStore.all(connection, List.of(new Stretch(user, DayFold.startOf(day), to)))
                    .compose(materials -> RollupStore.read(connection, List.of(user), List.of(day))
                            .map(kept -> {
                                Map<Integer, DaySums> expected =
                                        Rollups.expected(materials.get(0), day, kept, appIds, clock.instant());
                                Map<Integer, DaySums> found = new TreeMap<>();
                                kept.forEach((key, sums) -> found.put(key.agentKey(), sums));
                                rollups += expected.size();
                                expected.forEach((timeline, sums) -> {
                                    DaySums mine = found.getOrDefault(timeline, DaySums.EMPTY);
                                    if (!mine.equals(sums)) {
                                        report("roll-up of " + day + ", timeline " + timeline + ": "
                                                + mine.without(sums) + "should be " + sums.without(mine));
                                    }
                                });
                                return null;
                            }));
        }
    }

    private void compare(AgentId agent, LocalDate day, List<Piece> kept, List<Draft> expected) {
        Map<Instant, Piece> left = new TreeMap<>();
        kept.forEach(piece -> left.put(piece.from(), piece));
        for (Draft draft : expected) {
            Optional<Piece> piece = Optional.ofNullable(left.remove(draft.from()));
            if (piece.isEmpty() || !piece.get().isLike(draft)) {
                report("agent " + agent + ", " + day + ": "
                        + piece.map(Piece::toString).orElse("nothing") + " should be " + draft);
            }
        }
        left.values().forEach(piece -> report("agent " + agent + ", " + day + ": " + piece + " should not be there"));
    }

    private void compareSign(AgentId agent, LocalDate day, Window window, boolean present) {
        if (window.present() != present && DayFold.dayOf(window.activity().at()).equals(day)) {
            report("agent " + agent + ": the sign of a person at "
                    + window.activity().at() + " should be " + present);
        }
    }

    private static <T> Future<Void> each(List<T> all, java.util.function.Function<T, Future<Void>> work) {
        Future<Void> done = Future.succeededFuture();
        for (T one : all) {
            done = done.compose(nothing -> work.apply(one));
        }
        return done;
    }
}
