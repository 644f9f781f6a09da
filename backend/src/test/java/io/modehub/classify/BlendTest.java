package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlendTest {
    private static final ModeModel SHIPPED = sure("Gaming", "Work");
    private static final ModeModel OWN = sure("Praying", "Work");

    @Test
    void theFirstRowsHardlyMoveIt() {
        assertThat(OWN.learnedFrom(10).over(SHIPPED).probabilities(new FeatureVector())[2])
                .isCloseTo(0.75 * 300 / 310, within(1e-9));
    }

    @Test
    void threeHundredRowsWeighAsMuchAsTheShippedModel() {
        ModeModel blend = OWN.learnedFrom(300).over(SHIPPED);

        assertThat(blend.modes()).containsExactly("Praying", "Work", "Gaming");
        assertThat(blend.probabilities(new FeatureVector()))
                .containsExactly(new double[] {0.375, 0.25, 0.375}, within(1e-9));
    }

    @Test
    void aModeThatTheShippedModelHasNeverHeardOfGetsItsShareFromTheOwnAlone() {
        assertThat(OWN.learnedFrom(2_700).over(SHIPPED).probabilities(new FeatureVector())[0])
                .isCloseTo(0.9 * 0.75, within(1e-9));
    }

    @Test
    void withoutRowsOfItsOwnItIsTheShippedModel() {
        assertThat(OWN.over(SHIPPED).probabilities(new FeatureVector()))
                .containsExactly(new double[] {0, 0.25, 0.75}, within(1e-9));
    }

    /** Three quarters for the first mode, whatever is asked. */
    private static ModeModel sure(String... modes) {
        double[] weights = new double[Features.count() * 2];
        FlatLinear scorer = new FlatLinear(new double[] {Math.log(3), 0}, weights, new BitSet(), false);
        return ModeModel.of("sure", List.of(modes), new BitSet(), scorer);
    }
}
