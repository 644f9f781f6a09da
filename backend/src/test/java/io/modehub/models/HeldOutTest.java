package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    @Test
    void countsByHand() {
        int[] truth = {0, 0, 0, 1, 1, 1, 2, 2};
        double[][] said = {
            {0.9, 0.1, 0.0}, {0.6, 0.3, 0.1}, {0.2, 0.7, 0.1}, {0.1, 0.8, 0.1},
            {0.4, 0.5, 0.1}, {0.5, 0.4, 0.1}, {0.1, 0.1, 0.8}, {0.3, 0.4, 0.3}
        };

        Metrics metrics = new HeldOut(one(8), List.of("A", "B", "C"), truth, said).metrics();

        assertThat(metrics.accuracy()).isEqualTo(5 / 8.0);
        assertThat(metrics.confusion()).containsExactly(List.of(2, 1, 0), List.of(1, 2, 0), List.of(0, 1, 1));
        assertThat(metrics.modes().get(1)).satisfies(mode -> {
            assertThat(mode.precision()).isEqualTo(0.5);
            assertThat(mode.recall()).isCloseTo(2 / 3.0, within(1e-12));
            assertThat(mode.f1()).isCloseTo(4 / 7.0, within(1e-12));
            assertThat(mode.support()).isEqualTo(3);
        });
        // Pairs of a row of the mode and another that are in the right order: 12 of 15; 12 and a tie of 15; all 12.
        double a = 12 / 15.0;
        double b = 12.5 / 15;
        double c = 1;
        assertThat(metrics.weightedAuc()).isCloseTo((3 * a + 3 * b + 2 * c) / 8, within(1e-12));
    }

    @Test
    void coverageIsTheMostThatCanBeAnsweredSoWell() {
        double[][] said = new double[100][];
        int[] truth = new int[100];
        for (int i = 0; i < 100; i++) {
            double sure = 1 - i / 250.0;
            said[i] = new double[] {sure, 1 - sure};
            truth[i] = i < 60 ? 0 : i % 2;
        }

        Metrics.Coverage coverage =
                new HeldOut(one(100), List.of("A", "B"), truth, said).metrics().coverage();

        assertThat(coverage.share()).isEqualTo(0.63);
    }

    @Test
    void whereNothingIsSureEnoughNothingIsCovered() {
        double[][] said = {{0.9, 0.1}, {0.8, 0.2}};

        Metrics.Coverage coverage = new HeldOut(one(2), List.of("A", "B"), new int[] {1, 1}, said)
                .metrics()
                .coverage();

        assertThat(coverage.share()).isZero();
        assertThat(coverage.threshold()).isGreaterThan(1);
    }

    @Test
    void tooLittleConfidenceIsMadeRight() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] said = new double[2_000][];
        int[] truth = new int[2_000];
        for (int i = 0; i < said.length; i++) {
            double really = 0.5 + random.nextDouble() / 2;
            double timid = Math.sqrt(really) / (Math.sqrt(really) + Math.sqrt(1 - really));
            said[i] = new double[] {timid, 1 - timid};
            truth[i] = random.nextDouble() < really ? 0 : 1;
        }

        Metrics.Calibration calibration = new HeldOut(five(2_000), List.of("A", "B"), truth, said)
                .metrics()
                .calibration();

        assertThat(calibration.temperature()).isCloseTo(0.5, within(0.06));
        assertThat(calibration.before()).isGreaterThan(0.08);
        assertThat(calibration.after()).isLessThan(0.03);
    }

    private static Folds one(int rows) {
        return new Folds(Folds.Kind.DAYS, new ArrayList<>(Collections.nCopies(rows, 0)), 1, 9);
    }

    private static Folds five(int rows) {
        return new Folds(
                Folds.Kind.DAYS, IntStream.range(0, rows).mapToObj(i -> i % 5).toList(), 5, 9);
    }
}
