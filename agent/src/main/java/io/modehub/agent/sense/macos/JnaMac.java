package io.modehub.agent.sense.macos;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.jspecify.annotations.Nullable;

/** Asks Core Graphics and, for the application in front, AppKit. Not run on macOS yet. */
final class JnaMac implements Mac {
    /** {@code kCGEventSourceStateCombinedSessionState}. */
    private static final int SESSION = 0;
    /** {@code kCGAnyInputEventType}. */
    private static final int ANY_INPUT = -1;

    private final CoreGraphics graphics = Native.load("CoreGraphics", CoreGraphics.class);
    private final ObjectiveC runtime = Native.load("objc", ObjectiveC.class);

    JnaMac() {
        // NSWorkspace is only there once AppKit is loaded.
        NativeLibrary.getInstance("AppKit");
    }

    /** Names and shapes are those of Core Graphics. */
    interface CoreGraphics extends Library {
        double CGEventSourceSecondsSinceLastEventType(int state, int eventType);

        boolean CGEventSourceButtonState(int state, int button);

        @Nullable Pointer CGEventCreate(@Nullable Pointer source);

        CgPoint.ByValue CGEventGetLocation(@Nullable Pointer event);

        void CFRelease(Pointer object);
    }

    /** Names and shapes are those of the Objective-C runtime. */
    interface ObjectiveC extends Library {
        Pointer objc_getClass(String name);

        Pointer sel_registerName(String name);

        @Nullable Pointer objc_msgSend(@Nullable Pointer receiver, Pointer selector);
    }

    /** {@code CGPoint}. */
    @FieldOrder({"x", "y"})
    public static class CgPoint extends Structure {
        public double x;
        public double y;

        /** As it is returned. */
        public static final class ByValue extends CgPoint implements Structure.ByValue {}
    }

    @Override
    public @Nullable String frontmostApplication() {
        Pointer workspace = send(runtime.objc_getClass("NSWorkspace"), "sharedWorkspace");
        Pointer name = send(send(workspace, "frontmostApplication"), "localizedName");
        Pointer text = send(name, "UTF8String");
        return text == null ? null : text.getString(0, "UTF-8");
    }

    @Override
    public int[] pointer() {
        Pointer event = graphics.CGEventCreate(null);
        if (event == null) {
            return new int[] {0, 0};
        }
        CgPoint at = graphics.CGEventGetLocation(event);
        graphics.CFRelease(event);
        return new int[] {(int) at.x, (int) at.y};
    }

    @Override
    public boolean buttons() {
        return graphics.CGEventSourceButtonState(SESSION, 0)
                || graphics.CGEventSourceButtonState(SESSION, 1)
                || graphics.CGEventSourceButtonState(SESSION, 2);
    }

    @Override
    public double idleSeconds() {
        return graphics.CGEventSourceSecondsSinceLastEventType(SESSION, ANY_INPUT);
    }

    /** A message to nobody is answered by nothing, as in Objective-C. */
    private @Nullable Pointer send(@Nullable Pointer receiver, String message) {
        return receiver == null ? null : runtime.objc_msgSend(receiver, runtime.sel_registerName(message));
    }
}
