package io.modehub.classify;

import io.modehub.activity.ModeNames;

/**
 * The fast path for meetings: two states and what moves between them. A model over minutes would notice a call late and
 * let go of it late; voices, the recording application and the window in front tell it in seconds.
 *
 * <p>A meeting starts with a few seconds of speech while a call application records or a call is in front with the
 * microphone in use, or with speech on both sides while anything records. It goes on through pauses and looks at other
 * windows for as long as the microphone is held.
 */
final class MeetingDetector {
    /** Speech that starts a meeting where a call application or window vouches for it. */
    private static final double SPEECH_IN_A_CALL_SECONDS = 1.2;

    /** Speech that each side must have given where only the sound tells. */
    private static final double SPEECH_EACH_SIDE_SECONDS = 1.0;

    /** Heard speech fades over so long, so that single sounds hours apart never add up. */
    private static final double MEMORY_SECONDS = 60;

    /** Silence and another window, nothing recording: over. */
    private static final double GONE_SECONDS = 15;

    /** The same while something unknown records; it may record for another reason. */
    private static final double UNKNOWN_RECORDER_SECONDS = 20;

    /** The same while an application records that lets go of the microphone at the end of a call. */
    private static final double HELD_SECONDS = 240;

    /** Nobody has spoken for so long, although a call is in front: somebody forgot to leave. */
    private static final double FORGOTTEN_SECONDS = 1_800;

    /** A look at a game's chat is not the end of the game. */
    private static final double RECENT_GAME_SECONDS = 600;

    private boolean on;
    private double mine;
    private double theirs;
    private double quietSeconds;
    private double unheldSeconds;
    private double sinceGame = RECENT_GAME_SECONDS;

    boolean isOn() {
        return on;
    }

    /** Takes the next activity in; answers whether a meeting is on over it. */
    boolean next(Observed o) {
        double seconds = o.activity().durationMs() / 1000.0;
        listen(o, seconds);
        sinceGame = o.front().category() == Category.GAME ? 0 : sinceGame + seconds;
        if (!on && starts(o)) {
            on = true;
            quietSeconds = 0;
            unheldSeconds = 0;
        } else if (on && ends(o, seconds)) {
            reset();
        }
        return on;
    }

    void reset() {
        on = false;
        mine = 0;
        theirs = 0;
        quietSeconds = 0;
        unheldSeconds = 0;
        sinceGame = RECENT_GAME_SECONDS;
    }

    private void listen(Observed o, double seconds) {
        double fade = Math.exp(-seconds / MEMORY_SECONDS);
        double heard = Math.min(seconds, MEMORY_SECONDS);
        mine = mine * fade + (o.hearsMic() ? o.micVoice() * heard : 0);
        theirs = theirs * fade + (o.hearsSystem() ? o.systemVoice() * heard : 0);
    }

    private boolean starts(Observed o) {
        Category recorder = o.recorderCategory();
        boolean game = o.front().category() == Category.GAME;
        if (game || (recorder == Category.RECORDER && !o.front().looksLikeMeeting())) {
            return false;
        }
        boolean spoken = mine + theirs >= SPEECH_IN_A_CALL_SECONDS;
        if (!o.isMicInUse()) {
            return o.micInUse() == null && o.front().category() == Category.CALL && spoken;
        }
        if (o.front().looksLikeMeeting() || isCall(recorder)) {
            return spoken;
        }
        if (sinceGame < RECENT_GAME_SECONDS
                || (recorder == Category.VOICECHAT
                        && !ModeNames.WORK.equals(o.front().category().typicalMode))) {
            return false;
        }
        return mine >= SPEECH_EACH_SIDE_SECONDS && theirs >= SPEECH_EACH_SIDE_SECONDS;
    }

    private boolean ends(Observed o, double seconds) {
        boolean voiced = (o.hearsMic() && o.isMicInUse()) || o.hearsSystem();
        boolean front = o.front().looksLikeMeeting();
        boolean micMayBeHeld = o.isMicInUse() || o.micInUse() == null;
        boolean held = (front && (o.isMicInUse() || voiced)) || (micMayBeHeld && voiced);
        quietSeconds = voiced ? 0 : quietSeconds + seconds;
        unheldSeconds = held ? 0 : unheldSeconds + seconds;
        boolean game = o.front().category() == Category.GAME && !isCall(o.recorderCategory());
        return game || quietSeconds >= FORGOTTEN_SECONDS || unheldSeconds >= patience(o);
    }

    private static boolean isCall(Category recorder) {
        return recorder == Category.CALL || recorder == Category.TEAMCHAT;
    }

    private static double patience(Observed o) {
        if (!o.isMicInUse()) {
            return GONE_SECONDS;
        }
        return o.recorderCategory().holdsConversations() ? HELD_SECONDS : UNKNOWN_RECORDER_SECONDS;
    }
}
