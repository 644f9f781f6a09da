package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modehub.simulator.Persona;
import io.modehub.simulator.Sample;
import io.modehub.simulator.Simulator;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.protos.core.ModelProto;

class LinearWeightsTest {
    private static final List<String> MODES = List.of("Gaming", "Meeting", "Relax", "Work");

    @Test
    void saysWhatTribuoSays() throws Exception {
        Model<Label> model;
        try (InputStream in = ShippedModel.class.getResourceAsStream("/classify/" + ShippedModel.FILE)) {
            model = Model.deserialize(ModelProto.parseFrom(in)).castModel(Label.class);
        }
        LinearWeights weights = LinearWeights.of(model, MODES).orElseThrow();
        Evidence evidence = new Evidence();
        for (Sample sample : Simulator.of(Persona.STUDENT, 5, ZoneOffset.UTC).dayNeverOff(LocalDate.of(2026, 11, 18))) {
            evidence.add(sample.activity());
            FeatureVector features = evidence.features(ZoneOffset.UTC);
            Map<String, Label> expected = model.predict(ModeModel.example(
                            features,
                            slot -> model.getFeatureIDMap().get(Features.name(slot)) != null,
                            LabelFactory.UNKNOWN_LABEL))
                    .getOutputScores();
            double[] found = weights.probabilities(features);
            for (int mode = 0; mode < found.length; mode++) {
                assertThat(found[mode]).isCloseTo(expected.get(MODES.get(mode)).getScore(), within(1e-9));
            }
        }
    }
}
