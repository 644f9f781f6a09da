package io.modehub.agent.sense.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.agent.sense.input.InputMeter.Level;
import io.modehub.agent.sense.input.InputProbe.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InputMeterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InputMeter meter = new InputMeter();

    @Test
    void givesAPointForEachHundredPixelsASecondUpToTen() {
        meter.update(new Reading(0, 0, false, 5L), SECOND);
        assertThat(meter.update(new Reading(300, 400, false, 5L), SECOND)).isEqualTo(new Level(5, 0));
        assertThat(meter.update(new Reading(300, 9_000, false, 5L), SECOND)).isEqualTo(new Level(10, 0));
    }

    @Test
    void takesInputWithoutAMouseForKeys() {
        meter.update(new Reading(5, 5, false, 90_000L), SECOND);
        assertThat(meter.update(new Reading(5, 5, false, 91_000L), SECOND)).isEqualTo(Level.NONE);
        assertThat(meter.update(new Reading(5, 5, false, 300L), SECOND)).isEqualTo(new Level(0, 10));
        assertThat(meter.update(new Reading(5, 5, true, 300L), SECOND)).isEqualTo(Level.NONE);
    }

    @Test
    void claimsNothingAtItsFirstLookOrWithoutIdleTime() {
        assertThat(meter.update(new Reading(5, 5, false, 0L), SECOND)).isEqualTo(Level.NONE);
        assertThat(meter.update(new Reading(5, 5, false, null), SECOND)).isEqualTo(Level.NONE);
        assertThat(meter.update(new Reading(5, 5, false, 0L), Duration.ZERO)).isEqualTo(Level.NONE);
    }
}
