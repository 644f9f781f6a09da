package io.modehub.classify;

import io.modehub.activity.AudioCondition;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a person's rules hear. Talk has pauses and turns, and windows end with every one of them; so what was heard counts for another
 * while, and silence is that nothing was heard for as long. Belongs to one thread and one agent.
 */
final class Heard {
    /** Most pauses in a talk are shorter, and a rule lets go of its mode soon after the end. */
    static final int LASTS_MS = 30_000;

    private final Map<AudioCondition, Long> last = new EnumMap<>(AudioCondition.class);
    private long now;
    private boolean recorded;
    private boolean listening;

    /** Takes the next window in. */
    void add(Observed o) {
        now = o.activity().at().toEpochMilli();
        long end = o.activity().end().toEpochMilli();
        recorded = o.isMicInUse();
        listening = !o.activity().audio().isEmpty();
        note(AudioCondition.VOICE_MICROPHONE, o.hearsMic(), end);
        note(AudioCondition.VOICE_SYSTEM, o.hearsSystem(), end);
        note(AudioCondition.BOTH_VOICES, (o.hearsMic() && o.hearsSystem()) || o.turned(), end);
        note(AudioCondition.SYSTEM_SOUND, o.systemActive(), end);
    }

    /** Whether a condition holds over the last window. */
    boolean holds(AudioCondition condition) {
        return switch (condition) {
            case MICROPHONE_IN_USE -> recorded;
            case SILENCE -> listening && last.keySet().stream().noneMatch(this::lasts);
            default -> lasts(condition);
        };
    }

    void forget() {
        last.clear();
    }

    private void note(AudioCondition condition, boolean heard, long end) {
        if (heard) {
            last.put(condition, end);
        }
    }

    private boolean lasts(AudioCondition condition) {
        Long end = last.get(condition);
        return end != null && now - end < LASTS_MS;
    }
}
