package io.modehub.agent.sense.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells where the pointer is and how long nobody has touched anything. */
public interface InputProbe {
    /** The state now; throws if the desktop can't be asked any more. */
    Reading look() throws IOException;

    /**
     * One look.
     *
     * @param x of the pointer in pixels
     * @param y of the pointer in pixels
     * @param buttons whether a mouse button is held
     * @param idleMs since the last input of any kind; null where it can't be told
     */
    record Reading(int x, int y, boolean buttons, @Nullable Long idleMs) {}
}
