package io.modehub.interop;

import io.modehub.activity.UserId;
import io.modehub.interop.ImportRecord.OfMode;
import io.modehub.store.ImportStore;
import io.modehub.store.ImportStore.PutMode;
import io.modehub.timeline.TimeChanges.Change;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The modes of a file. Whoever has no time here yet takes them over as they are, with what the classifier's names lead to;
 * whoever has some keeps their own, and what is missing is added.
 */
final class ImportedModes {
    private final Import.Stages stages;
    private final UserId user;

    ImportedModes(Import.Stages stages, UserId user) {
        this.stages = stages;
        this.user = user;
    }

    /** Adds modes; how many are new. */
    Future<Integer> add(List<OfMode> modes, boolean mayTakeOver) {
        return stages.changes().make(user, connection -> ImportStore.hasTime(connection, user)
                .compose(has -> mayTakeOver && !has ? takeOver(connection, modes) : addMissing(connection, modes))
                .map(added -> new Change<>(added, List.of())));
    }

    private Future<Integer> addMissing(SqlConnection connection, List<OfMode> modes) {
        Future<Integer> done = Future.succeededFuture(0);
        for (OfMode mode : modes) {
            done = done.compose(n -> ImportStore.addMode(connection, user, mode.name(), mode.colour())
                    .map(added -> added ? n + 1 : n));
        }
        return done;
    }

    private Future<Integer> takeOver(SqlConnection connection, List<OfMode> modes) {
        Set<Integer> ids = new HashSet<>();
        List<PutMode> put = new java.util.ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (OfMode mode : modes) {
            done = done.compose(
                            nothing -> ImportStore.putMode(connection, user, mode.name(), mode.colour(), mode.order()))
                    .map(one -> {
                        put.add(one);
                        ids.add(one.id());
                        return null;
                    });
        }
        done = done.compose(nothing -> ImportStore.keepModesOnly(connection, user, ids));
        for (int i = 0; i < modes.size(); i++) {
            int index = i;
            for (String origin : modes.get(i).origins()) {
                done = done.compose(nothing -> ImportStore.putOrigin(
                        connection, user, origin, put.get(index).id()));
            }
        }
        return done.compose(nothing -> ImportStore.nameTheRest(connection, user))
                .map(nothing -> (int) put.stream().filter(PutMode::added).count());
    }
}
