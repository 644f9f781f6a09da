package io.modehub.agent.sense.windows;

import org.jspecify.annotations.Nullable;

/** The few questions to Windows, so that what is made of the answers can be tested anywhere. */
interface Win32 {
    /** Most characters asked for of a title. */
    int MAX_TITLE = 4_096;

    /** {@code GetForegroundWindow}: the window in front, 0 for none. */
    long foregroundWindow();

    /** {@code GetWindowTextW}: at most {@link #MAX_TITLE} characters. */
    String title(long window);

    /** {@code GetWindowThreadProcessId} and {@code QueryFullProcessImageNameW}: the program's path, null if it is secret. */
    @Nullable String program(long window);

    /** {@code GetCursorPos}: x and y in pixels; null where it isn't told, as on the lock screen. */
    int @Nullable [] pointer();

    /** {@code GetAsyncKeyState} of the mouse's buttons. */
    boolean buttons();

    /** {@code GetLastInputInfo} and {@code GetTickCount}: milliseconds since the last input. */
    long idleMs();
}
