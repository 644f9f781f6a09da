package io.modehub.interop;

import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.OfLabel;
import io.modehub.interop.ImportSource.Numbered;
import io.modehub.store.ImportStore;
import io.modehub.store.ImportStore.Said;
import io.modehub.store.ImportStore.Word;
import io.modehub.timeline.Rollups.Touched;
import io.modehub.timeline.TimeChanges.Change;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Labels in the order they were said: the n-th of equal ones is passed over where as many are there. */
final class ImportedLabels {
    /** All labels of a file are remembered, some 100 bytes each. */
    private static final int MOST = 200_000;

    private final Import.Stages stages;
    private final UserId user;
    private final ImportedAgents agents;
    private final ImportReport report;
    private final Map<Word, Integer> seen = new HashMap<>();
    private final Map<Long, UUID> batches = new HashMap<>();
    private final Set<Long> ids = new HashSet<>();

    ImportedLabels(Import.Stages stages, UserId user, ImportedAgents agents, ImportReport report) {
        this.stages = stages;
        this.user = user;
        this.agents = agents;
        this.report = report;
    }

    /** Whether these labels all came from the file. */
    boolean hold(List<Long> labels) {
        return ids.containsAll(labels);
    }

    /** A label whose names are numbers of this hub. */
    private record Usable(Word word, Optional<UUID> batch) {}

    Future<Void> add(List<Numbered> chunk, Modes modes) {
        List<Usable> usable = new ArrayList<>(chunk.size());
        for (Numbered numbered : chunk) {
            try {
                usable.add(usable((OfLabel) numbered.record(), modes));
            } catch (HubException e) {
                report.refuse(numbered.line(), e);
            }
        }
        return usable.isEmpty() ? Future.succeededFuture() : store(usable);
    }

    private Usable usable(OfLabel label, Modes modes) {
        if (ids.size() >= MOST) {
            throw new HubException(ErrorCode.TOO_LARGE, "a file has at most " + MOST + " labels");
        }
        Integer agent =
                label.agentId().map(id -> agents.require(id).ref().key()).orElse(null);
        int mode = modes.ofName(label.mode());
        if (mode == 0) {
            throw HubException.ofField(
                    ErrorCode.UNKNOWN_MODE, "mode", "is none of the lines before, and none of yours");
        }
        return new Usable(
                new Word(
                        agent,
                        label.from(),
                        label.to().orElse(null),
                        mode,
                        label.source(),
                        label.withSpan(),
                        label.colours()),
                label.batch().map(batch -> batch(batch, label)));
    }

    /** What was said together is told from what was said together in another file by the first of its labels. */
    private UUID batch(long number, OfLabel first) {
        return batches.computeIfAbsent(
                number, key -> ImportedAgents.named("batch " + user + " " + number + " " + first));
    }

    private Future<Void> store(List<Usable> labels) {
        return stages.changes()
                .make(user, connection -> ImportStore.labels(
                                connection,
                                user,
                                labels.stream()
                                        .map(label -> label.word().from())
                                        .toList())
                        .compose(there -> addMissing(connection, labels, there)))
                .map(added -> {
                    report.labels += added;
                    report.skipped += labels.size() - added;
                    return null;
                });
    }

    private Future<Change<Integer>> addMissing(SqlConnection connection, List<Usable> labels, List<Said> there) {
        Map<Word, List<Long>> known = new HashMap<>();
        there.forEach(said ->
                known.computeIfAbsent(said.word(), key -> new ArrayList<>()).add(said.id()));
        List<Touched> touched = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (Usable label : labels) {
            Word word = label.word();
            int before = seen.merge(word, 1, Integer::sum) - 1;
            List<Long> same = known.getOrDefault(word, List.of());
            if (before < same.size()) {
                ids.add(same.get(before));
                continue;
            }
            Instant to = word.to();
            touched.add(
                    new Touched(user, word.from(), to == null ? stages.clock().instant() : to));
            done = done.compose(nothing -> ImportStore.addLabel(
                            connection, user, word, label.batch().orElse(null)))
                    .map(id -> {
                        ids.add(id);
                        return null;
                    });
        }
        return done.map(nothing -> new Change<>(touched.size(), touched));
    }
}
