package io.modehub.models;

import io.modehub.classify.ModeModel;
import java.util.List;
import java.util.Locale;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.mnb.MultinomialNaiveBayesTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * A candidate fitted to rows.
 *
 * @param provenance trainer, settings, seed, data and time in Tribuo's words
 */
record Fit(ModeModel model, String provenance) {
    private static final double STEADYING = 0.1;
    private static final double SMOOTHING = 1;

    /**
     * Where randomness and rows come from.
     *
     * @param source of the rows, for provenance
     */
    record Origin(long seed, String source) {}

    /** Trains; rows of one mode alone give a model that always answers with it. */
    static Fit of(Candidate candidate, List<Row> rows, Origin origin, Effort effort) {
        effort.pass();
        boolean one = rows.stream().map(Row::mode).distinct().count() == 1;
        if (one || candidate.family() == Candidate.Family.MAJORITY) {
            return new Fit(Baselines.majority(rows), "majority of " + rows.size() + " rows: " + origin.source);
        }
        if (candidate.family() == Candidate.Family.APP_RULE) {
            return new Fit(Baselines.appRule(rows), "app rule of " + rows.size() + " rows: " + origin.source);
        }
        boolean magnitudes = candidate.family() == Candidate.Family.NAIVE_BAYES;
        Model<Label> model = trainer(candidate, origin.seed, effort)
                .train(Examples.of(rows, candidate.features(), magnitudes, origin.source));
        String name = candidate.family().name().toLowerCase(Locale.ROOT);
        return new Fit(Examples.flat(name, model), model.getProvenance().toString());
    }

    private static Trainer<Label> trainer(Candidate candidate, long seed, Effort effort) {
        return switch (candidate.family()) {
            case NAIVE_BAYES -> new MultinomialNaiveBayesTrainer(SMOOTHING);
            case LOGISTIC ->
                new LinearSGDTrainer(
                        new LogMulticlass(),
                        new AdaGrad(candidate.setting("rate"), STEADYING),
                        (int) candidate.setting("epochs"),
                        -1,
                        1,
                        seed);
            case CART ->
                new CARTClassificationTrainer(
                        (int) candidate.setting("maxDepth"),
                        (float) candidate.setting("minLeaf"),
                        0,
                        1,
                        new GiniIndex(),
                        seed);
            case RANDOM_FOREST ->
                ForestTrainer.randomForest(
                        (int) candidate.setting("trees"), (int) candidate.setting("minLeaf"), seed, effort);
            case EXTRA_TREES ->
                ForestTrainer.extraTrees(
                        (int) candidate.setting("trees"), (int) candidate.setting("minLeaf"), seed, effort);
            case MAJORITY, APP_RULE -> throw new IllegalArgumentException("needs no trainer: " + candidate.family());
        };
    }
}
