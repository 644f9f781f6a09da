package io.modehub.classify;

import io.modehub.protocol.Activity;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Activities in, features out: what live predictions see, for training and replay. Belongs to one thread and one agent. */
public final class FeatureReader {
    private final Evidence evidence;

    /** @param zone the person's zone; null leaves hour and weekday out */
    public FeatureReader(@Nullable ZoneId zone) {
        this.evidence = new Evidence(zone);
    }

    /** The features of the next activity; valid until the one after. Feed them in order of {@code at}. */
    public FeatureVector next(Activity activity) {
        evidence.add(activity);
        return evidence.features();
    }

    /** Whether the last activity began anew, after 15 minutes without any or with the end of a meeting. */
    public boolean isFresh() {
        return evidence.isFresh();
    }
}
