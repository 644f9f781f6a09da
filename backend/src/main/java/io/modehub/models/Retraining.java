package io.modehub.models;

import io.modehub.activity.UserId;
import io.modehub.store.TrainingStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether a person has said enough since their last training run that another one is worth it. */
public final class Retraining {
    /** After so many corrections at once … */
    private static final int CORRECTIONS = 20;

    /** … and after fewer once a night has passed since the last run, or since the first of them where there was none. */
    private static final Duration NIGHT = Duration.ofHours(20);

    private static final int FEW = 5;

    private final TrainingStore runs;
    private final Clock clock;

    public Retraining(TrainingStore runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** {@code {due, corrections, since?}}: corrections since the last successful run on labels. */
    public Future<JsonObject> describe(UserId user) {
        return runs.lastLearned(user).compose(last -> runs.correctionsSince(user, last.orElse(Instant.EPOCH))
                .map(corrections -> {
                    boolean rested = last.or(corrections::first)
                            .map(at -> at.plus(NIGHT).isBefore(clock.instant()))
                            .orElse(false);
                    boolean due = corrections.count() >= CORRECTIONS || (rested && corrections.count() >= FEW);
                    return JsonObject.of(
                            "due", due,
                            "corrections", corrections.count(),
                            "since", last.map(Instant::toString).orElse(null));
                }));
    }
}
