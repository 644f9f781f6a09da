package io.modehub.agent.sense.input;

import io.modehub.agent.sense.x11.X11Connection;
import java.io.IOException;

/** Pointer by {@code QueryPointer}, idle time by the screen saver extension. */
public final class X11InputProbe implements InputProbe {
    private final X11Connection x;

    public X11InputProbe(X11Connection x) {
        this.x = x;
    }

    @Override
    public Reading look() throws IOException {
        X11Connection.Pointer pointer = x.pointer();
        return new Reading(pointer.x(), pointer.y(), pointer.buttons(), x.hasIdle() ? x.idleMs() : null);
    }
}
