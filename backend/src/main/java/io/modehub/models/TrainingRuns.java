package io.modehub.models;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.live.LiveBus;
import io.modehub.store.ModelStore;
import io.modehub.store.TrainingStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches for better models, one at a time on this hub and one a person on all hubs; the others wait. */
public final class TrainingRuns {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRuns.class);

    /** Runs that may wait: each holds its rows only once its turn has come. */
    private static final int MOST_WAITING = 20;

    /** So often a run says that it is alive, and asks whether it was cancelled. */
    private static final long BEAT_MS = 1_000;

    private static final int ATTEMPT_SEED = 1;

    private final Vertx vertx;
    private final Pool pool;
    private final TrainingStore store;
    private final LiveBus bus;
    private final Clock clock;
    private final WorkerExecutor worker;
    private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

    public TrainingRuns(Vertx vertx, Pool pool, TrainingStore store, LiveBus bus, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.store = store;
        this.bus = bus;
        this.clock = clock;
        // A search takes a minute of two threads of its own; this one waits for them.
        this.worker = vertx.createSharedWorkerExecutor("training", 1, 10, TimeUnit.MINUTES);
    }

    /**
     * What is to be learned from.
     *
     * @param source {@code labels}, {@code table} or {@code both}
     * @param name of the model to be
     * @param rows read when the run's turn has come
     */
    public record Task(String source, @Nullable String name, Supplier<Future<List<Row>>> rows) {}

    /** Starts a run, or lets it wait for its turn; the answer is its id. */
    public Future<UUID> start(UserId user, Task task) {
        if (runs.size() >= MOST_WAITING) {
            return Future.failedFuture(new HubException(
                    ErrorCode.BUSY, "other people's training runs wait already; try again in some minutes"));
        }
        return ModelStore.checkRoom(pool, user)
                .compose(nothing -> store.add(user, task.source(), clock.instant()))
                .onSuccess(id -> {
                    Run run = new Run(id, user, task);
                    runs.put(id, run);
                    run.begin();
                });
    }

    /** Cancels a person's run, on whichever hub it is; false where it is over. */
    public Future<Boolean> cancel(UserId user, UUID id) {
        return store.end(id, "cancelled", null, clock.instant()).onSuccess(done -> {
            Run run = runs.get(id);
            if (run != null) {
                run.cancelled = true;
            }
            if (done) {
                announce(user, id, "cancelled", new JsonObject());
            }
        });
    }

    /** Ends what is under way; it counts as interrupted. */
    public void stop() {
        runs.values().forEach(run -> run.cancelled = true);
        worker.close();
    }

    private void announce(UserId user, UUID id, String state, JsonObject progress) {
        bus.publish(
                user,
                "training/" + id,
                JsonObject.of("type", "training", "runId", id.toString(), "state", state, "progress", progress));
    }

    /** One run on this hub. */
    private final class Run {
        private final UUID id;
        private final UserId user;
        private final Task task;
        private volatile boolean cancelled;
        private volatile JsonObject progress = JsonObject.of("done", 0, "all", 0, "current", "waiting");

        Run(UUID id, UserId user, Task task) {
            this.id = id;
            this.user = user;
            this.task = task;
        }

        void begin() {
            long beat = vertx.setPeriodic(BEAT_MS, timer -> beat());
            // Not in the order of the caller's context: its next requests would wait for the run.
            worker.executeBlocking(this::search, false)
                    .compose(this::keep)
                    .recover(this::fail)
                    .onComplete(done -> {
                        vertx.cancelTimer(beat);
                        runs.remove(id);
                    })
                    .onFailure(failure -> LOG.error("the end of training run {} could not be kept", id, failure));
        }

        /** Rows are read here, when the run's turn has come, so that waiting costs nothing. */
        private Outcome search() {
            List<Row> rows =
                    task.rows().get().toCompletionStage().toCompletableFuture().join();
            return new Search(
                            Search.Setting.of(ATTEMPT_SEED, task.source()),
                            Checkpoint.until(() -> cancelled),
                            step -> progress =
                                    JsonObject.of("done", step.done(), "all", step.all(), "current", step.current()),
                            System::nanoTime)
                    .run(rows);
        }

        private void beat() {
            JsonObject step = progress;
            store.progress(id, step, clock.instant())
                    .onSuccess(goesOn -> {
                        cancelled |= !goesOn;
                        if (goesOn) {
                            announce(user, id, "running", step);
                        }
                    })
                    .onFailure(failure -> LOG.debug("a training run's progress was not kept: {}", failure.toString()));
        }

        /** The model is kept along with the end of its run, or not at all where the run was cancelled. */
        private Future<Void> keep(Outcome outcome) {
            if (cancelled) {
                return Future.failedFuture(new CancellationException());
            }
            Instant now = clock.instant();
            String name = task.name() == null
                    ? Findings.name(outcome, LocalDate.ofInstant(now, ZoneOffset.UTC))
                    : task.name();
            byte[] file = outcome.model().write();
            JsonObject details = Findings.details(outcome, file, task.source());
            return pool.withTransaction(connection -> ModelStore.add(connection, user, name, file, details, now)
                            .compose(model ->
                                    TrainingStore.succeed(connection, id, model, Findings.leaderboard(outcome), now))
                            .map(done -> {
                                if (!done) {
                                    throw new CancellationException();
                                }
                                return done;
                            }))
                    .map(done -> {
                        announce(user, id, "succeeded", progress);
                        return null;
                    });
        }

        private Future<Void> fail(Throwable failure) {
            Throwable cause = failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
                    ? failure.getCause()
                    : failure;
            if (cause instanceof CancellationException) {
                return end("cancelled", null);
            }
            if (cause instanceof TooFewRows few) {
                return end("failed", Findings.tooFew(few));
            }
            if (cause instanceof HubException refused) {
                return end("failed", JsonObject.of("code", refused.code().wire(), "message", refused.getMessage()));
            }
            LOG.error("training run {} failed", id, cause);
            return end("failed", JsonObject.of("code", "internal", "message", "something went wrong in the hub"));
        }

        private Future<Void> end(String state, @Nullable JsonObject error) {
            return store.end(id, state, error, clock.instant()).map(done -> {
                announce(user, id, state, progress);
                return null;
            });
        }
    }
}
