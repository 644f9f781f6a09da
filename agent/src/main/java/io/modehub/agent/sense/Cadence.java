package io.modehub.agent.sense;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When seconds become an activity: every 5 s, and up to 60 s while nothing happens. A change of application, of voices
 * or of who records ends the window at once. The first window, and the first after a change, is short, so that the hub
 * hears soon; a window grows only after a usual one in which nothing happened either.
 */
public final class Cadence {
    private static final long USUAL_MS = 5_000;
    private static final long SHORT_MS = 2_000;
    private static final long LONGEST_MS = Activity.MAX_LINK_DURATION_MS;
    /** Ticks are never quite punctual: a window may be shorter by so much rather than longer by a second. */
    private static final long SLACK_MS = 200;
    /** Longer steps of the clock are a suspended machine or a changed clock: nobody knows what was in between. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

    private final Voices voices = new Voices();
    private Set<Source> speaking = Set.of();
    private @Nullable Instant last;
    private @Nullable Window open;
    private long dueMs = SHORT_MS;
    private boolean calm;

    /** Takes what was sampled at the end of a second; at most one activity ends with it. */
    public Optional<Activity> add(Instant now, Sample sample) {
        Instant from = last;
        last = now;
        Duration step = from == null ? Duration.ZERO : Duration.between(from, now);
        if (from == null || step.isNegative() || step.compareTo(LONGEST_STEP) > 0) {
            return end();
        }
        if (step.toMillis() == 0) {
            return Optional.empty();
        }
        Optional<Activity> ended = Optional.empty();
        boolean changed = isChanged(sample);
        if (open != null && (changed || mustEndBefore(open, sample, step))) {
            ended = end();
            dueMs = changed ? SHORT_MS : USUAL_MS;
        }
        Window window = open == null ? new Window(from, sample) : open;
        open = window;
        window.add(sample, step);
        if (ended.isPresent() || !isDue(window)) {
            return ended;
        }
        boolean usual = dueMs == USUAL_MS;
        ended = end();
        calm = usual && window.isQuiet();
        dueMs = USUAL_MS;
        return ended;
    }

    /** Nothing may be told of the second that ends now; the open window ends before it. */
    public Optional<Activity> skip(Instant now) {
        Optional<Activity> ended = end();
        last = now;
        return ended;
    }

    /** Ends the open window, if there is one. */
    public Optional<Activity> end() {
        Optional<Activity> activity = Optional.ofNullable(open).map(Window::toActivity);
        open = null;
        calm = false;
        return activity;
    }

    private boolean isChanged(Sample sample) {
        Set<Source> now = voices.update(sample.audio());
        boolean voicesChanged = !now.equals(speaking);
        speaking = now;
        Window window = open;
        return window != null && (voicesChanged || !window.hasApp(sample.window()) || !window.hasRecorders(sample));
    }

    /** A window that grew while nothing happened ends when something does, or would grow too long. */
    private boolean mustEndBefore(Window window, Sample sample, Duration step) {
        boolean grown = calm && window.lengthMs() >= dueMs - SLACK_MS;
        return window.lengthMs() + step.toMillis() > LONGEST_MS
                || (grown && (!sample.isQuiet() || !window.hasTitle(sample.window())));
    }

    private boolean isDue(Window window) {
        long mostMs = calm && window.isQuiet() ? LONGEST_MS : dueMs;
        return window.lengthMs() >= mostMs - SLACK_MS;
    }
}
