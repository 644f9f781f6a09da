package io.modehub.timeline;

import io.modehub.activity.AgentRef;
import io.modehub.models.Setups;
import io.modehub.protocol.Activity;
import io.modehub.spans.DayFold;
import io.modehub.spans.DayReplay;
import io.modehub.spans.Draft;
import io.modehub.spans.PersonTime;
import io.modehub.store.ActivityStore;
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

    /**
     * Runs the part of a day again that activities in {@code [from, to]} may have changed.
     *
     * @param finished whether the day is smoothed
     * @return the stretches that differ now; empty where nothing does
     */
    public Future<List<Touched>> run(
            SqlConnection connection, AgentRef agent, LocalDate day, Instant from, Instant to, boolean finished) {
        return DayStore.isThinned(connection, agent.key(), day)
                .compose(thinned -> thinned
                        ? Future.succeededFuture(List.of())
                        : ActivityStore.windows(
                                        connection, agent.key(), DayReplay.windowFrom(day), DayReplay.windowTo(day))
                                .compose(windows -> replace(connection, agent, day, windows, from, to, finished)));
    }

    /** Runs a whole day again. */
    public Future<List<Touched>> run(SqlConnection connection, AgentRef agent, LocalDate day, boolean finished) {
        return run(connection, agent, day, Instant.MIN, Instant.MAX, finished);
    }

    private Future<List<Touched>> replace(
            SqlConnection connection,
            AgentRef agent,
            LocalDate day,
            List<Window> windows,
            Instant from,
            Instant to,
            boolean finished) {
        List<Activity> activities = windows.stream().map(Window::activity).toList();
        int[] bounds =
                from.equals(Instant.MIN) ? new int[] {0, windows.size()} : DayReplay.stretch(activities, from, to);
        List<Window> stretch = windows.subList(bounds[0], bounds[1]);
        boolean whole = from.equals(Instant.MIN);
        return setups.of(connection, agent.user())
                .compose(judging -> inBackground(() ->
                        DayReplay.of(day, activities.subList(bounds[0], bounds[1]), judging.trackers(), finished)))
                .compose(replay -> put(
                        connection,
                        agent,
                        day,
                        stretch,
                        replay,
                        whole ? DayFold.startOf(day) : replay.from(),
                        whole ? DayFold.startOf(day.plusDays(1)) : replay.to()));
    }

    /** A day of an eager agent takes some 50 ms to classify, too long for an event loop. */
    private static Future<DayReplay> inBackground(Callable<DayReplay> replay) {
        return java.util.Objects.requireNonNull(Vertx.currentContext()).executeBlocking(replay, false);
    }

    private static Future<List<Touched>> put(
            SqlConnection connection,
            AgentRef agent,
            LocalDate day,
            List<Window> stretch,
            DayReplay replay,
            Instant start,
            Instant end) {
        List<Window> seen = seenOtherwise(day, stretch, replay.present());
        return ActivityStore.setPresent(connection, seen)
                .compose(nothing -> DayStore.pieces(connection, agent, start, end))
                .compose(pieces -> {
                    Difference difference = Difference.between(pieces, replay.spans());
                    seen.forEach(window -> difference.touch(
                            window.activity().at(), window.activity().end()));
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

    /** The day's own activities whose sign of a person is another now. */
    private static List<Window> seenOtherwise(LocalDate day, List<Window> windows, List<Boolean> present) {
        List<Window> changed = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            if (window.present() != present.get(i)
                    && DayFold.dayOf(window.activity().at()).equals(day)) {
                changed.add(new Window(window.streamKey(), window.seq(), window.activity(), present.get(i)));
            }
        }
        return changed;
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
