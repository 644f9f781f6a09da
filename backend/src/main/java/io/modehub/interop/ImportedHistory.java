package io.modehub.interop;

import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.OfHistory;
import io.modehub.interop.ImportRecord.OfRollup;
import io.modehub.interop.ImportRecord.OfSpan;
import io.modehub.interop.ImportRecord.Sum;
import io.modehub.interop.ImportSource.Numbered;
import io.modehub.spans.DayFold;
import io.modehub.spans.DaySums;
import io.modehub.spans.Slice;
import io.modehub.store.RollupStore;
import io.modehub.store.RollupStore.Locked;
import io.modehub.store.ThinnedStore;
import io.modehub.store.ThinnedStore.Piece;
import io.modehub.timeline.Rollups;
import io.modehub.timeline.Rollups.Touched;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was made of a UTC day's activities before they were deleted: its spans, and the roll-ups, which know more than the spans
 * do. A day is one transaction; where its spans are there already, so are its roll-ups.
 */
final class ImportedHistory {
    private final Import.Stages stages;
    private final UserId user;
    private final ImportedAgents agents;
    private final ImportedActivities activities;
    private final ImportedLabels labels;
    private final ImportReport report;

    ImportedHistory(
            Import.Stages stages,
            UserId user,
            ImportedAgents agents,
            ImportedActivities activities,
            ImportedLabels labels,
            ImportReport report) {
        this.stages = stages;
        this.user = user;
        this.agents = agents;
        this.activities = activities;
        this.labels = labels;
        this.report = report;
    }

    /** A timeline's sums, its names numbers of this hub but for applications. */
    private record Sums(int timeline, List<Slice> slices) {}

    /** A day's lines that can be used. */
    private record Day(LocalDate day, List<Piece> pieces, List<Sums> sums) {}

    Future<Void> add(List<Numbered> chunk, Modes modes, ImportedModels models) {
        Day day = new Day(((OfHistory) chunk.get(0).record()).day(), new ArrayList<>(), new ArrayList<>());
        for (Numbered numbered : chunk) {
            try {
                use((OfHistory) numbered.record(), day, modes, models);
            } catch (HubException e) {
                report.refuse(numbered.line(), e);
            }
        }
        return day.pieces().isEmpty()
                ? Future.succeededFuture()
                : sealBefore(day.day()).compose(nothing -> store(day));
    }

    private void use(OfHistory record, Day day, Modes modes, ImportedModels models) {
        if (!day.day().isBefore(DayFold.dayOf(stages.clock().instant()))) {
            throw Fields.fault(record instanceof OfSpan ? "from" : "day", "must lie before today");
        }
        if (record instanceof OfSpan span) {
            day.pieces()
                    .add(new Piece(
                            agents.require(span.agentId()).ref().key(),
                            span.from(),
                            span.to(),
                            mode(modes, span.mode()),
                            span.source(),
                            span.confidence(),
                            models.find(span.model()).orElse(span.model())));
        } else if (record instanceof OfRollup rollup) {
            int timeline =
                    rollup.agentId().map(id -> agents.require(id).ref().key()).orElse(RollupStore.PERSON);
            day.sums().add(new Sums(timeline, slices(rollup, modes)));
        }
    }

    private static int mode(Modes modes, String name) {
        int mode = modes.ofName(name);
        if (mode == 0) {
            throw HubException.ofField(
                    ErrorCode.UNKNOWN_MODE, "mode", "is none of the lines before, and none of yours");
        }
        return mode;
    }

    /** Sums as slices one after the other, which sum up to the same; the reader has seen to it that they fit. */
    private static List<Slice> slices(OfRollup rollup, Modes modes) {
        long start = DayFold.startOf(rollup.day()).toEpochMilli();
        long[] used = new long[DaySums.QUARTERS];
        List<Slice> slices = new ArrayList<>(rollup.sums().size());
        for (Sum sum : rollup.sums()) {
            long from = start + sum.quarter() * DaySums.QUARTER_MS + used[sum.quarter()];
            slices.add(new Slice(from, from + sum.ms(), mode(modes, sum.mode()), sum.app()));
            used[sum.quarter()] += sum.ms();
        }
        return slices;
    }

    /** A day's roll-ups are written where all time before it is sealed. */
    private Future<Void> sealBefore(LocalDate day) {
        Instant start = DayFold.startOf(day);
        return Steps.whileTrue(() -> RollupStore.sealedTo(stages.pool(), user)
                .compose(seal -> seal.isPresent() && !seal.get().isBefore(start)
                        ? Future.succeededFuture(false)
                        : stages.upkeep().seal(user)));
    }

    private Future<Void> store(Day day) {
        return stages.pool()
                .withTransaction(connection -> RollupStore.lock(connection, List.of(user))
                        .compose(locked -> noteThinned(connection, day.day())
                                .compose(nothing -> ThinnedStore.addPieces(connection, day.day(), day.pieces()))
                                .compose(added ->
                                        added == 0 ? Future.<Void>succeededFuture() : sum(connection, locked, day))))
                .mapEmpty();
    }

    private Future<Void> noteThinned(SqlConnection connection, LocalDate day) {
        Future<Void> done = Future.succeededFuture();
        for (String loser : activities.losers(day)) {
            int key = agents.require(loser).ref().key();
            done = done.compose(nothing -> ThinnedStore.noteThinned(connection, key, day));
        }
        return done;
    }

    private Future<Void> sum(SqlConnection connection, Map<UserId, Locked> locked, Day day) {
        Instant now = stages.clock().instant();
        Instant start = DayFold.startOf(day.day());
        Instant end = DayFold.startOf(day.day().plusDays(1));
        boolean isSealed = Optional.ofNullable(locked.get(user))
                .flatMap(Locked::sealedTo)
                .map(seal -> !seal.isBefore(end))
                .orElse(false);
        Future<Void> computed = isSealed
                ? Rollups.keep(connection, locked, List.of(Touched.day(user, day.day())), Map.of(), now)
                : Rollups.seal(connection, user, start, end, now);
        return computed.compose(nothing -> ThinnedStore.thinnedAgents(connection, user, day.day()))
                .compose(thinned -> isTheFilesAlone(connection, day.day())
                        .compose(alone -> replace(connection, day, thinned, alone)));
    }

    /** Whether the person's day holds nothing but what the file tells. */
    private Future<Boolean> isTheFilesAlone(SqlConnection connection, LocalDate day) {
        Set<Integer> ours = new HashSet<>();
        agents.all().forEach(agent -> ours.add(agent.ref().key()));
        return ThinnedStore.agentsWithTime(connection, user, day)
                .compose(keys -> ThinnedStore.labelsOf(connection, user, day)
                        .map(ids -> ours.containsAll(keys) && labels.hold(ids)));
    }

    /**
     * Puts the file's roll-ups in place of those that were computed without windows. Where the day holds more than the file
     * tells, its modes are what was computed, and the file tells the applications.
     */
    private Future<Void> replace(SqlConnection connection, Day day, Set<Integer> thinned, boolean alone) {
        Set<String> apps = new HashSet<>();
        day.sums().forEach(sums -> sums.slices().forEach(slice -> apps.add(slice.app())));
        apps.remove("");
        return RollupStore.appIds(connection, Map.of(user, apps))
                .compose(numbers -> RollupStore.read(connection, List.of(user), List.of(day.day()))
                        .compose(computed -> {
                            Map<String, Integer> ids = numbers.getOrDefault(user, Map.of());
                            Map<RollupStore.Day, DaySums> fresh = new HashMap<>();
                            for (Sums sums : day.sums()) {
                                if (sums.timeline() != RollupStore.PERSON && !thinned.contains(sums.timeline())) {
                                    continue;
                                }
                                RollupStore.Day key = new RollupStore.Day(user, sums.timeline(), day.day());
                                DaySums told = DaySums.of(
                                        DayFold.startOf(day.day()).toEpochMilli(),
                                        sums.slices(),
                                        app -> ids.getOrDefault(app, DaySums.NO_APP));
                                fresh.put(
                                        key,
                                        alone
                                                ? told
                                                : computed.getOrDefault(key, DaySums.EMPTY)
                                                        .withAppsOf(told));
                            }
                            return RollupStore.write(connection, fresh);
                        }));
    }
}
