package io.modehub.timeline;

import io.modehub.activity.AgentRef;
import io.modehub.models.Setups;
import io.modehub.spans.DayFold;
import io.modehub.spans.DayReplay;
import io.modehub.spans.Draft;
import io.modehub.spans.PersonTime;
import io.modehub.store.ActivityStore;
import io.modehub.store.ActivityStore.Seen;
import io.modehub.store.ActivityStore.Window;
import io.modehub.store.DayStore;
import io.modehub.store.DayStore.Piece;
import io.modehub.timeline.Rollups.Touched;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Runs an agent's UTC day again from its activities and puts what comes out in place of what is there; what is the same stays
 * untouched, ids included. In the caller's transaction, under the person's lock.
 */
public final class DayRuns {
    /** The correction of a span that is still open holds at most so long. */
    public static final Duration OPEN_CORRECTION = Duration.ofMinutes(60);

    private final Setups setups;

    public DayRuns(Setups setups) {
        this.setups = setups;
    }

    /** A day run again in memory, and its activities whose sign of a person is another now. */
    private record Run(DayReplay replay, List<Seen> seen) {}

    /**
     * Runs the part of a day again that activities in {@code [from, to]} may have changed.
     *
     * @param finished whether the day is smoothed
     * @return the stretches that differ now; empty where nothing does
     */
    public Future<List<Touched>> run(
            SqlConnection connection, AgentRef agent, LocalDate day, Instant from, Instant to, boolean finished) {
        DayReplay.Reach reach = new DayReplay.Reach(day, from, to);
        return unlessThinned(connection, agent, day, () -> ActivityStore.times(
                        connection, agent.key(), DayReplay.windowFrom(day), DayReplay.windowTo(day), reach::add)
                .compose(nothing -> replay(connection, agent, day, reach.begin(), reach.end(), finished))
                .compose(run -> put(
                        connection,
                        agent,
                        run,
                        run.replay().from(),
                        run.replay().to())));
    }

    /** Runs a whole day again. */
    public Future<List<Touched>> run(SqlConnection connection, AgentRef agent, LocalDate day, boolean finished) {
        return unlessThinned(connection, agent, day, () -> replay(
                        connection, agent, day, DayReplay.windowFrom(day), DayReplay.windowTo(day), finished)
                .compose(run -> put(connection, agent, run, DayFold.startOf(day), DayFold.startOf(day.plusDays(1)))));
    }

    private static Future<List<Touched>> unlessThinned(
            SqlConnection connection, AgentRef agent, LocalDate day, Supplier<Future<List<Touched>>> run) {
        return DayStore.isThinned(connection, agent.key(), day)
                .compose(thinned -> thinned ? Future.succeededFuture(List.of()) : run.get());
    }

    private Future<Run> replay(
            SqlConnection connection, AgentRef agent, LocalDate day, Instant from, Instant to, boolean finished) {
        return setups.of(connection, agent.user()).compose(judging -> {
            DayReplay.UnderWay replay = new DayReplay.UnderWay(day, judging.trackers());
            List<Seen> seen = new ArrayList<>();
            return ActivityStore.eachPage(
                            connection,
                            agent.key(),
                            from,
                            to,
                            page -> page.forEach(window -> {
                                boolean present = replay.add(window.sample());
                                if (present != window.present() && isOf(day, window)) {
                                    seen.add(window.seen(present));
                                }
                            }))
                    .compose(nothing -> inBackground(() -> replay.end(finished)))
                    .map(end -> new Run(end, seen));
        });
    }

    private static boolean isOf(LocalDate day, Window window) {
        return DayFold.dayOf(window.activity().at()).equals(day);
    }

    /** To smooth a day of an eager agent takes too long for an event loop. */
    private static Future<DayReplay> inBackground(Callable<DayReplay> replay) {
        return java.util.Objects.requireNonNull(Vertx.currentContext()).executeBlocking(replay, false);
    }

    private static Future<List<Touched>> put(
            SqlConnection connection, AgentRef agent, Run run, Instant start, Instant end) {
        return ActivityStore.setPresent(connection, run.seen())
                .compose(nothing -> DayStore.pieces(connection, agent, start, end))
                .compose(pieces -> {
                    Difference difference =
                            Difference.between(pieces, run.replay().spans());
                    run.seen().forEach(one -> difference.touch(one.at(), one.end()));
                    return DayStore.change(connection, agent, difference.gone, difference.put)
                            .compose(nothing -> touched(connection, agent, difference));
                });
    }

    /**
     * Signs of a person choose between agents for a while after; the correction of an open span ends with that span, so it may
     * reach further now, or not so far.
     */
    private static Future<List<Touched>> touched(SqlConnection connection, AgentRef agent, Difference difference) {
        if (!difference.from.isBefore(difference.to)) {
            return Future.succeededFuture(List.of());
        }
        return DayStore.openCorrectionsTo(connection, agent.key(), difference.from, difference.to)
                .map(end -> end.filter(difference.to::isBefore)
                        .map(later -> List.of(new Touched(agent.user(), difference.from, later)))
                        .orElseGet(() -> difference.touched(agent)));
    }

    /** What has to go and to come, and the stretches in which modes differ. */
    private static final class Difference {
        private final List<Instant> gone = new ArrayList<>();
        private final List<Draft> put = new ArrayList<>();
        private final List<Instant[]> stretches = new ArrayList<>();
        private Instant from = Instant.MAX;
        private Instant to = Instant.MIN;

        static Difference between(List<Piece> before, List<Draft> after) {
            Difference difference = new Difference();
            java.util.Map<Instant, Piece> old = new java.util.HashMap<>();
            before.forEach(piece -> old.put(piece.from(), piece));
            for (Draft draft : after) {
                Piece piece = old.remove(draft.from());
                if (piece == null || !piece.isLike(draft)) {
                    difference.put.add(draft);
                    if (piece != null && piece.hasModeOf(draft)) {
                        difference.touch(earlier(piece.to(), draft.to()), later(piece.to(), draft.to()));
                    } else {
                        difference.touch(draft.from(), piece == null ? draft.to() : later(piece.to(), draft.to()));
                    }
                }
            }
            old.values().forEach(piece -> {
                difference.gone.add(piece.from());
                difference.touch(piece.from(), piece.to());
            });
            return difference;
        }

        void touch(Instant start, Instant end) {
            if (start.isBefore(end)) {
                Instant signs = end.plusMillis(PersonTime.SIGN_COUNTS_MS);
                stretches.add(new Instant[] {start, signs});
                from = earlier(from, start);
                to = later(to, signs);
            }
        }

        List<Touched> touched(AgentRef agent) {
            return stretches.stream()
                    .map(stretch -> new Touched(agent.user(), stretch[0], stretch[1]))
                    .toList();
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }

        private static Instant later(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }
    }
}
