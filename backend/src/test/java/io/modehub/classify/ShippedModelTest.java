package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.classify.CrossValidation.Figures;
import io.modehub.classify.CrossValidation.Judge;
import io.modehub.classify.TrainingSet.Row;
import io.modehub.classify.TrainingSet.Setting;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ShippedModelTest {
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final Setting SMALL = new Setting(1, 1, 2, 120, 0.05, 0.3);

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    @Test
    void beatsTheBaselinesOnPeopleNobodyTrainedOn() {
        List<Row> rows =
                TrainingSet.simulate(new Setting(TrainShippedModel.UNSEEN_SEED, 2, 5, 60, 0, 0.3), Features::isGeneral);
        Judge shipped = row -> Story.MODEL.predict(row.example());

        Figures figures = CrossValidation.measure(rows, shipped);

        assertThat(figures.accuracy())
                .isGreaterThan(0.82)
                .isGreaterThan(
                        CrossValidation.measure(rows, Comparison.majority(rows)).accuracy() + 0.2)
                .isGreaterThan(
                        CrossValidation.measure(rows, Comparison.appRule(rows)).accuracy() + 0.1);
        assertThat(figures.macroF1()).isGreaterThan(0.82);
    }

    @Test
    void aTrackerIsRightMostOfTheTimeAndCalm() {
        ReplayFigures figures = TrainShippedModel.replay(Story.MODEL, TrainShippedModel.UNSEEN_SEED + 50, 1, 5);

        assertThat(figures.accuracy()).isGreaterThan(0.8);
        assertThat(figures.flipsOverTruth()).isLessThan(2.5);
        assertThat(figures.segmentF1()).isGreaterThan(0.6);
        assertThat(figures.meetingStartP95Ms()).isBetween(0L, 5_000L);
    }

    @Test
    void theSameSettingTrainsTheSameModel() {
        ModeModel once =
                ModeModel.read("once", TrainShippedModel.train(TrainingSet.simulate(SMALL, Features::isGeneral)));
        ModeModel again =
                ModeModel.read("again", TrainShippedModel.train(TrainingSet.simulate(SMALL, Features::isGeneral)));

        assertThat(TrainShippedModel.replay(again, 5, 1, 1)).isEqualTo(TrainShippedModel.replay(once, 5, 1, 1));
        Story story = new Story();
        Evidence evidence = new Evidence();
        evidence.add(story.window(5_000));
        FeatureVector features = evidence.fill(new FeatureVector(), ZoneOffset.UTC);
        assertThat(again.probabilities(features)).isEqualTo(once.probabilities(features));
    }

    @Test
    void bytesOfAnotherKindAreRefused() {
        assertThatThrownBy(() -> ModeModel.read("no", "no model".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
