package io.modehub.agent.sense.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import org.jspecify.annotations.Nullable;

/** Asks user32 and kernel32. Not run on Windows yet. */
final class JnaWin32 implements Win32 {
    private static final int QUERY_LIMITED_INFORMATION = 0x1000;
    private static final int[] MOUSE_BUTTONS = {1, 2, 4};
    private static final int MAX_PATH = 1_024;

    private final User32 user = Native.load("user32", User32.class, W32APIOptions.DEFAULT_OPTIONS);
    private final Kernel32 kernel = Native.load("kernel32", Kernel32.class, W32APIOptions.DEFAULT_OPTIONS);

    /** Names and shapes are those of the Windows API. */
    interface User32 extends StdCallLibrary {
        @Nullable Pointer GetForegroundWindow();

        int GetWindowTextW(Pointer window, char[] text, int max);

        int GetWindowThreadProcessId(Pointer window, IntByReference process);

        boolean GetCursorPos(Point point);

        short GetAsyncKeyState(int key);

        boolean GetLastInputInfo(LastInput info);
    }

    /** Names and shapes are those of the Windows API. */
    interface Kernel32 extends StdCallLibrary {
        @Nullable Pointer OpenProcess(int access, boolean inherit, int process);

        boolean QueryFullProcessImageNameW(Pointer process, int flags, char[] path, IntByReference length);

        boolean CloseHandle(Pointer handle);

        int GetTickCount();
    }

    /** {@code POINT}. */
    @FieldOrder({"x", "y"})
    public static final class Point extends Structure {
        public int x;
        public int y;
    }

    /** {@code LASTINPUTINFO}. */
    @FieldOrder({"cbSize", "dwTime"})
    public static final class LastInput extends Structure {
        public int cbSize = 8;
        public int dwTime;
    }

    @Override
    public long foregroundWindow() {
        return Pointer.nativeValue(user.GetForegroundWindow());
    }

    @Override
    public String title(long window) {
        char[] text = new char[MAX_TITLE + 1];
        int length = user.GetWindowTextW(new Pointer(window), text, text.length);
        return new String(text, 0, Math.max(0, Math.min(length, MAX_TITLE)));
    }

    @Override
    public @Nullable String program(long window) {
        IntByReference process = new IntByReference();
        user.GetWindowThreadProcessId(new Pointer(window), process);
        Pointer handle = kernel.OpenProcess(QUERY_LIMITED_INFORMATION, false, process.getValue());
        if (handle == null) {
            return null;
        }
        try {
            char[] path = new char[MAX_PATH];
            IntByReference length = new IntByReference(path.length);
            return kernel.QueryFullProcessImageNameW(handle, 0, path, length)
                    ? new String(path, 0, length.getValue())
                    : null;
        } finally {
            kernel.CloseHandle(handle);
        }
    }

    @Override
    public int @Nullable [] pointer() {
        Point point = new Point();
        return user.GetCursorPos(point) ? new int[] {point.x, point.y} : null;
    }

    @Override
    public boolean buttons() {
        for (int button : MOUSE_BUTTONS) {
            if (user.GetAsyncKeyState(button) < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long idleMs() {
        LastInput info = new LastInput();
        // Both count milliseconds in 32 bits, and run over together.
        return user.GetLastInputInfo(info) ? Integer.toUnsignedLong(kernel.GetTickCount() - info.dwTime) : 0;
    }
}
