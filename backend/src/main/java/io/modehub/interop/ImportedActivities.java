package io.modehub.interop;

import io.modehub.activity.AgentRef;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.OfActivity;
import io.modehub.interop.ImportSource.Numbered;
import io.modehub.protocol.Activity;
import io.modehub.protocol.InvalidActivity;
import io.modehub.spans.AgentFold;
import io.modehub.spans.DayFold;
import io.modehub.spans.DayTally;
import io.modehub.store.ActivityStore;
import io.modehub.store.DayStore;
import io.modehub.store.ImportStore;
import io.modehub.store.ImportStore.Agent;
import io.modehub.store.IngestStore;
import io.modehub.store.IngestStore.ActivityRow;
import io.modehub.store.ThinnedStore;
import io.modehub.timeline.Rollups.Touched;
import io.modehub.timeline.TimeChanges.Change;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Activities of one agent and day: those that aren't there yet are stored, and the days they touch are run again. */
final class ImportedActivities {
    /** A window that another cuts shows its sign and its application so long at most. */
    private static final Duration LONGEST_WINDOW = Duration.ofMillis(Activity.MAX_DURATION_MS);

    private final Import.Stages stages;
    private final UserId user;
    private final ImportReport report;

    /** Days of which activities were gone already where the file was made, by the file's agents. */
    private final Set<ImportRecord.Thinned> lost = new HashSet<>();

    ImportedActivities(Import.Stages stages, UserId user, ImportReport report) {
        this.stages = stages;
        this.user = user;
        this.report = report;
    }

    void expectLost(ImportRecord.Thinned day) {
        lost.add(day);
    }

    /** The agents of the file that have lost activities of that day. */
    List<String> losers(LocalDate day) {
        return lost.stream()
                .filter(one -> one.day().equals(day))
                .map(ImportRecord.Thinned::agentId)
                .toList();
    }

    /** Stores activities of one agent and UTC day. */
    Future<Void> add(Agent agent, List<Numbered> chunk) {
        List<Numbered> usable = usable(agent, chunk);
        if (usable.isEmpty()) {
            return Future.succeededFuture();
        }
        List<OfActivity> items =
                usable.stream().map(one -> (OfActivity) one.record()).toList();
        return stages.changes()
                .make(user, connection -> new Write(connection, agent.ref(), items).run())
                .<Void>map(added -> {
                    report.activities += added;
                    report.skipped += items.size() - added;
                    return null;
                })
                .recover(failure ->
                        failure instanceof DayFull full ? refuse(usable, full) : Future.<Void>failedFuture(failure));
    }

    private Future<Void> refuse(List<Numbered> usable, DayFull full) {
        usable.stream()
                .filter(one -> full.missing.contains(one.record()))
                .forEach(one -> report.refuse(
                        one.line(),
                        HubException.ofField(
                                ErrorCode.DAY_FULL,
                                "at",
                                "lies in a day of which more than " + DayTally.MOST + " activities would be kept")));
        report.skipped += usable.size() - full.missing.size();
        return Future.succeededFuture();
    }

    /** More activities than a day may have, so none of these was stored. */
    private static final class DayFull extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Set<OfActivity> missing = Collections.newSetFromMap(new IdentityHashMap<>());

        DayFull(List<OfActivity> missing) {
            super("more activities than a day may have");
            this.missing.addAll(missing);
        }
    }

    private List<Numbered> usable(Agent agent, List<Numbered> chunk) {
        List<Numbered> usable = new ArrayList<>(chunk.size());
        Instant now = stages.clock().instant();
        for (Numbered numbered : chunk) {
            OfActivity item = (OfActivity) numbered.record();
            try {
                item.activity().requireNotAhead(now);
                if (!agent.kind().equals("scripts")) {
                    item.activity().requireLinkLength();
                }
                usable.add(numbered);
            } catch (InvalidActivity e) {
                report.refuse(numbered.line(), HubException.ofField(ErrorCode.INVALID_ACTIVITY, e.path(), e.remedy()));
            }
        }
        return usable;
    }

    /** One transaction. */
    private final class Write {
        private final SqlConnection connection;
        private final AgentRef agent;
        private final List<OfActivity> items;
        private final String fileId;
        private final LocalDate day;

        Write(SqlConnection connection, AgentRef agent, List<OfActivity> items) {
            this.connection = connection;
            this.agent = agent;
            this.items = items;
            this.fileId = items.get(0).agentId();
            this.day = DayFold.dayOf(items.get(0).activity().at());
        }

        Future<Change<Integer>> run() {
            Instant from = first(items);
            Instant to = items.stream()
                    .map(item -> item.activity().at())
                    .max(Instant::compareTo)
                    .orElseThrow();
            Map<Activity, Integer> there = new HashMap<>();
            items.forEach(item -> there.put(item.activity(), 0));
            return ActivityStore.eachPage(
                            connection,
                            agent.key(),
                            from,
                            to.plusMillis(1),
                            page -> page.forEach(
                                    window -> there.computeIfPresent(window.activity(), (same, count) -> count + 1)))
                    .map(nothing -> missing(there))
                    .compose(missing ->
                            missing.isEmpty() ? Future.succeededFuture(new Change<>(0, List.of())) : store(missing));
        }

        /** Of equal ones, as many as there are more in the file. */
        private List<OfActivity> missing(Map<Activity, Integer> there) {
            List<OfActivity> missing = new ArrayList<>();
            for (OfActivity item : items) {
                if (there.merge(item.activity(), -1, Integer::sum) < 0) {
                    missing.add(item);
                }
            }
            return missing;
        }

        private Future<Change<Integer>> store(List<OfActivity> missing) {
            boolean expected = lost.contains(new ImportRecord.Thinned(fileId, day));
            return (expected ? ThinnedStore.noteThinned(connection, agent.key(), day) : Future.<Void>succeededFuture())
                    .compose(nothing -> fenceWhoLooksThere(missing))
                    .compose(nothing -> insert(missing))
                    .compose(nothing -> requireRoom(missing))
                    .compose(nothing -> DayStore.finishedTo(connection, List.of(agent.key())))
                    .compose(finished -> runDays(missing, finished.getOrDefault(agent.key(), LocalDate.EPOCH)))
                    .map(touched -> {
                        touched.add(
                                new Touched(user, first(missing), last(missing).plus(LONGEST_WINDOW)));
                        return new Change<>(missing.size(), touched);
                    });
        }

        private Future<Void> requireRoom(List<OfActivity> missing) {
            return ActivityStore.fullDays(connection, Map.of(agent.key(), Set.of(day)))
                    .map(full -> {
                        if (!full.isEmpty()) {
                            throw new DayFull(missing);
                        }
                        return null;
                    });
        }

        /** A live session that remembers the time of these activities would go on without them. */
        private Future<Void> fenceWhoLooksThere(List<OfActivity> missing) {
            Instant newest = last(missing);
            return ImportStore.latest(connection, agent.key()).compose(latest -> {
                if (latest.isPresent() && newest.isBefore(AgentFold.resumeFrom(latest.get()))) {
                    return Future.succeededFuture();
                }
                return ImportStore.fence(connection, agent.key())
                        .onSuccess(nothing -> stages.bus().announceResync(agent.key()));
            });
        }

        private Future<Void> insert(List<OfActivity> missing) {
            return ImportStore.stream(connection, agent.key(), ImportedAgents.stream(fileId))
                    .compose(stream -> {
                        List<ActivityRow> rows = new ArrayList<>(missing.size());
                        for (OfActivity item : missing) {
                            long number = stream.acked() + rows.size() + 1;
                            rows.add(new ActivityRow(stream.key(), number, item.sample(), item.present()));
                        }
                        LocalDate today = DayFold.dayOf(stages.clock().instant());
                        return IngestStore.insertActivities(connection, rows, today)
                                .compose(nothing -> ImportStore.advance(connection, stream, rows.size()));
                    });
        }

        private Future<List<Touched>> runDays(List<OfActivity> missing, LocalDate finishedTo) {
            Map<LocalDate, List<OfActivity>> byDay = new TreeMap<>();
            missing.forEach(item -> DayFold.daysTouchedBy(item.activity().at())
                    .forEach(touchedDay -> byDay.computeIfAbsent(touchedDay, key -> new ArrayList<>())
                            .add(item)));
            List<Touched> touched = new ArrayList<>();
            Future<Void> done = Future.succeededFuture();
            for (Map.Entry<LocalDate, List<OfActivity>> one : byDay.entrySet()) {
                Instant from = first(one.getValue());
                Instant to = last(one.getValue());
                boolean finished = one.getKey().isBefore(finishedTo);
                done = done.compose(nothing -> stages.days().run(connection, agent, one.getKey(), from, to, finished))
                        .map(change -> {
                            touched.addAll(change);
                            return null;
                        });
            }
            return done.map(touched);
        }
    }

    private static Instant first(List<OfActivity> items) {
        return items.stream()
                .map(item -> item.activity().at())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant last(List<OfActivity> items) {
        return items.stream()
                .map(item -> item.activity().end())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
