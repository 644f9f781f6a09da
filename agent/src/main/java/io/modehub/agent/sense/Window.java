package io.modehub.agent.sense;

import io.modehub.agent.sense.window.Foreground;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A stretch of samples that becomes one activity: means, weighted by time; the title shown longest; the last idle time. */
final class Window {
    private static final int MAX_SOURCES = 16;

    private final Instant start;
    private final String app;
    private final Map<String, String> recorders;
    private final Map<String, Long> titles = new LinkedHashMap<>();
    private final Map<String, Level> audio = new LinkedHashMap<>();
    private @Nullable String title;
    private @Nullable Long idleMs;
    private boolean quiet = true;
    private long lengthMs;
    private double mouse;
    private double keyboard;

    Window(Instant start, Sample first) {
        this.start = start;
        this.app = first.window().app();
        this.title = first.window().title();
        this.recorders = recorders(first);
    }

    void add(Sample sample, Duration stretch) {
        long ms = stretch.toMillis();
        Foreground window = sample.window();
        quiet &= sample.isQuiet() && hasTitle(window);
        title = window.title();
        if (title != null) {
            titles.merge(title, ms, Long::sum);
        }
        mouse += sample.mouse() * ms;
        keyboard += sample.keyboard() * ms;
        idleMs = sample.idleMs();
        for (AudioLevel level : sample.audio()) {
            audio.computeIfAbsent(level.source() + " " + level.name(), key -> new Level())
                    .add(level, ms);
        }
        lengthMs += ms;
    }

    long lengthMs() {
        return lengthMs;
    }

    /** No input and no sound so far, and one title. */
    boolean isQuiet() {
        return quiet;
    }

    boolean hasApp(Foreground window) {
        return app.equals(window.app());
    }

    boolean hasTitle(Foreground window) {
        return title == null ? window.title() == null : title.equals(window.title());
    }

    boolean hasRecorders(Sample sample) {
        return recorders.equals(recorders(sample));
    }

    Activity toActivity() {
        String shown = titles.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
        List<AudioLevel> levels = new ArrayList<>();
        audio.values().stream().limit(MAX_SOURCES).forEach(level -> levels.add(level.mean()));
        return new Activity(
                start,
                (int) Math.max(1, lengthMs),
                app,
                shown,
                null,
                tenths(mouse / Math.max(1, lengthMs)),
                tenths(keyboard / Math.max(1, lengthMs)),
                idleMs,
                levels);
    }

    /** By source, the applications that record from it. */
    private static Map<String, String> recorders(Sample sample) {
        return sample.audio().stream()
                .filter(AudioLevel::isInUse)
                .collect(Collectors.toMap(
                        level -> String.valueOf(level.name()), level -> String.valueOf(level.by()), (a, b) -> a));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** One source over the window; its power is averaged, not its decibels. */
    private static final class Level {
        private @Nullable AudioLevel last;
        private double power;
        private double peakDb = AudioLevel.SILENCE_DB;
        private double voice;
        private long ms;

        void add(AudioLevel level, long stretchMs) {
            last = level;
            power += level.rmsDb() <= AudioLevel.SILENCE_DB ? 0 : Math.pow(10, level.rmsDb() / 10) * stretchMs;
            peakDb = Math.max(peakDb, level.peakDb());
            voice += level.voice() * stretchMs;
            ms += stretchMs;
        }

        AudioLevel mean() {
            AudioLevel of = java.util.Objects.requireNonNull(last);
            double rmsDb = Math.max(AudioLevel.SILENCE_DB, Math.min(0, 10 * Math.log10(power / ms + 1e-12)));
            double share = Math.round(voice / ms * 100) / 100.0;
            return new AudioLevel(of.source(), of.name(), tenths(rmsDb), peakDb, share, of.inUse(), of.by());
        }
    }
}
