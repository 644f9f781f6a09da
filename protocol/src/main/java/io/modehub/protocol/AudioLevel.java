package io.modehub.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How loud one audio source was over a window; never a sample of it.
 *
 * @param source what kind of source this is
 * @param name the source's name as the system shows it, at most 512 characters
 * @param rmsDb root mean square in dBFS, −120 (silence) to 0
 * @param peakDb peak in dBFS, −120 (silence) to 0
 * @param voice share of the window that sounded like speech, 0 to 1
 * @param inUse whether some application records from the source; null where the agent can't tell
 * @param by the application that records from it
 */
public record AudioLevel(
        Source source,
        @Nullable String name,
        double rmsDb,
        double peakDb,
        double voice,
        @Nullable Boolean inUse,
        @Nullable String by) {

    /** Level of digital silence in dBFS. */
    public static final double SILENCE_DB = -120;

    /** Kinds of audio source. */
    public enum Source {
        MICROPHONE("microphone"),
        SYSTEM("system");

        private final String wire;

        Source(String wire) {
            this.wire = wire;
        }

        /** The name on the wire. */
        public String wire() {
            return wire;
        }

        /** The source of that name on the wire. */
        public static Source of(String wire) {
            for (Source source : values()) {
                if (source.wire.equals(wire)) {
                    return source;
                }
            }
            throw new InvalidActivity("source", "must be \"microphone\" or \"system\"");
        }
    }

    /** Cleans the texts and checks the ranges; throws {@link InvalidActivity}. */
    public AudioLevel {
        name = Checks.text("name", name);
        by = Checks.text("by", by);
        Checks.range("rmsDb", rmsDb, SILENCE_DB, 0);
        Checks.range("peakDb", peakDb, SILENCE_DB, 0);
        Checks.range("voice", voice, 0, 1);
    }

    /** Whether some application is known to record from this source. */
    public boolean isInUse() {
        return Boolean.TRUE.equals(inUse);
    }
}
