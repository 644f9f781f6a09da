package io.modehub.agent.sense.input;

import io.modehub.agent.sense.input.InputProbe.Reading;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns looks into the two scales. Mouse: one point for each 100 pixels a second the pointer has moved, 10 at most.
 * Keyboard: 10 for a stretch with input that was not the mouse, else 0; over an activity that is the share of its
 * seconds with keys, times ten. A click without movement counts as a key unless the button is still held.
 */
public final class InputMeter {
    private static final double PIXELS_PER_POINT = 100;
    private static final double MOST = 10;

    private @Nullable Reading before;

    /** Mouse and keyboard, 0 to 10, over the stretch that ends with this look. */
    public Level update(Reading now, Duration stretch) {
        Reading last = before;
        before = now;
        if (last == null || stretch.toMillis() <= 0) {
            return Level.NONE;
        }
        double pixels = Math.hypot((double) now.x() - last.x(), (double) now.y() - last.y());
        double mouse = Math.min(MOST, pixels / PIXELS_PER_POINT * 1_000 / stretch.toMillis());
        Long idleMs = now.idleMs();
        boolean input = idleMs != null && idleMs < stretch.toMillis();
        boolean byMouse = pixels > 0 || now.buttons() || last.buttons();
        return new Level(mouse, input && !byMouse ? MOST : 0);
    }

    /** Forgets the last look, as after a pause. */
    public void reset() {
        before = null;
    }

    /**
     * How much the two were used.
     *
     * @param mouse 0 to 10
     * @param keyboard 0 to 10
     */
    public record Level(double mouse, double keyboard) {
        public static final Level NONE = new Level(0, 0);
    }
}
