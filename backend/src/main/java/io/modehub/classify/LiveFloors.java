package io.modehub.classify;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import java.time.Duration;
import java.time.Instant;

/**
 * The noise floors that activities of one agent teach as they come in, for whoever looks at its meters. As the classifier learns
 * them: anew after a gap of more than 15 minutes. Belongs to one thread.
 */
public final class LiveFloors {
    private final NoiseFloors floors = new NoiseFloors();
    private Instant heardTo = Instant.MIN;

    /** Takes in an activity; one that comes late teaches nothing. */
    public void hear(Activity activity) {
        if (activity.at().isBefore(heardTo)) {
            return;
        }
        if (!heardTo.equals(Instant.MIN)
                && Duration.between(heardTo, activity.at()).compareTo(Evidence.FORGET_AFTER) > 0) {
            floors.clear();
        }
        heardTo = activity.end();
        activity.audio().forEach(level -> floors.isActive(level, activity.durationMs()));
    }

    /** How loud this source has to be to stand out, in dBFS. */
    public double activeFromDb(AudioLevel level) {
        return floors.of(level).floor() + NoiseFloor.ACTIVE_ABOVE_DB;
    }
}
