package io.modehub.models;

import io.modehub.activity.AgentRef;
import io.modehub.activity.Label;
import io.modehub.activity.Modes;
import io.modehub.activity.Prediction;
import io.modehub.activity.UserId;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.SetupHistory;
import io.modehub.protocol.Activity;
import io.modehub.spans.DayFold;
import io.modehub.store.ActivityStore;
import io.modehub.store.ActivityStore.Window;
import io.modehub.store.ModeStore;
import io.modehub.store.Snapshot;
import io.modehub.store.VerificationStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model in the shadow of what judges now: what it would have said of past days, live and unsmoothed as the other, with the
 * person's rules on both sides. Past activities are kept, so nothing has to run along.
 */
public final class ModelComparison {
    private final Pool pool;
    private final Setups setups;
    private final LabelledTime labelled;

    public ModelComparison(Pool pool, Setups setups, LabelledTime labelled) {
        this.pool = pool;
        this.setups = setups;
        this.labelled = labelled;
    }

    /** Compares over {@code [from, to)}; a day of an eager agent takes some 100 ms of a worker. */
    public Future<JsonObject> of(UserId user, ModeModel model, Instant from, Instant to) {
        return setups.of(pool, user).compose(judging -> ModeStore.list(pool, user)
                .map(Modes::new)
                .compose(modes -> labelled.words(user).compose(words -> {
                    Tally tally = new Tally(modes);
                    Future<Void> done = VerificationStore.agents(pool, user).compose(agents -> {
                        Future<Void> all = Future.succeededFuture();
                        for (AgentRef agent : agents) {
                            Both both = new Both(agent, judging.history(), model, words, tally);
                            all = all.compose(nothing -> days(both, from, from, to));
                        }
                        return all;
                    });
                    return done.map(nothing -> tally.json(from, to));
                })));
    }

    private Future<Void> days(Both both, Instant from, Instant start, Instant to) {
        if (!start.isBefore(to)) {
            return Future.succeededFuture();
        }
        Instant midnight = DayFold.startOf(DayFold.dayOf(start).plusDays(1));
        Instant end = midnight.isBefore(to) ? midnight : to;
        Instant warm = start.equals(from) ? start.minus(DayFold.MARGIN) : start;
        return Snapshot.read(
                        pool,
                        connection -> ActivityStore.eachPage(
                                connection, both.agent.key(), warm, end, page -> both.add(page, from, end)))
                .compose(nothing -> days(both, from, end, to));
    }

    /** Both sides following one agent. */
    private static final class Both {
        private final AgentRef agent;
        private final ModeTracker active;
        private final ModeTracker shadow;
        private final LabelledTime.Words words;
        private final Tally tally;

        Both(AgentRef agent, SetupHistory history, ModeModel model, LabelledTime.Words words, Tally tally) {
            this.agent = agent;
            this.active = new ModeTracker(history);
            this.shadow = new ModeTracker(history.with(model));
            this.words = words;
            this.tally = tally;
        }

        void add(List<Window> windows, Instant from, Instant to) {
            List<Label> said = words.of(agent.key(), from, to);
            for (Window window : windows) {
                Activity activity = window.activity();
                Prediction first = active.next(activity);
                Prediction second = shadow.next(activity);
                if (!activity.at().isBefore(from)) {
                    tally.add(
                            activity,
                            first,
                            second,
                            words.at(said, activity.at()).map(Label::modeId).orElse(0));
                }
            }
        }
    }

    /** Time by mode of both, and how often each was right. */
    private static final class Tally {
        private final Modes modes;
        private final Map<Integer, long[]> byMode = new TreeMap<>();
        private long all;
        private long agreed;
        private long said;
        private long activeRight;
        private long shadowRight;

        Tally(Modes modes) {
            this.modes = modes;
        }

        void add(Activity activity, Prediction active, Prediction shadow, int label) {
            int first = modes.ofOrigin(active.mode());
            int second = modes.ofOrigin(shadow.mode());
            long ms = activity.durationMs();
            byMode.computeIfAbsent(first, key -> new long[2])[0] += ms;
            byMode.computeIfAbsent(second, key -> new long[2])[1] += ms;
            all += ms;
            agreed += first == second ? ms : 0;
            if (label != 0) {
                said += ms;
                activeRight += first == label ? ms : 0;
                shadowRight += second == label ? ms : 0;
            }
        }

        JsonObject json(Instant from, Instant to) {
            JsonArray rows = new JsonArray();
            byMode.forEach((mode, ms) ->
                    rows.add(JsonObject.of("mode", modes.name(mode), "activeMs", ms[0], "modelMs", ms[1])));
            return JsonObject.of(
                    "from", from.toString(),
                    "to", to.toString(),
                    "agreement", all == 0 ? 1.0 : agreed / (double) all,
                    "rows", rows,
                    "labelledMs", said,
                    "activeRightMs", activeRight,
                    "modelRightMs", shadowRight);
        }
    }
}
