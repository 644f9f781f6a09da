package io.modehub.simulator;

import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import io.modehub.simulator.Talk.Voice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the speakers play and the microphone hears during one stretch. */
final class Sounds {
    private static final double MUTED_CHANCE = 0.5;

    private final Dice dice;
    private final Habits habits;
    private final @Nullable Talk talk;
    private final @Nullable String recorder;
    private final boolean listensOnly;
    private final boolean music;
    private final boolean muted;
    private double speech;

    /**
     * @param talk the call's turns, null without a call
     * @param recorder the application that records from the microphone, null where none does
     * @param music whether music plays in the background
     */
    Sounds(Dice dice, Habits habits, @Nullable Talk talk, @Nullable String recorder, boolean music) {
        this.dice = dice;
        this.habits = habits;
        this.talk = talk;
        this.recorder = recorder;
        this.listensOnly = talk != null && recorder == null;
        this.music = music;
        this.muted = dice.chance(MUTED_CHANCE);
        this.speech = dice.between(0.1, 0.9);
    }

    /** The seconds until voices change, at most {@code most}; the window in between has one voice. */
    int steadySeconds(int most) {
        if (talk == null) {
            return most;
        }
        talk.voice();
        return Math.min(most, talk.left());
    }

    /** The sources' levels over the next {@code seconds}. */
    List<AudioLevel> levels(Scene.Sound scene, double keyboard, int seconds) {
        Voice voice = talk == null ? Voice.NOBODY : talk.voice();
        if (talk != null) {
            talk.advance(seconds);
        }
        List<AudioLevel> levels = new ArrayList<>(2);
        levels.add(system(scene, voice == Voice.THEM || voice == Voice.BOTH));
        AudioLevel microphone = microphone(voice == Voice.ME || voice == Voice.BOTH, keyboard);
        if (microphone != null) {
            levels.add(microphone);
        }
        return levels;
    }

    private AudioLevel system(Scene.Sound scene, boolean others) {
        speech = Math.min(0.95, Math.max(0.02, speech + 0.12 * dice.normal()));
        double loud = habits.systemDb;
        if (others) {
            return level(Source.SYSTEM, loud + 2 * dice.normal(), dice.between(0.65, 1), null, null);
        }
        return switch (scene) {
            case VIDEO -> played(loud + 3 * dice.normal(), speech);
            case FILM -> played(loud - 4 + 6 * dice.normal(), 0.75 * speech);
            case MUSIC -> played(loud + 2 * dice.normal(), 0.3 * speech);
            case GAME -> played(loud - 2 + 5 * dice.normal(), 0.35 * speech * (dice.chance(0.3) ? 1 : 0.2));
            case CLIPS -> speech > 0.55 ? played(loud + 4 * dice.normal(), 0.8 * speech) : quiet();
            case QUIET -> quiet();
        };
    }

    private AudioLevel quiet() {
        if (music) {
            return played(habits.systemDb - 5 + 2 * dice.normal(), 0.3 * speech);
        }
        boolean chime = talk == null && dice.chance(0.01);
        return chime ? played(-42, 0.05) : level(Source.SYSTEM, AudioLevel.SILENCE_DB, 0, null, null);
    }

    private AudioLevel played(double rmsDb, double voice) {
        return level(Source.SYSTEM, rmsDb, voice, null, null);
    }

    private @Nullable AudioLevel microphone(boolean speaking, double keyboard) {
        boolean open = recorder != null;
        if (!open && !habits.micAlwaysOpen) {
            return listensOnly && muted ? null : level(Source.MICROPHONE, AudioLevel.SILENCE_DB, 0, false, null);
        }
        String by = habits.tellsRecorder ? recorder : null;
        if (speaking && open) {
            return level(Source.MICROPHONE, habits.voiceDb + 3 * dice.normal(), dice.between(0.6, 1), true, by);
        }
        double typing = keyboard > 2 ? 7 : 0;
        double murmur = dice.chance(0.04) ? dice.between(0.1, 0.6) : dice.between(0, 0.06);
        return level(Source.MICROPHONE, habits.roomDb + typing + 2 * dice.normal(), murmur, open, by);
    }

    private AudioLevel level(Source source, double rmsDb, double voice, @Nullable Boolean inUse, @Nullable String by) {
        double rms = Math.min(-3, Math.max(AudioLevel.SILENCE_DB, rmsDb));
        double peak = rms <= AudioLevel.SILENCE_DB ? rms : Math.min(0, rms + dice.between(6, 16));
        String name = source == Source.MICROPHONE ? habits.micName : habits.systemName;
        return new AudioLevel(source, name, tenth(rms), tenth(peak), Math.round(voice * 100) / 100.0, inUse, by);
    }

    private static double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
