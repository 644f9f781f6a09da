package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aClosedMicrophoneTeachesNothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(floor.isActive(-120, 5_000)).isFalse();
        }

        assertThat(floor.isActive(-60, 5_000)).isTrue();
    }
}
