package io.modehub.classify;

import io.modehub.protocol.Activity;
import java.time.ZoneId;

/** Activities in, features out: what live predictions see, for training and replay. Belongs to one thread and one agent. */
public final class FeatureReader {
    private final Evidence evidence = new Evidence();
    private final FeatureVector features = new FeatureVector();
    private final ZoneId zone;

    /** @param zone where hour and weekday are read */
    public FeatureReader(ZoneId zone) {
        this.zone = zone;
    }

    /** The features of the next activity; valid until the one after. Feed them in order of {@code at}. */
    public FeatureVector next(Activity activity) {
        evidence.add(activity);
        return evidence.fill(features, zone);
    }

    /** Whether the last activity began anew, after 15 minutes without any or with the end of a meeting. */
    public boolean isFresh() {
        return evidence.isFresh();
    }
}
