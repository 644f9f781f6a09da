package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.protocol.Activity;
import io.modehub.protocol.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows one agent: activities in, predictions out, the same for the same history. Feed activities in order of
 * {@code at}; to warm up, feed the last 15 minutes before and drop the answers. Belongs to one thread; the setups may be
 * shared. After a gap of more than 15 minutes it starts anew, and what was smoothed starts anew with another model.
 */
public final class ModeTracker {
    /** Where the model says less than this for any mode, nobody can tell. */
    private static final double KNOWN_FROM = 0.45;

    /** What was known stays known down to this, so that it doesn't flicker. */
    private static final double UNKNOWN_BELOW = 0.40;

    private final SetupHistory history;
    private final Evidence evidence = new Evidence();
    private @Nullable ModeModel model;
    private final ModeFilter filter = new ModeFilter();
    private boolean filtering;
    private boolean known;

    /** Judges by a model alone, hours read in UTC. */
    public ModeTracker(ModeModel model) {
        this(SetupHistory.always(Setup.of(model)));
    }

    public ModeTracker(SetupHistory history) {
        this.history = history;
    }

    /** What the person does over the next activity. */
    public Prediction next(Activity activity) {
        Setup setup = history.at(activity.at());
        filter.at(setup.pace());
        Observed now = evidence.add(activity);
        if (evidence.isFresh() || setup.model() != model) {
            filtering = false;
            known = false;
            model = setup.model();
        }
        Optional<Prediction> obvious = Obvious.of(evidence, now, setup);
        if (evidence.awaySince() == null && !evidence.isMeeting()) {
            filter(activity, setup.model().probabilities(evidence, now, setup.zone()));
        }
        return obvious.orElseGet(() -> modelled(setup.model(), now));
    }

    private void filter(Activity activity, double[] probabilities) {
        if (filtering) {
            filter.next(probabilities, activity.durationMs());
        } else {
            filter.start(probabilities);
            filtering = true;
        }
    }

    private Prediction modelled(ModeModel model, Observed now) {
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
