package io.modehub.agent.config;

import io.modehub.agent.privacy.Privacy;
import io.modehub.agent.sense.audio.AudioChoice;
import org.jspecify.annotations.Nullable;

/**
 * What the person chose in the file {@code settings}.
 *
 * @param hook a command to run when the mode changes
 */
public record Settings(
        AudioChoice audio, Privacy privacy, @Nullable String hook) {
    public static final Settings USUAL = new Settings(AudioChoice.USUAL, Privacy.USUAL, null);
}
