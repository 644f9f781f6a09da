package io.modehub.agent.sense.macos;

import io.modehub.agent.sense.input.InputProbe;
import io.modehub.agent.sense.window.Foreground;
import io.modehub.agent.sense.window.WindowProbe;

/**
 * The application in front, the pointer and idle time on macOS. Titles would need the permission to control the computer,
 * which is too much to ask for. Not run on macOS yet.
 */
public final class MacDesktop implements WindowProbe, InputProbe {
    private final Mac mac;

    public MacDesktop() {
        this(new JnaMac());
    }

    MacDesktop(Mac mac) {
        this.mac = mac;
    }

    @Override
    public Foreground read() {
        String app = mac.frontmostApplication();
        return app == null ? Foreground.UNKNOWN : Foreground.of(app, null, false);
    }

    @Override
    public Reading look() {
        int[] pointer = mac.pointer();
        return new Reading(pointer[0], pointer[1], mac.buttons(), Math.max(0, Math.round(mac.idleSeconds() * 1_000)));
    }
}
