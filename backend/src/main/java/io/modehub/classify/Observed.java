package io.modehub.classify;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import org.jspecify.annotations.Nullable;

/**
 * One activity as the classifier sees it: the window read, the sources of a kind taken together.
 *
 * @param micDb loudest microphone in dBFS, silence where there is none
 * @param micVoice most speech on a microphone, 0 to 1
 * @param systemDb loudest system source in dBFS, silence where there is none
 * @param systemVoice most speech from the system, 0 to 1
 * @param micActive whether a microphone stands out from its noise
 * @param systemActive whether the system plays something
 * @param micInUse whether some application records from a microphone; null where no agent can tell
 * @param by the application that records, where told
 * @param recorder what the dictionary knows of {@code by}
 * @param switched whether another application was in front before
 * @param turned whether the other side spoke before
 */
record Observed(
        Activity activity,
        Front front,
        double micDb,
        double micVoice,
        double systemDb,
        double systemVoice,
        boolean micActive,
        boolean systemActive,
        @Nullable Boolean micInUse,
        @Nullable String by,
        Dictionary.@Nullable Entry recorder,
        boolean switched,
        boolean turned) {

    /** Share of voice from which a window counts as speech. */
    static final double VOICED = 0.25;

    static Observed of(Activity activity, Front front, NoiseFloors floors, @Nullable Observed before) {
        double micDb = AudioLevel.SILENCE_DB;
        double micVoice = 0;
        double systemDb = AudioLevel.SILENCE_DB;
        double systemVoice = 0;
        boolean micActive = false;
        boolean systemActive = false;
        Boolean inUse = null;
        String by = null;
        for (AudioLevel level : activity.audio()) {
            boolean active = floors.isActive(level, activity.durationMs());
            if (level.source() == Source.SYSTEM) {
                systemActive |= active;
                systemDb = Math.max(systemDb, level.rmsDb());
                systemVoice = Math.max(systemVoice, level.voice());
                continue;
            }
            micActive |= active;
            micDb = Math.max(micDb, level.rmsDb());
            micVoice = Math.max(micVoice, level.voice());
            if (level.isInUse()) {
                inUse = true;
                by = by == null ? level.by() : by;
            } else if (inUse == null) {
                inUse = level.inUse();
            }
        }
        Dictionary.Entry recorder = by == null ? null : Dictionary.shipped().app(by);
        boolean switched = before != null && !before.front.appToken().equals(front.appToken());
        Observed plain = new Observed(
                activity,
                front,
                micDb,
                micVoice,
                systemDb,
                systemVoice,
                micActive,
                systemActive,
                inUse,
                by,
                recorder,
                switched,
                false);
        return before != null && plain.answers(before) ? plain.withTurn() : plain;
    }

    boolean hasInput() {
        return activity.mouse() > 0 || activity.keyboard() > 0;
    }

    boolean isMicInUse() {
        return Boolean.TRUE.equals(micInUse);
    }

    boolean hearsMic() {
        return micVoice >= VOICED;
    }

    boolean hearsSystem() {
        return systemVoice >= VOICED;
    }

    /** What kind of application records; {@link Category#UNKNOWN} where none does or nobody can tell. */
    Category recorderCategory() {
        return recorder == null ? Category.UNKNOWN : recorder.category();
    }

    private boolean answers(Observed before) {
        boolean mine = hearsMic() && micVoice > systemVoice;
        boolean theirs = hearsSystem() && systemVoice > micVoice;
        boolean wereMine = before.hearsMic() && before.micVoice > before.systemVoice;
        boolean wereTheirs = before.hearsSystem() && before.systemVoice > before.micVoice;
        return (mine && wereTheirs) || (theirs && wereMine);
    }

    private Observed withTurn() {
        return new Observed(
                activity,
                front,
                micDb,
                micVoice,
                systemDb,
                systemVoice,
                micActive,
                systemActive,
                micInUse,
                by,
                recorder,
                switched,
                true);
    }
}
