package io.modehub.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one agent measured over one short window: levels and metadata, never content.
 *
 * @param at start of the window; what is finer than a millisecond is cut off
 * @param durationMs length of the window, 1 to 3,600,000 ms (60,000 on the agent link)
 * @param app active application, 1 to 512 characters
 * @param title title of the active window
 * @param domain site shown in a browser
 * @param mouse pointer activity, 0 (none) to 10, to the thousandth
 * @param keyboard keyboard activity, 0 (none) to 10, to the thousandth
 * @param idleMs time since the last input at the window's end; null where the agent can't tell
 * @param audio at most 16 sources
 */
public record Activity(
        Instant at,
        int durationMs,
        String app,
        @Nullable String title,
        @Nullable String domain,
        double mouse,
        double keyboard,
        @Nullable Long idleMs,
        List<AudioLevel> audio) {

    /** Longest window on the agent link. */
    public static final int MAX_LINK_DURATION_MS = 60_000;

    /** Longest window by POST. */
    public static final int MAX_DURATION_MS = 3_600_000;

    /** How far start and end may lie in the future, for clocks that differ. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private static final int MAX_SOURCES = 16;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    /** Cleans the texts and checks the ranges; throws {@link InvalidActivity}. */
    public Activity {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new InvalidActivity("at", "must lie between the years 1970 and 9000");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
        Checks.range("durationMs", durationMs, 1, MAX_DURATION_MS);
        app = Checks.requiredText("app", app);
        if (app.isBlank()) {
            throw new InvalidActivity("app", "must not be empty; send \"unknown\" where the application can't be told");
        }
        title = Checks.text("title", title);
        domain = Checks.text("domain", domain);
        Checks.range("mouse", mouse, 0, 10);
        Checks.range("keyboard", keyboard, 0, 10);
        mouse = thousandths(mouse);
        keyboard = thousandths(keyboard);
        if (idleMs != null && idleMs < 0) {
            throw new InvalidActivity("idleMs", "must not be negative");
        }
        if (audio.size() > MAX_SOURCES) {
            throw new InvalidActivity("audio", "must have at most " + MAX_SOURCES + " sources");
        }
        idleMs = idleMs == null ? null : Long.valueOf(Math.min(idleMs, Integer.MAX_VALUE));
        audio = List.copyOf(audio);
    }

    /** What is kept, read back and classified again must be the very same number. */
    private static double thousandths(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    /** The end of the window. */
    public Instant end() {
        return at.plusMillis(durationMs);
    }

    /** Refuses a window longer than an agent's may be. */
    public void requireLinkLength() {
        Checks.range("durationMs", durationMs, 1, MAX_LINK_DURATION_MS);
    }

    /** Refuses a window that starts or ends more than {@link #MAX_AHEAD} after {@code now}. */
    public void requireNotAhead(Instant now) {
        if (end().isAfter(now.plus(MAX_AHEAD))) {
            throw new InvalidActivity("at", "must not lie more than 5 minutes in the future; check the device's clock");
        }
    }
}
