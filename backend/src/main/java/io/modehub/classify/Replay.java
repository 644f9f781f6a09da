package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Plays days whose truth is known through a tracker, as if they were lived again. */
public final class Replay {
    private final ModeTracker tracker;
    private final List<Step> steps = new ArrayList<>();
    private String truth = "";
    private boolean mine;
    private boolean theirs;

    public Replay(ModeTracker tracker) {
        this.tracker = tracker;
    }

    /** The next activity and its true mode; in order of {@code at}. */
    public void add(Activity activity, String mode) {
        if (!mode.equals(truth)) {
            mine = false;
            theirs = false;
        }
        truth = mode;
        listen(activity);
        Prediction prediction = tracker.next(activity);
        steps.add(new Step(
                activity.at(),
                activity.end(),
                mode,
                prediction.mode(),
                prediction.mode(),
                prediction.confidence(),
                mine && theirs));
        if (prediction.mode().equals(ModeNames.AWAY)) {
            reachBack(prediction);
        }
    }

    /** All steps so far, and begins a new list. */
    public List<Step> take() {
        List<Step> taken = List.copyOf(steps);
        steps.clear();
        return taken;
    }

    private void listen(Activity activity) {
        boolean records = activity.audio().stream().anyMatch(AudioLevel::isInUse);
        activity.audio().stream()
                .filter(level -> records && level.voice() >= Observed.VOICED)
                .forEach(level -> {
                    mine |= level.isInUse();
                    theirs |= level.source() == Source.SYSTEM;
                });
    }

    private void reachBack(Prediction away) {
        Instant since = away.since();
        for (int i = steps.size() - 2; i >= 0 && !steps.get(i).from().isBefore(since); i--) {
            Step step = steps.get(i);
            steps.set(
                    i,
                    new Step(
                            step.from(),
                            step.to(),
                            step.truth(),
                            step.live(),
                            away.mode(),
                            away.confidence(),
                            step.conversing()));
        }
    }
}
