package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseFloorTest {
    private final NoiseFloor floor = new NoiseFloor(-75, -42);

    @Test
    void learnsThatTheRoomHumsAndHearsWhatIsLouder() {
        assertThat(floor.isActive(-50, 5_000)).isTrue();
        for (int i = 0; i < 60; i++) {
            floor.isActive(-50, 5_000);
        }

        assertThat(floor.isActive(-50, 5_000)).isFalse();
        assertThat(floor.isActive(-35, 5_000)).isTrue();
    }

    @Test
    void talkWithoutAPauseIsNoNoise() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(floor.isActive(-28, 5_000)).isTrue();
        }
    }

    @Test
    void whatWasNeverHeardWeighsNothing() {
        NoiseFloor fresh = new NoiseFloor(-75, -42);
        Random random = new Random(7);
        double[] millis = new double[61];
        millis[23] = 20_000;
        for (int i = 0; i < 20_000; i++) {
            double db = -120 + 120 * random.nextDouble() * random.nextDouble();
            int durationMs = 1 + random.nextInt(60_000);
            fresh.isActive(db, durationMs);

            double fade = Math.exp(-durationMs / 600_000.0);
            double sum = durationMs;
            for (int bin = 0; bin < 61; bin++) {
                millis[bin] *= fade;
                sum += millis[bin];
            }
            millis[(int) Math.round((db + 120) / 2)] += durationMs;
            int at = 0;
            for (double below = millis[0]; at < 60 && below < 0.1 * sum; below += millis[at]) {
                at++;
            }
            assertThat(fresh.floor()).isEqualTo(Math.max(-75, Math.min(-42, -120 + 2.0 * at)));
        }
    }

    @Test
    void aClosedMicrophoneTeachesNothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(floor.isActive(-120, 5_000)).isFalse();
        }

        assertThat(floor.isActive(-60, 5_000)).isTrue();
    }
}
