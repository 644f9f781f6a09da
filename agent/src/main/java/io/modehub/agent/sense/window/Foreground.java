package io.modehub.agent.sense.window;

import org.jspecify.annotations.Nullable;

/**
 * The window in front.
 *
 * @param app name of its application, 1 to 512 characters
 * @param title its title, at most 512 characters
 */
public record Foreground(String app, @Nullable String title) {
    /** No window is in front, or it can't be told. */
    public static final Foreground UNKNOWN = new Foreground("unknown", null);
}
