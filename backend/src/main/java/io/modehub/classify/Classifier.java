package io.modehub.classify;

import io.modehub.activity.Opinion;
import io.modehub.activity.Prediction;
import io.modehub.activity.Sample;
import io.modehub.protocol.Activity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Judges single activities, each on its own: no history, no smoothing. Safe to share between threads. */
public final class Classifier {
    private final Setup setup;

    public Classifier(Setup setup) {
        this.setup = setup;
    }

    /** What it looks like, by what was said of it outside the hub where the setup asks there and an answer came. */
    public Classification classify(Sample sample) {
        Prediction prediction = new ModeTracker(SetupHistory.always(setup)).next(sample);
        Opinion opinion = prediction.opinion() == null ? local(sample.activity()) : prediction.opinion();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        IntStream.range(0, opinion.modes().size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -opinion.probability(i)))
                .forEach(i -> probabilities.put(opinion.modes().get(i), opinion.probability(i)));
        return new Classification(
                prediction.mode(), prediction.confidence(), probabilities, prediction.model(), prediction.reasons());
    }

    /** What the model says although something else decides. */
    private Opinion local(Activity activity) {
        Evidence evidence = new Evidence();
        Observed now = evidence.add(activity);
        return new Opinion(setup.model().modes(), setup.model().probabilities(evidence, now, setup.zone()));
    }
}
