package io.modehub.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoursConditionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static HoursCondition hours(String from, String to, DayOfWeek... days) {
        return new HoursCondition(
                LocalTime.parse(from),
                LocalTime.parse(to),
                days.length == 0 ? EnumSet.allOf(DayOfWeek.class) : Set.of(days));
    }

    private static boolean matches(HoursCondition hours, String instant) {
        return hours.matches(Instant.parse(instant).atZone(BERLIN));
    }

    @Test
    void beginWithTheFirstMinuteAndEndBeforeTheLast() {
        HoursCondition morning = hours("09:00", "12:00");

        assertThat(matches(morning, "2026-11-23T07:59:59.999Z")).isFalse();
        assertThat(matches(morning, "2026-11-23T08:00:00Z")).isTrue();
        assertThat(matches(morning, "2026-11-23T10:59:59.999Z")).isTrue();
        assertThat(matches(morning, "2026-11-23T11:00:00Z")).isFalse();
    }

    @Test
    void overMidnightBelongToTheDayTheyBeganOn() {
        HoursCondition fridayNight = hours("22:00", "02:00", DayOfWeek.FRIDAY);

        assertThat(matches(fridayNight, "2026-11-27T21:30:00Z"))
                .as("Friday 22:30")
                .isTrue();
        assertThat(matches(fridayNight, "2026-11-28T00:59:00Z"))
                .as("Saturday 1:59")
                .isTrue();
        assertThat(matches(fridayNight, "2026-11-28T01:00:00Z"))
                .as("Saturday 2:00")
                .isFalse();
        assertThat(matches(fridayNight, "2026-11-28T21:30:00Z"))
                .as("Saturday 22:30")
                .isFalse();
        assertThat(matches(fridayNight, "2026-11-26T23:30:00Z"))
                .as("Friday 0:30")
                .isFalse();
    }

    @Test
    void withTheSameStartAndEndAreTheWholeDay() {
        HoursCondition sundays = hours("00:00", "00:00", DayOfWeek.SUNDAY);

        assertThat(matches(sundays, "2026-11-28T23:00:00Z")).isTrue();
        assertThat(matches(sundays, "2026-11-29T22:59:59Z")).isTrue();
        assertThat(matches(sundays, "2026-11-29T23:00:00Z")).isFalse();
    }

    @Test
    void theHourThatIsSkippedInSpringNeverComes() {
        HoursCondition skipped = hours("02:00", "03:00");

        for (int minute = 0; minute < 24 * 60; minute++) {
            Instant at = Instant.parse("2026-03-28T23:00:00Z").plusSeconds(60L * minute);
            assertThat(skipped.matches(at.atZone(BERLIN))).as("%s", at).isFalse();
        }
    }

    @Test
    void theHourThatIsRepeatedInAutumnCountsTwice() {
        HoursCondition repeated = hours("02:00", "03:00");

        assertThat(matches(repeated, "2026-10-25T00:30:00Z")).isTrue();
        assertThat(matches(repeated, "2026-10-25T01:30:00Z")).isTrue();
        assertThat(matches(repeated, "2026-10-25T02:00:00Z")).isFalse();
    }

    @Test
    void needADayAndWholeMinutes() {
        assertThatThrownBy(() -> new HoursCondition(LocalTime.NOON, LocalTime.MIDNIGHT, Set.of()))
                .hasMessageContaining("at least one day");
        assertThatThrownBy(() -> hours("09:00:01", "10:00")).hasMessageContaining("whole minute");
    }
}
