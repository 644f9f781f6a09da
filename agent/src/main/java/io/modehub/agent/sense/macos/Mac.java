package io.modehub.agent.sense.macos;

import org.jspecify.annotations.Nullable;

/** The few questions to macOS, so that what is made of the answers can be tested anywhere. */
interface Mac {
    /** {@code NSWorkspace.sharedWorkspace.frontmostApplication.localizedName}; null for none. */
    @Nullable String frontmostApplication();

    /** Where the pointer is, in points: x and y. */
    int[] pointer();

    /** {@code CGEventSourceButtonState} of the three buttons. */
    boolean buttons();

    /** {@code CGEventSourceSecondsSinceLastEventType} of any input. */
    double idleSeconds();
}
