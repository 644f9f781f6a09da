package io.modehub.classify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody is there. A sign of a person is input, speech at a microphone in use (for up to four hours without
 * input), or sound that one watches or takes part in (for up to two).
 */
final class Presence {
    /** Without a sign for so long, the person is away. */
    static final Duration AWAY_AFTER = Duration.ofMinutes(3);

    private static final Duration SPEECH_COUNTS = Duration.ofHours(4);
    private static final Duration SOUND_COUNTS = Duration.ofHours(2);

    private boolean sensesInput;
    private @Nullable Instant start;
    private Instant lastInput = Instant.EPOCH;
    private Instant lastSign = Instant.EPOCH;
    private boolean present;

    /** Forgets the run of activities. */
    void reset() {
        start = null;
        sensesInput = false;
    }

    /**
     * Takes the next activity in.
     *
     * @return since when the person has been away, or null where somebody is there or nobody can tell
     */
    @Nullable Instant next(Observed o, boolean meeting) {
        Instant at = o.activity().at();
        Instant end = o.activity().end();
        if (start == null) {
            start = at;
            lastInput = at;
            lastSign = at;
        }
        boolean input = o.hasInput();
        Long idleMs = o.activity().idleMs();
        sensesInput |= input || idleMs != null;
        if (idleMs != null) {
            lastInput = later(lastInput, end.minusMillis(idleMs));
        }
        if (input) {
            lastInput = later(
                    lastInput,
                    idleMs == null
                            ? end
                            : end.minusMillis(Math.min(idleMs, o.activity().durationMs())));
        }
        lastSign = later(lastSign, lastInput);
        if (soundTells(o, meeting, Duration.between(lastInput, end))) {
            lastSign = later(lastSign, end);
        }
        present = input || lastSign.isAfter(at);
        return isAway(o, end) ? earlier(lastSign, at) : null;
    }

    /** Whether the last activity showed a sign of a person. */
    boolean isSign() {
        return present;
    }

    private boolean isAway(Observed o, Instant end) {
        boolean locked = o.front().category() == Category.LOCK && !o.hasInput();
        boolean longAgo = Duration.between(lastSign, end).compareTo(AWAY_AFTER) >= 0;
        boolean mostOfTheWindow =
                Duration.between(lastSign, end).toMillis() * 2 >= o.activity().durationMs();
        return locked || (sensesInput && longAgo && mostOfTheWindow);
    }

    private static boolean soundTells(Observed o, boolean meeting, Duration withoutInput) {
        boolean speaks = o.isMicInUse() && o.hearsMic();
        boolean listens = o.systemActive() && (meeting || o.front().isWatched());
        return (speaks && withoutInput.compareTo(SPEECH_COUNTS) <= 0)
                || (listens && withoutInput.compareTo(SOUND_COUNTS) <= 0);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
