package io.modehub.timeline;

import io.modehub.activity.AgentRef;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.OwnRules;
import io.modehub.classify.SetupHistory;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.models.Setups;
import io.modehub.spans.AgentTime;
import io.modehub.spans.DayFold;
import io.modehub.spans.DayReplay;
import io.modehub.spans.Draft;
import io.modehub.store.ActivityStore;
import io.modehub.store.DayStore;
import io.modehub.store.ModeStore;
import io.modehub.store.Snapshot;
import io.modehub.store.TimeStore;
import io.modehub.store.TimeStore.Material;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the person's timeline would be had other rules been in force, labels above them as ever. Day by day from the activities
 * that are kept, in short reads, on workers; a person's newer preview ends the older one.
 */
public final class RulePreview {
    /** Each keeps a worker busy: some 50 ms a day of an eager agent. */
    private static final int MOST_AT_ONCE = 2;

    private final Vertx vertx;
    private final Pool pool;
    private final Setups setups;
    private final Clock clock;
    private final Map<UserId, AtomicBoolean> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    public RulePreview(Vertx vertx, Pool pool, Setups setups, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.setups = setups;
        this.clock = clock;
    }

    /**
     * Compares.
     *
     * @param ended set by whoever does not want the answer any more
     */
    public Future<RuleEffect> of(Stretch stretch, OwnRules rules, AtomicBoolean ended) {
        AtomicBoolean before = underWay.put(stretch.user(), ended);
        if (before != null) {
            before.set(true);
        }
        if (running.incrementAndGet() > MOST_AT_ONCE) {
            running.decrementAndGet();
            underWay.remove(stretch.user(), ended);
            return Future.failedFuture(
                    new HubException(ErrorCode.BUSY, "others preview rules at this moment; try again soon"));
        }
        return setups.of(pool, stretch.user())
                .compose(judging -> ModeStore.list(pool, stretch.user()).compose(modes -> new Run(
                                stretch, judging.history().withRules(rules, stretch.from()), new Modes(modes), ended)
                        .days()))
                .onComplete(done -> {
                    running.decrementAndGet();
                    underWay.remove(stretch.user(), ended);
                });
    }

    /** One comparison. */
    private final class Run {
        private final Stretch asked;
        private final SetupHistory history;
        private final Modes modes;
        private final AtomicBoolean ended;
        private final RuleEffect.Sum effect;

        Run(Stretch asked, SetupHistory history, Modes modes, AtomicBoolean ended) {
            this.asked = asked;
            this.history = history;
            this.modes = modes;
            this.ended = ended;
            effect = new RuleEffect.Sum(history.latest().zone());
        }

        Future<RuleEffect> days() {
            Future<Void> done = Future.succeededFuture();
            LocalDate last = DayFold.dayOf(asked.to().minusMillis(1));
            for (LocalDate day = DayFold.dayOf(asked.from()); !day.isAfter(last); day = day.plusDays(1)) {
                LocalDate next = day;
                done = done.compose(nothing -> ended.get()
                        ? Future.failedFuture(new HubException(ErrorCode.CONFLICT, "a newer preview took its place"))
                        : Snapshot.read(pool, connection -> day(connection, next)));
            }
            return done.map(nothing -> effect.effect());
        }

        private Future<Void> day(SqlConnection connection, LocalDate day) {
            Instant start = DayFold.startOf(day);
            Instant end = DayFold.startOf(day.plusDays(1));
            Stretch part = new Stretch(
                    asked.user(),
                    start.isBefore(asked.from()) ? asked.from() : start,
                    end.isAfter(asked.to()) ? asked.to() : end);
            return TimeStore.all(connection, List.of(part))
                    .map(materials -> materials.get(0))
                    .compose(kept -> kept.pieces().isEmpty()
                            ? Future.succeededFuture()
                            : VerificationStore.agents(connection, asked.user())
                                    .compose(agents -> judged(connection, kept, agents, day))
                                    .compose(judged -> vertx.executeBlocking(() -> compare(kept, judged), false)));
        }

        private Void compare(Material kept, Material judged) {
            Instant now = clock.instant();
            effect.compare(timeline(kept, now), timeline(judged, now));
            return null;
        }

        private AgentTime timeline(Material material, Instant now) {
            AgentTime time = Timelines.person(material, now);
            return new AgentTime(
                    time.agentKey(),
                    io.modehub.spans.Timeline.within(
                            time.spans(),
                            material.stretch().from(),
                            material.stretch().to().isBefore(now)
                                    ? material.stretch().to()
                                    : now),
                    time.windows());
        }

        /** The material with the pieces as the other rules make them. */
        private Future<Material> judged(SqlConnection connection, Material kept, List<AgentRef> agents, LocalDate day) {
            Map<Integer, List<ModeSpan>> pieces = new LinkedHashMap<>(kept.pieces());
            Future<Void> done = Future.succeededFuture();
            for (AgentRef agent : agents) {
                if (pieces.containsKey(agent.key())) {
                    done = done.compose(nothing -> pieces(connection, agent, day))
                            .map(judged -> {
                                judged.ifPresent(some -> pieces.put(agent.key(), some));
                                return null;
                            });
                }
            }
            return done.map(nothing -> new Material(
                    kept.stretch(), kept.awayModeId(), pieces, kept.labels(), kept.windows(), kept.thinned()));
        }

        private Future<java.util.Optional<List<ModeSpan>>> pieces(
                SqlConnection connection, AgentRef agent, LocalDate day) {
            return DayStore.isThinned(connection, agent.key(), day).compose(thinned -> {
                if (thinned) {
                    effect.thinned(day);
                    return Future.succeededFuture(java.util.Optional.empty());
                }
                DayReplay.UnderWay replay = new DayReplay.UnderWay(day, () -> new ModeTracker(history)::next);
                return DayStore.finishedTo(connection, List.of(agent.key())).compose(finished -> ActivityStore.eachPage(
                                connection,
                                agent.key(),
                                DayReplay.windowFrom(day),
                                DayReplay.windowTo(day),
                                page -> page.forEach(window -> replay.add(window.sample())))
                        .compose(nothing -> vertx.executeBlocking(
                                () -> replay.end(day.isBefore(finished.getOrDefault(agent.key(), day))), false))
                        .map(end -> java.util.Optional.of(pieces(agent, end.spans()))));
            });
        }

        private List<ModeSpan> pieces(AgentRef agent, List<Draft> drafts) {
            List<ModeSpan> pieces = new ArrayList<>(drafts.size());
            for (Draft draft : drafts) {
                pieces.add(new ModeSpan(
                        "p" + pieces.size(),
                        agent.key(),
                        draft.from(),
                        draft.to(),
                        modes.ofOrigin(draft.mode()),
                        draft.source(),
                        draft.confidence(),
                        draft.model()));
            }
            return pieces;
        }
    }
}
