package io.modehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void writesTheShortestTextOfALevelAsJavaDoes() {
        for (int thousandths = -120_000; thousandths <= 10_000; thousandths++) {
            double level = thousandths / 1_000.0;
            assertThat(Double.parseDouble(text(level))).isEqualTo(level);
        }
        for (double level : new double[] {0, 1, -1, 0.5, -32.5, 0.07, -0.07, 10.04, 3.125, -120, 7.3}) {
            assertThat(text(level)).isEqualTo(Double.toString(level));
        }
    }

    @Test
    void readsAnyNumberBackAsItWas() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(any)) {
                assertThat(Double.parseDouble(text(any))).isEqualTo(any);
            }
            double level = -120 * random.nextDouble();
            assertThat(Double.parseDouble(text(level))).isEqualTo(level);
        }
    }

    private static String text(double value) {
        String object = JsonOut.object(json -> JsonOut.writeNumber(json, "n", value));
        return object.substring("{\"n\":".length(), object.length() - 1);
    }
}
