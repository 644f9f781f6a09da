package io.modehub.agent.sense.audio;

import io.modehub.protocol.AudioLevel;
import org.jspecify.annotations.Nullable;

/**
 * A source of sound this machine has.
 *
 * @param name the system's name for it
 * @param description what the system shows to people
 * @param isMeasured whether it is among those measured
 * @param isOpen whether it is being listened to
 * @param by who records from it, in words
 * @param floorDb its noise floor in dBFS as learned so far; null while it was never listened to
 */
public record AudioDevice(
        AudioLevel.Source source,
        String name,
        String description,
        boolean isDefault,
        boolean isMeasured,
        boolean isOpen,
        @Nullable String by,
        @Nullable Double floorDb) {
    /** Whether that is its name or description, without regard to case. */
    public boolean isCalled(String called) {
        return called.equalsIgnoreCase(name)
                || called.equalsIgnoreCase(description)
                || description.equalsIgnoreCase("Monitor of " + called);
    }
}
