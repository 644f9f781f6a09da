package io.modehub.agent.sense.window;

import io.modehub.agent.sense.text.Printable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The window in front.
 *
 * @param app name of its application, 1 to 512 characters
 * @param title its title, at most 512 characters
 * @param isPrivate whether it is a browser's private window, as far as its title tells
 */
public record Foreground(String app, @Nullable String title, boolean isPrivate) {
    /** No window is in front, or it can't be told. */
    public static final Foreground UNKNOWN = new Foreground("unknown", null, false);

    /** What Firefox, Chrome, Edge, Opera, Brave, Vivaldi, Safari and GNOME Web put at the end of a private window's title. */
    private static final Pattern PRIVATE = Pattern.compile(
            "(?:[\\[(]|[-–—]\\s|Firefox\\s|^new |^neuer )(?:private browsing|privater modus|privates fenster|private window"
                    + "|private|privat|inprivate|incognito|inkognito|navigation privée)(?: tab|-tab)?[)\\]]?"
                    + "(?:\\s[-–—]\\s[^-–—]*)?\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final int MARK_LENGTH = 120;

    /**
     * A window by what the system says about it.
     *
     * @param title as it is, or its beginning
     * @param isCut whether the title goes on: without its end it can't be told from a private window's, so it is left out
     */
    public static Foreground of(String app, @Nullable String title, boolean isCut) {
        String name = Printable.title(app);
        String shown = title == null || isCut ? "" : Printable.title(title);
        return new Foreground(
                name.isBlank() ? UNKNOWN.app : name,
                shown.isEmpty() ? null : shown,
                title != null && !isCut && saysPrivate(title));
    }

    private static boolean saysPrivate(String title) {
        return PRIVATE.matcher(title.substring(Math.max(0, title.length() - MARK_LENGTH)))
                .find();
    }
}
