package io.modehub.classify;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells a tracker a story, window by window, on a clock of its own. */
final class Story {
    static final ModeModel MODEL = ShippedModel.load();
    static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private final ModeTracker tracker = new ModeTracker(MODEL);
    private Instant now = NINE;
    private String app = "code";
    private String title = "OrderService.java";
    private double mouse = 2;
    private double keyboard = 4;
    private Long idleMs = 0L;
    private final List<AudioLevel> audio = new ArrayList<>();

    Story front(String app, String title) {
        this.app = app;
        this.title = title;
        return this;
    }

    Story input(double mouse, double keyboard) {
        this.mouse = mouse;
        this.keyboard = keyboard;
        this.idleMs = mouse + keyboard > 0 ? 0L : idleMs;
        return this;
    }

    Story noInputSensors() {
        mouse = 0;
        keyboard = 0;
        idleMs = null;
        return this;
    }

    Story silence() {
        audio.clear();
        return this;
    }

    Story system(double rmsDb, double voice) {
        audio.removeIf(level -> level.source() == Source.SYSTEM);
        audio.add(new AudioLevel(Source.SYSTEM, "Speakers", rmsDb, rmsDb / 2, voice, null, null));
        return this;
    }

    Story microphone(double rmsDb, double voice, boolean inUse, String by) {
        audio.removeIf(level -> level.source() == Source.MICROPHONE);
        audio.add(new AudioLevel(Source.MICROPHONE, "Microphone", rmsDb, rmsDb / 2, voice, inUse, by));
        return this;
    }

    Story gap(Duration gap) {
        now = now.plus(gap);
        return this;
    }

    /** Goes on for so long in windows of 5 s; answers the last prediction. */
    Prediction goesOn(Duration duration) {
        Prediction last = null;
        for (Instant end = now.plus(duration); now.isBefore(end); ) {
            last = tracker.next(window(5_000));
        }
        return last;
    }

    Activity window(int durationMs) {
        if (idleMs != null && mouse + keyboard == 0) {
            idleMs += durationMs;
        }
        Activity activity = new Activity(now, durationMs, app, title, null, mouse, keyboard, idleMs, audio);
        now = now.plusMillis(durationMs);
        return activity;
    }

    Instant now() {
        return now;
    }

    static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
