package io.modehub.models;

import io.modehub.classify.ModeModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param model the winner, fitted to all rows and calibrated
 * @param winner the trial it was chosen for
 * @param leaderboard every trial, the winner first, then the others by weighted AUC, then those not pursued
 * @param appsHeldOut beside figures that flatter: on applications that were never seen; null where days or sessions were
 *     held out, or there is one application only
 * @param complete whether there was time for all that was planned
 * @param provenance trainer, settings, seed, data and time in Tribuo's words
 */
public record Outcome(
        ModeModel model,
        Trial winner,
        List<Trial> leaderboard,
        @Nullable Metrics appsHeldOut,
        boolean complete,
        String provenance,
        long elapsedMs) {
    public Outcome {
        leaderboard = List.copyOf(leaderboard);
    }
}
