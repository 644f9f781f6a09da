package io.modehub.interop;

import io.modehub.activity.Goal;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.OfActivity;
import io.modehub.interop.ImportRecord.OfAgent;
import io.modehub.interop.ImportRecord.OfConversation;
import io.modehub.interop.ImportRecord.OfGoal;
import io.modehub.interop.ImportRecord.OfHistory;
import io.modehub.interop.ImportRecord.OfLabel;
import io.modehub.interop.ImportRecord.OfMode;
import io.modehub.interop.ImportRecord.OfModel;
import io.modehub.interop.ImportRecord.OfModelPart;
import io.modehub.interop.ImportRecord.OfSetup;
import io.modehub.interop.ImportRecord.OfTurn;
import io.modehub.interop.ImportRecord.Thinned;
import io.modehub.interop.ImportSource.Numbered;
import io.modehub.live.LiveFrames;
import io.modehub.store.GoalStore;
import io.modehub.store.ImportStore.Agent;
import io.modehub.store.ModeStore;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One file on its way in, chunk after chunk. */
final class ImportRun {
    private final Import.Stages stages;
    private final UserId user;
    private final Path file;
    private final ImportReport report = new ImportReport();
    private final ImportedModes importedModes;
    private final ImportedModels models;
    private final ImportedSetups setups;
    private final ImportedAgents agents;
    private final ImportedActivities activities;
    private final ImportedLabels labels;
    private final ImportedHistory history;
    private final ImportedConversations conversations;
    private Modes modes = new Modes(List.of());
    private boolean modesCame;

    ImportRun(Import.Stages stages, UserId user, Path file) {
        this.stages = stages;
        this.user = user;
        this.file = file;
        importedModes = new ImportedModes(stages, user);
        models = new ImportedModels(stages, user, report);
        setups = new ImportedSetups(stages, user, models, report);
        agents = new ImportedAgents(stages, user);
        activities = new ImportedActivities(stages, user, report);
        labels = new ImportedLabels(stages, user, agents, report);
        history = new ImportedHistory(stages, user, agents, activities, labels, report);
        conversations = new ImportedConversations(stages, user, report);
    }

    Future<ImportReport> run() {
        return stages.vertx().executeBlocking(this::open, false).compose(chunks -> readModes()
                .compose(nothing -> Steps.whileTrue(() -> step(chunks)))
                .onSuccess(nothing -> {
                    models.end();
                    chunks.requireWhole();
                })
                .eventually(() -> stages.vertx().executeBlocking(() -> close(chunks), false))
                .onComplete(done -> tell())
                .map(report));
    }

    private ImportChunks open() {
        return new ImportChunks(
                WatcherExport.isOne(file)
                        ? WatcherRecords.open(file, report, stages.clock().instant())
                        : ExportLines.open(file, report));
    }

    private static boolean close(ImportChunks chunks) {
        chunks.close();
        return true;
    }

    /** A chunk takes up to 100 ms to read: too long for an event loop. */
    private Future<Boolean> step(ImportChunks chunks) {
        return stages.vertx()
                .executeBlocking(chunks::next, false)
                .compose(chunk -> chunk.isEmpty()
                        ? Future.succeededFuture(false)
                        : store(chunk).map(true));
    }

    private Future<Void> store(List<Numbered> chunk) {
        ImportRecord first = chunk.get(0).record();
        if (first instanceof OfModel) {
            chunk.forEach(models::begin);
            return Future.succeededFuture();
        }
        if (first instanceof OfModelPart) {
            return Steps.each(chunk, models::goOn);
        }
        models.end();
        if (first instanceof OfMode) {
            boolean mayTakeOver = !modesCame;
            modesCame = true;
            chunk.forEach(line -> setups.know((OfMode) line.record()));
            return importedModes
                    .add(chunk.stream().map(line -> (OfMode) line.record()).toList(), mayTakeOver)
                    .onSuccess(added -> report.modes += added)
                    .compose(nothing -> readModes());
        }
        if (first instanceof OfGoal) {
            return Steps.each(chunk, this::addGoal);
        }
        if (first instanceof OfSetup) {
            return setups.add(chunk, modes);
        }
        if (first instanceof OfAgent) {
            return addAgents(chunk);
        }
        if (first instanceof Thinned) {
            return refuseBad(chunk, line -> {
                agents.require(((Thinned) line.record()).agentId());
                activities.expectLost((Thinned) line.record());
            });
        }
        if (first instanceof OfActivity activity) {
            Optional<Agent> agent = agents.find(activity.agentId());
            return agent.isPresent()
                    ? activities.add(agent.get(), chunk)
                    : refuseBad(chunk, line -> agents.require(activity.agentId()));
        }
        if (first instanceof OfLabel) {
            return labels.add(chunk, modes);
        }
        if (first instanceof OfConversation) {
            return Steps.each(chunk, conversations::begin);
        }
        if (first instanceof OfTurn) {
            return Steps.each(chunk, conversations::add);
        }
        return first instanceof OfHistory ? history.add(chunk, modes, models) : Future.succeededFuture();
    }

    private Future<Void> refuseBad(List<Numbered> chunk, java.util.function.Consumer<Numbered> work) {
        for (Numbered line : chunk) {
            try {
                work.accept(line);
            } catch (HubException e) {
                report.refuse(line.line(), e);
            }
        }
        return Future.succeededFuture();
    }

    /** Whoever has such a goal keeps their own. */
    private Future<Void> addGoal(Numbered line) {
        OfGoal goal = (OfGoal) line.record();
        int modeId = modes.ofName(goal.mode());
        if (modeId == 0) {
            report.refuse(line.line(), Fields.fault("mode", "is none of the file's"));
            return Future.succeededFuture();
        }
        return GoalStore.addMissing(
                stages.pool(), user, new Goal(0, modeId, goal.atLeast(), goal.per(), goal.target()));
    }

    private Future<Void> addAgents(List<Numbered> chunk) {
        Deque<Numbered> left = new ArrayDeque<>(chunk);
        return Steps.whileTrue(() -> left.isEmpty()
                ? Future.succeededFuture(false)
                : agents.add(((OfAgent) left.remove().record()).agent()).map(added -> {
                    report.agents += added ? 1 : 0;
                    return true;
                }));
    }

    private Future<Void> readModes() {
        return ModeStore.list(stages.pool(), user).map(list -> {
            modes = new Modes(list);
            return null;
        });
    }

    /** Tells pages and sessions, also of an import that broke off, and lets upkeep seal what has come. */
    private void tell() {
        Instant now = stages.clock().instant();
        agents.all().forEach(agent -> stages.bus()
                .publish(
                        user,
                        "span/" + agent.ref().id(),
                        LiveFrames.span(Optional.of(agent.ref().id()), Instant.EPOCH, now)));
        stages.bus().announceWords(user);
        stages.upkeep().soon();
    }
}
