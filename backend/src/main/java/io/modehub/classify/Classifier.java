package io.modehub.classify;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Judges single activities, each on its own: no history, no smoothing. Safe to share between threads. */
public final class Classifier {
    private final ModeModel model;

    public Classifier(ModeModel model) {
        this.model = model;
    }

    public Classification classify(Activity activity) {
        Prediction prediction = new ModeTracker(model).next(activity);
        Evidence evidence = new Evidence(null);
        double[] scores = model.probabilities(evidence, evidence.add(activity));
        Map<String, Double> probabilities = new LinkedHashMap<>();
        IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .forEach(i -> probabilities.put(model.modes().get(i), scores[i]));
        return new Classification(
                prediction.mode(), prediction.confidence(), probabilities, model.name(), prediction.reasons());
    }
}
