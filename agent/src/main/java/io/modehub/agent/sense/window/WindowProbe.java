package io.modehub.agent.sense.window;

import java.io.IOException;

/** Tells which window is in front. */
public interface WindowProbe {
    /** The window in front now, or {@link Foreground#UNKNOWN}; throws if the desktop can't be asked any more. */
    Foreground read() throws IOException;
}
