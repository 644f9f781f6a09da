package io.modehub.agent.sense.windows;

import io.modehub.agent.sense.input.InputProbe;
import io.modehub.agent.sense.window.Foreground;
import io.modehub.agent.sense.window.WindowProbe;
import org.jspecify.annotations.Nullable;

/** The window in front, the pointer and idle time on Windows. Not run on Windows yet. */
public final class WindowsDesktop implements WindowProbe, InputProbe {
    private final Win32 windows;
    private int x;
    private int y;

    public WindowsDesktop() {
        this(new JnaWin32());
    }

    WindowsDesktop(Win32 windows) {
        this.windows = windows;
    }

    @Override
    public Foreground read() {
        long window = windows.foregroundWindow();
        if (window == 0) {
            return Foreground.UNKNOWN;
        }
        String title = windows.title(window);
        return Foreground.of(name(windows.program(window)), title, title.length() >= Win32.MAX_TITLE);
    }

    @Override
    public Reading look() {
        int[] pointer = windows.pointer();
        if (pointer != null) {
            x = pointer[0];
            y = pointer[1];
        }
        return new Reading(x, y, windows.buttons(), Math.max(0, windows.idleMs()));
    }

    /** {@code chrome.exe} of its path. */
    private static String name(@Nullable String path) {
        return path == null ? "" : path.substring(path.lastIndexOf('\\') + 1);
    }
}
