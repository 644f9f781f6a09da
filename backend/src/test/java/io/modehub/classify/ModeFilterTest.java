package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModeFilterTest {
    private static final double[] FIRST = {0.8, 0.2};
    private static final double[] SECOND = {0.2, 0.8};

    @Test
    void theCalmerThePaceTheLaterItFollows() {
        int before = -1;
        for (Pace pace : Pace.values()) {
            int seconds = secondsUntilTheSecond(pace);
            assertThat(seconds).isGreaterThan(before);
            before = seconds;
        }
    }

    @ParameterizedTest
    @EnumSource(Pace.class)
    void anyPaceFollowsWithinAQuarterOfAnHour(Pace pace) {
        assertThat(secondsUntilTheSecond(pace)).isLessThan(900);
    }

    private static int secondsUntilTheSecond(Pace pace) {
        ModeFilter filter = new ModeFilter();
        filter.at(pace);
        filter.start(FIRST);
        for (int i = 0; i < 120; i++) {
            filter.next(FIRST, 5_000);
        }
        int seconds = 0;
        while (filter.mode() == 0 && seconds < 3_600) {
            filter.next(SECOND, 5_000);
            seconds += 5;
        }
        return seconds;
    }
}
