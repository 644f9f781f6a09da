package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line on a meter lies above what the place sounds like. */
class LiveFloorsTest {
    private static final AudioLevel HUM = new AudioLevel(Source.MICROPHONE, "Desk", -55, -50, 0, null, null);

    private final LiveFloors floors = new LiveFloors();

    @Test
    void aRoomThatHumsHasToBeLouder() {
        assertThat(floors.activeFromDb(HUM)).isEqualTo(-75 + NoiseFloor.ACTIVE_ABOVE_DB);

        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        for (int i = 0; i < 120; i++) {
            floors.hear(window(noon.plusSeconds(5L * i)));
        }

        assertThat(floors.activeFromDb(HUM)).isBetween(-47.0, -43.0);
        floors.hear(window(noon.minusSeconds(3_600)));
        assertThat(floors.activeFromDb(HUM)).as("late ones teach nothing").isBetween(-47.0, -43.0);
    }

    private static Activity window(Instant at) {
        return new Activity(at, 5_000, "editor", null, null, 0, 0, 0L, List.of(HUM));
    }
}
