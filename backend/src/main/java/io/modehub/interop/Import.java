package io.modehub.interop;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.timeline.DayRuns;
import io.modehub.timeline.TimeChanges;
import io.modehub.timeline.Upkeep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts a file of {@link Export} beside what is there. In transactions of at most one agent's day, each of which leaves
 * everything true; a repeat passes over what has come already, so an import that broke off is finished by doing it again.
 */
public final class Import {
    /** Each keeps one connection and some 20 MB busy. */
    private static final int MOST_AT_ONCE = 2;

    private final Stages stages;
    private final Set<UserId> underWay = new HashSet<>();

    public Import(Stages stages) {
        this.stages = stages;
    }

    /** What an import goes through. */
    public record Stages(
            Vertx vertx, Pool pool, TimeChanges changes, DayRuns days, Upkeep upkeep, LiveBus bus, Clock clock) {}

    /** Reads the file to its end; what can't be used is told in the report. Fails where the file is none of ours. */
    public Future<ImportReport> read(UserId user, Path file) {
        if (!begin(user)) {
            return Future.failedFuture(
                    new HubException(ErrorCode.BUSY, "another import is under way; try again when it is done"));
        }
        return new ImportRun(stages, user, file).run().onComplete(done -> end(user));
    }

    private synchronized boolean begin(UserId user) {
        return underWay.size() < MOST_AT_ONCE && underWay.add(user);
    }

    private synchronized void end(UserId user) {
        underWay.remove(user);
    }
}
