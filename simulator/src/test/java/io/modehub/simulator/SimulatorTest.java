package io.modehub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.protocol.Activity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatorTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @Test
    void theSameSeedLivesTheSameDay() {
        List<Lived> once = Simulator.of(Persona.OFFICE, 1, ZONE).day(MONDAY);
        Simulator again = Simulator.of(Persona.OFFICE, 1, ZONE);
        again.day(MONDAY.plusDays(1));

        assertThat(again.day(MONDAY)).isEqualTo(once).isNotEmpty();
        assertThat(Simulator.of(Persona.OFFICE, 2, ZONE).day(MONDAY)).isNotEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(Persona.class)
    void windowsFollowEachOtherAtAnAgentsCadence(Persona persona) {
        Simulator simulator = Simulator.of(persona, 3, ZONE);
        for (int day = 0; day < 7; day++) {
            Activity before = null;
            for (Lived sample : simulator.day(MONDAY.plusDays(day))) {
                Activity activity = sample.activity();
                assertThat(activity.durationMs()).isBetween(1_000, Activity.MAX_LINK_DURATION_MS);
                if (before != null) {
                    assertThat(activity.at()).isAfterOrEqualTo(before.end());
                }
                before = activity;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Persona.class)
    void anOrdinaryWeekHoldsEveryMode(Persona persona) {
        Map<String, Long> hours = hoursByMode(persona);

        assertThat(hours).containsKeys("Work", "Meeting", "Relax", "Gaming", "Away");
        assertThat(hours.get("Work")).isGreaterThan(40);
        assertThat(hours.get("Meeting")).isGreaterThan(15);
    }

    @Test
    void aDayWithoutAnEndStillFitsItsDateWhenClocksChange() {
        LocalDate spring = LocalDate.of(2027, 3, 28);
        Simulator simulator = Simulator.of(Persona.GAMER, 5, ZONE);
        for (LocalDate date : List.of(spring, LocalDate.of(2026, 10, 25))) {
            assertThat(simulator.dayNeverOff(date))
                    .allMatch(sample ->
                            sample.activity().at().atZone(ZONE).toLocalDate().equals(date));
        }
    }

    @Test
    void atAnyMomentSomethingPlausibleGoesOn() {
        Simulator simulator = Simulator.of(Persona.OFFICE, 9, ZONE);
        Instant from = MONDAY.atStartOfDay(ZONE).toInstant();
        for (int minute = 0; minute < 2 * 24 * 60; minute += 7) {
            Instant now = from.plus(Duration.ofMinutes(minute)).plusMillis(1_234);
            Activity activity = simulator.at(now).activity();

            assertThat(activity.at()).isBeforeOrEqualTo(now);
            assertThat(activity.end()).isAfter(now);
        }
    }

    @Test
    void beingAwayShowsAsGrowingIdleTimeWithoutInput() {
        List<Lived> away = Simulator.of(Persona.OFFICE, 1, ZONE).day(MONDAY).stream()
                .filter(sample -> sample.mode().equals("Away"))
                .toList();

        assertThat(away).isNotEmpty().allSatisfy(sample -> {
            assertThat(sample.activity().mouse() + sample.activity().keyboard()).isZero();
            assertThat(sample.activity().idleMs()).isPositive();
        });
    }

    @Test
    void aDayTakesNoTimeToMake() {
        Simulator simulator = Simulator.of(Persona.GAMER, 4, ZONE);
        simulator.day(MONDAY);
        long start = System.nanoTime();
        for (int day = 1; day <= 5; day++) {
            simulator.day(MONDAY.plusDays(day));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private static Map<String, Long> hoursByMode(Persona persona) {
        Simulator simulator = Simulator.of(persona, 11, ZONE);
        return IntStream.range(0, 42)
                .boxed()
                .flatMap(day -> simulator.day(MONDAY.plusDays(day)).stream())
                .collect(Collectors.groupingBy(
                        Lived::mode,
                        Collectors.collectingAndThen(
                                Collectors.summingLong(
                                        sample -> sample.activity().durationMs()),
                                millis -> millis / 3_600_000)));
    }
}
