package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.protocol.Activity;
import io.modehub.protocol.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Follows one agent: activities in, predictions out, the same for the same history. Feed activities in order of
 * {@code at}; to warm up, feed the last 15 minutes before and drop the answers. Belongs to one thread; the model may be
 * shared. After a gap of more than 15 minutes it starts anew.
 */
public final class ModeTracker {
    /** Where the model says less than this for any mode, nobody can tell. */
    private static final double KNOWN_FROM = 0.45;

    /** What was known stays known down to this, so that it doesn't flicker. */
    private static final double UNKNOWN_BELOW = 0.40;

    private final ModeModel model;
    private final Evidence evidence = new Evidence(null);
    private final ModeFilter filter = new ModeFilter();
    private boolean filtering;
    private boolean known;

    public ModeTracker(ModeModel model) {
        this.model = model;
    }

    /** What the person does over the next activity. */
    public Prediction next(Activity activity) {
        Observed now = evidence.add(activity);
        if (evidence.isFresh()) {
            filtering = false;
            known = false;
        }
        Optional<Prediction> obvious = Obvious.of(evidence, now, model.name());
        if (evidence.awaySince() == null && !evidence.isMeeting()) {
            filter(activity, model.probabilities(evidence, now));
        }
        return obvious.orElseGet(() -> modelled(now));
    }

    private void filter(Activity activity, double[] probabilities) {
        if (filtering) {
            filter.next(probabilities, activity.durationMs());
        } else {
            filter.start(probabilities);
            filtering = true;
        }
    }

    private Prediction modelled(Observed now) {
        String mode = model.modes().get(filter.mode());
        double confidence = Math.min(1, filter.confidence());
        known = filter.clarity() >= (known ? UNKNOWN_BELOW : KNOWN_FROM);
        List<Reason> reasons = Reasons.of(mode, now, evidence.minute());
        if (!known) {
            mode = ModeNames.UNKNOWN;
            reasons = Stream.concat(Stream.of(Reasons.lowConfidence()), reasons.stream())
                    .limit(4)
                    .toList();
        }
        return new Prediction(
                mode, now.activity().at(), confidence, Source.MODEL, model.name(), reasons, evidence.isPresent());
    }
}
