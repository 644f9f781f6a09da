package io.modehub.agent.sense;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.sense.input.InputProbe;
import io.modehub.agent.sense.input.X11InputProbe;
import io.modehub.agent.sense.macos.MacDesktop;
import io.modehub.agent.sense.window.WindowProbe;
import io.modehub.agent.sense.window.X11WindowProbe;
import io.modehub.agent.sense.windows.WindowsDesktop;
import io.modehub.agent.sense.x11.X11Connection;
import io.modehub.agent.sense.x11.X11Display;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The probes of one desktop session, which come and go together.
 *
 * @param sensors what they can tell, in the words of the agent link
 */
record Desktop(WindowProbe window, InputProbe input, List<String> sensors, AutoCloseable connection)
        implements AutoCloseable {
    private static final List<String> EVERYTHING = List.of("window", "idle", "pointer", "keyboard");

    /** Connects to the session's desktop; the exception's message is why not, with the remedy. */
    static Desktop open(Map<String, String> environment) throws IOException {
        String system = System.getProperty("os.name");
        if (system.startsWith("Windows")) {
            WindowsDesktop windows = new WindowsDesktop();
            return new Desktop(windows, windows, EVERYTHING, () -> {});
        }
        if (system.startsWith("Mac")) {
            MacDesktop mac = new MacDesktop();
            return new Desktop(mac, mac, EVERYTHING, () -> {});
        }
        if (environment.containsKey("WAYLAND_DISPLAY") || "wayland".equals(environment.get("XDG_SESSION_TYPE"))) {
            throw new IOException(say("desktop.wayland"));
        }
        if (environment.getOrDefault("DISPLAY", "").isEmpty()) {
            throw new IOException(say("desktop.none"));
        }
        X11Connection x = X11Display.connect(environment);
        List<String> sensors = x.hasIdle() ? EVERYTHING : List.of("window", "pointer");
        return new Desktop(new X11WindowProbe(x), new X11InputProbe(x), sensors, x);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (Exception e) {
            // It is of no more use either way.
        }
    }
}
