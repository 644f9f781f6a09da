package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modehub.classify.FeatureVector;
import io.modehub.classify.Flattened;
import io.modehub.classify.ModeModel;
import io.modehub.simulator.Persona;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.mnb.MultinomialNaiveBayesTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.tree.ExtraTreesTrainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;

class FlattenedTest {
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final List<Row> LEARNED = Days.of(Persona.STUDENT, 7, 4, 240, 0.05);
    private static final List<Row> OTHERS = Days.of(Persona.GAMER, 8, 2, 120, 0);

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    /** Tribuo's own trainers. */
    enum Kind {
        EXTRA_TREES,
        RANDOM_FOREST,
        CART,
        LOGISTIC,
        NAIVE_BAYES;

        Trainer<Label> trainer() {
            return switch (this) {
                case EXTRA_TREES -> new ExtraTreesTrainer<>(tree(true), new FullyWeightedVotingCombiner(), 12, 5);
                case RANDOM_FOREST -> new RandomForestTrainer<>(tree(false), new FullyWeightedVotingCombiner(), 12, 5);
                case CART -> new CARTClassificationTrainer(12, 2, 0, 1, new GiniIndex(), 5);
                case LOGISTIC -> new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1, 0.1), 5, -1, 1, 5);
                case NAIVE_BAYES -> new MultinomialNaiveBayesTrainer(1);
            };
        }

        private static CARTClassificationTrainer tree(boolean random) {
            return new CARTClassificationTrainer(Integer.MAX_VALUE, 2, 0, 0.1f, random, new GiniIndex(), 5);
        }
    }

    /** Tribuo takes what went left from what there was, in floats, so its shares stray a little, at times below 0. */
    private static final double TRIBUOS_ROUNDING = 5e-5;

    @ParameterizedTest
    @EnumSource
    void arraysAnswerAsTribuoDoes(Kind kind) {
        boolean magnitudes = kind == Kind.NAIVE_BAYES;
        Model<Label> original = kind.trainer().train(Examples.of(LEARNED, FeatureSet.ALL, magnitudes, "test"));
        ModeModel flat = Flattened.of("flat", original);
        FeatureVector vector = new FeatureVector();
        for (Row row : OTHERS) {
            Example<Label> example = row.example(FeatureSet.ALL.slots(), magnitudes);
            Prediction<Label> expected = original.predict(example);
            row.fill(vector);
            double[] found = flat.probabilities(vector);

            double most = 0;
            for (int mode = 0; mode < found.length; mode++) {
                double theirs =
                        expected.getOutputScores().get(flat.modes().get(mode)).getScore();
                assertThat(found[mode]).isCloseTo(theirs, within(TRIBUOS_ROUNDING));
                most = Math.max(most, found[mode]);
            }
            int label = flat.modes().indexOf(expected.getOutput().getLabel());
            assertThat(found[label]).as("theirs is ours, ties aside").isCloseTo(most, within(TRIBUOS_ROUNDING));
        }
    }
}
