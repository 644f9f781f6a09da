package io.modehub.activity;

import io.modehub.protocol.Activity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity as the hub judges it.
 *
 * @param remote what a classifier outside the hub said of it when it came; null where none was asked, or gave no answer
 */
public record Sample(Activity activity, @Nullable Scores remote) {
    /** An activity that nobody outside was asked about. */
    public static Sample of(Activity activity) {
        return new Sample(activity, null);
    }

    /** Start of its window. */
    public Instant at() {
        return activity.at();
    }

    /** End of its window. */
    public Instant end() {
        return activity.end();
    }
}
