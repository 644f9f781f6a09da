package io.modehub.agent.sense;

import io.modehub.agent.sense.window.Foreground;
import io.modehub.protocol.AudioLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sensors said about one second.
 *
 * @param mouse 0 to 10, see {@link io.modehub.agent.sense.input.InputMeter}
 * @param keyboard 0 to 10
 * @param idleMs since the last input; null where it can't be told
 */
public record Sample(
        Foreground window,
        double mouse,
        double keyboard,
        @Nullable Long idleMs,
        List<AudioLevel> audio) {

    /** Below this a source counts as silent, in dBFS. */
    private static final double SILENT_DB = -60;

    public Sample {
        audio = List.copyOf(audio);
    }

    /** Neither input nor sound. */
    boolean isQuiet() {
        return mouse == 0 && keyboard == 0 && audio.stream().allMatch(level -> level.rmsDb() <= SILENT_DB);
    }
}
