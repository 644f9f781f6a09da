package io.modehub.truth;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What one agent might see while somebody works, talks, watches or leaves. */
final class RandomWindows {
    static final List<String> APPS = List.of(
            "code",
            "winword",
            "firefox",
            "zoom",
            "vlc",
            "spotify",
            "minecraft",
            "steam",
            "slack",
            "notes",
            "frobnicator");

    private static final int SECOND = 1_000;
    private static final int MINUTE = 60 * SECOND;
    private static final List<String> TITLES = List.of("", "Main.java", "YouTube", "Inbox (3)", "Budget 2024");

    private final Random random;
    private final boolean posted;
    private final boolean knowsIdle;
    private final List<Activity> windows = new ArrayList<>();
    private long at;
    private long idleMs;

    /** @param posted whether windows may be as long as POST allows */
    RandomWindows(Random random, boolean posted) {
        this.random = random;
        this.posted = posted;
        knowsIdle = random.nextInt(5) > 0;
    }

    List<Activity> windows() {
        return windows;
    }

    /** So many scenes from that moment on. */
    void session(long from, int scenes) {
        at = from;
        for (int i = 0; i < scenes; i++) {
            scene();
            pause();
        }
    }

    private void pause() {
        at += switch (random.nextInt(12)) {
            case 0 -> 59 * SECOND;
            case 1 -> 60 * SECOND;
            case 2 -> 61 * SECOND;
            case 3 -> 5 * MINUTE;
            case 4 -> 20 * MINUTE;
            case 5 -> random.nextInt(MINUTE);
            case 6 -> -random.nextInt(2 * MINUTE);
            default -> 0;
        };
    }

    private void scene() {
        String app = pick(APPS);
        String title = pick(TITLES);
        switch (random.nextInt(7)) {
            case 0 -> windows(app, title, 240 + random.nextInt(400), 0, List.of());
            case 1 -> windows("zoom", "Zoom Meeting", 120 + random.nextInt(200), 0.2, meeting());
            case 2 -> windows("vlc", "Film.mkv", 120 + random.nextInt(400), 0.05, List.of(system(0.3)));
            case 3 -> windows(app, title, 5 + random.nextInt(50), 0.9, List.of());
            default -> windows(app, title, 20 + random.nextInt(300), 0.7, List.of());
        }
    }

    /** @param input how often there is input */
    private void windows(String app, String title, int seconds, double input, List<AudioLevel> audio) {
        long end = at + (long) seconds * SECOND;
        while (at < end) {
            int duration = duration();
            windows.add(window(app, title, duration, random.nextDouble() < input, audio));
            at += next(duration);
        }
    }

    private int duration() {
        if (posted && random.nextInt(6) == 0) {
            return random.nextBoolean() ? Activity.MAX_DURATION_MS : 1 + random.nextInt(Activity.MAX_DURATION_MS);
        }
        return switch (random.nextInt(8)) {
            case 0 -> 1 + random.nextInt(60 * SECOND);
            case 1 -> 60 * SECOND;
            case 2, 3 -> (5 + random.nextInt(55)) * SECOND;
            default -> random.nextBoolean() ? 15 * SECOND : 30 * SECOND;
        };
    }

    /** Where the window after begins: mostly at this one's end. */
    private long next(int duration) {
        return switch (random.nextInt(25)) {
            case 0 -> 0;
            case 1 -> random.nextInt(duration);
            case 2 -> duration + random.nextInt(61 * SECOND);
            case 3 -> duration + 60_000L + random.nextInt(3) - 1;
            default -> duration;
        };
    }

    private Activity window(String app, String title, int duration, boolean input, List<AudioLevel> audio) {
        idleMs = input ? random.nextInt(Math.min(duration, 10 * SECOND)) : idleMs + duration;
        return new Activity(
                Instant.ofEpochMilli(at),
                duration,
                app,
                title.isEmpty() ? null : title,
                null,
                input ? random.nextInt(11) : 0,
                input ? random.nextInt(11) / 2.0 : 0,
                knowsIdle ? (@Nullable Long) idleMs : null,
                audio);
    }

    private List<AudioLevel> meeting() {
        return List.of(
                new AudioLevel(AudioLevel.Source.MICROPHONE, "Microphone", -30, -18, 0.6, true, "zoom"), system(0.5));
    }

    private AudioLevel system(double voice) {
        return new AudioLevel(AudioLevel.Source.SYSTEM, "Speakers", -28, -14, voice, null, null);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
