package io.modehub.classify;

import io.modehub.activity.Prediction;
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

    public Classification classify(Activity activity) {
        Prediction prediction = new ModeTracker(SetupHistory.always(setup)).next(activity);
        ModeModel model = setup.model();
        Evidence evidence = new Evidence();
        double[] scores = model.probabilities(evidence, evidence.add(activity), setup.zone());
        Map<String, Double> probabilities = new LinkedHashMap<>();
        IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .forEach(i -> probabilities.put(model.modes().get(i), scores[i]));
        return new Classification(
                prediction.mode(), prediction.confidence(), probabilities, model.name(), prediction.reasons());
    }
}
