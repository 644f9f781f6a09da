package io.modehub.agent.sense.window;

import io.modehub.agent.sense.text.Printable;
import io.modehub.agent.sense.x11.X11Connection;
import io.modehub.agent.sense.x11.X11Connection.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The active window as window managers publish it by the EWMH. */
public final class X11WindowProbe implements WindowProbe {
    private final X11Connection x;

    public X11WindowProbe(X11Connection x) {
        this.x = x;
    }

    @Override
    public Foreground read() throws IOException {
        OptionalLong active = number(x.root(), "_NET_ACTIVE_WINDOW");
        if (active.isEmpty() || active.getAsLong() == 0) {
            return Foreground.UNKNOWN;
        }
        long window = active.getAsLong();
        Optional<Property> title = x.property(window, "_NET_WM_NAME");
        if (title.isEmpty()) {
            title = x.property(window, "WM_NAME");
        }
        if (title.isEmpty()) {
            return Foreground.of(app(window), null, false);
        }
        String text = title.get().text(x.atom("UTF8_STRING"));
        return Foreground.of(app(window), text, title.get().isCut());
    }

    /** The class part of {@code WM_CLASS}, else the program's name, else {@code unknown}. */
    private String app(long window) throws IOException {
        Optional<Property> names = x.property(window, "WM_CLASS");
        if (names.isPresent()) {
            String[] parts = names.get().text(x.atom("UTF8_STRING")).split("\0");
            String app = Printable.title(parts.length == 0 ? "" : parts[Math.min(1, parts.length - 1)]);
            if (!app.isBlank()) {
                return app;
            }
        }
        OptionalLong pid = number(window, "_NET_WM_PID");
        return pid.isPresent() ? program(pid.getAsLong()) : Foreground.UNKNOWN.app();
    }

    private OptionalLong number(long window, String name) throws IOException {
        Optional<Property> property = x.property(window, name);
        return property.isEmpty() ? OptionalLong.empty() : property.get().first();
    }

    private static String program(long pid) {
        try {
            String name = Printable.title(Files.readString(Path.of("/proc/" + pid + "/comm")));
            return name.isEmpty() ? Foreground.UNKNOWN.app() : name;
        } catch (IOException e) {
            return Foreground.UNKNOWN.app();
        }
    }
}
