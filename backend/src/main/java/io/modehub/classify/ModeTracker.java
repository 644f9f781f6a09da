package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Opinion;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.protocol.Activity;
import io.modehub.protocol.Reason;
import java.util.Arrays;
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

    /** What the filter's places stand for: the model's modes, then others in the order in which they were told from outside. */
    private List<String> modes = List.of();

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

    /** What the person does over the next activity, of which nobody outside the hub was asked. */
    public Prediction next(Activity activity) {
        return next(Sample.of(activity));
    }

    /** What the person does over the next activity. */
    public Prediction next(Sample sample) {
        Activity activity = sample.activity();
        Setup setup = history.at(activity.at());
        Scores remote = setup.remote() ? sample.remote() : null;
        filter.at(setup.pace());
        Observed now = evidence.add(activity);
        if ((evidence.isFresh() && !evidence.isAfterMeeting()) || setup.model() != model) {
            filtering = false;
            known = false;
            model = setup.model();
            modes = setup.model().modes();
        }
        Optional<Prediction> obvious = Obvious.of(evidence, now, setup);
        Opinion opinion = null;
        if (evidence.awaySince() == null && !evidence.isMeeting()) {
            double[] said = Arrays.copyOf(
                    remote == null ? setup.model().probabilities(evidence, now, setup.zone()) : told(remote),
                    modes.size());
            filter(activity, said);
            opinion = new Opinion(modes, said);
        } else {
            filter.interrupt();
        }
        return obvious.orElseGet(() -> modelled(remote == null ? setup.model().name() : Setup.REMOTE, now))
                .with(opinion);
    }

    /** Scores from outside as probabilities by {@link #modes}; a mode that wasn't there makes the filter begin anew. */
    private double[] told(Scores remote) {
        List<String> others = remote.byMode().keySet().stream()
                .filter(mode -> !modes.contains(mode))
                .toList();
        if (!others.isEmpty()) {
            modes = Stream.concat(modes.stream(), others.stream()).toList();
            filtering = false;
        }
        double sum = remote.byMode().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return modes.stream()
                .mapToDouble(mode -> remote.byMode().getOrDefault(mode, 0.0) / sum)
                .toArray();
    }

    private void filter(Activity activity, double[] probabilities) {
        if (filtering) {
            filter.next(probabilities, activity.durationMs());
        } else {
            filter.start(probabilities);
            filtering = true;
        }
    }

    private Prediction modelled(String by, Observed now) {
        String mode = modes.get(filter.mode());
        double confidence = Math.min(1, filter.confidence());
        known = filter.clarity() >= (known ? UNKNOWN_BELOW : KNOWN_FROM);
        List<Reason> reasons = Reasons.of(mode, now, evidence.minute());
        if (!known) {
            mode = ModeNames.UNKNOWN;
            reasons = Stream.concat(Stream.of(Reasons.lowConfidence()), reasons.stream())
                    .limit(4)
                    .toList();
        }
        return new Prediction(mode, now.activity().at(), confidence, Source.MODEL, by, reasons, evidence.isPresent());
    }
}
