package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.classify.FeatureVector;
import io.modehub.classify.Flattened;
import io.modehub.classify.ModeModel;
import io.modehub.simulator.Persona;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;

class ForestTrainerTest {
    private static final List<Row> LEARNED = Days.of(Persona.STUDENT, 7, 5, 120, 0);
    private static final List<Row> LATER = Days.of(Persona.STUDENT, 7, 9, 120, 0)
            .subList(LEARNED.size(), Days.of(Persona.STUDENT, 7, 9, 120, 0).size());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void foretellsLaterDays(boolean extra) {
        try (Effort effort = Effort.of(2, Checkpoint.NONE)) {
            assertThat(accuracy(train(extra, LEARNED, effort), LATER)).isGreaterThan(0.7);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThreadOrTwoGrowTheSameTrees(boolean extra) {
        byte[] alone =
                flat(train(extra, LEARNED, Effort.alone(Checkpoint.NONE))).write();
        try (Effort effort = Effort.of(2, Checkpoint.NONE)) {
            assertThat(flat(train(extra, LEARNED, effort)).write()).isEqualTo(alone);
        }
    }

    @Test
    void rowsThatLookAlikeDecideByWeight() {
        FeatureVector same = new FeatureVector();
        same.add(Flattened.slot("mouse"), 0.5);
        List<Row> rows = List.of(
                Row.of(same, "Work", "a", 3, null),
                Row.of(same, "Relax", "a", 1, null),
                Row.of(same, "Relax", "a", 1, null));

        Model<Label> model = ForestTrainer.extraTrees(3, 1, 1, Effort.alone(Checkpoint.NONE))
                .train(Examples.unbalanced(rows, FeatureSet.ALL));

        assertThat(flat(model).probabilities(same)).containsExactly(0.4f, 0.6f);
    }

    @Test
    void cancellingEndsItBetweenTwoTrees() {
        AtomicInteger grown = new AtomicInteger();
        try (Effort effort = Effort.of(2, Checkpoint.until(() -> grown.incrementAndGet() > 3))) {
            assertThatThrownBy(() -> ForestTrainer.extraTrees(1_000, 2, 1, effort)
                            .train(Examples.unbalanced(LEARNED, FeatureSet.ALL)))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(grown).hasValueLessThan(10);
    }

    @Test
    void provenanceTellsTheSettings() {
        Model<Label> model = train(true, LEARNED, Effort.alone(Checkpoint.NONE));

        assertThat(model.getProvenance().toString()).contains("ForestTrainer", "trees=20", "seed=9");
    }

    private static Model<Label> train(boolean extra, List<Row> rows, Effort effort) {
        ForestTrainer trainer =
                extra ? ForestTrainer.extraTrees(20, 2, 9, effort) : ForestTrainer.randomForest(20, 2, 9, effort);
        return trainer.train(Examples.of(rows, FeatureSet.ALL, false, "test"));
    }

    private static ModeModel flat(Model<Label> model) {
        return Examples.flat("flat", model);
    }

    private static double accuracy(Model<Label> model, List<Row> rows) {
        return rows.stream()
                        .filter(row -> model.predict(row.example(FeatureSet.ALL.slots(), false))
                                .getOutput()
                                .getLabel()
                                .equals(row.mode()))
                        .count()
                / (double) rows.size();
    }
}
