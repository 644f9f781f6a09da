package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayFiguresTest {
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private final List<Step> day = new ArrayList<>();

    @Test
    void aDayToldAsItWasIsPerfect() {
        minutes(20, "Work", "Work", 0.9).minutes(10, "Meeting", "Meeting", 0.9);

        ReplayFigures figures = figures();

        assertThat(figures.accuracy()).isEqualTo(1);
        assertThat(figures.segmentF1()).isEqualTo(1);
        assertThat(figures.flipsOverTruth()).isEqualTo(1);
        assertThat(figures.medianDelayMs()).isZero();
        assertThat(figures.coverageAt97()).isEqualTo(1);
        assertThat(figures.calibrationError()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void aChangeSeenTwoMinutesLateIsTwoMinutesLate() {
        minutes(20, "Work", "Work", 0.9).minutes(2, "Relax", "Work", 0.9).minutes(18, "Relax", "Relax", 0.9);

        assertThat(figures().medianDelayMs()).isEqualTo(120_000);
        assertThat(figures().segmentF1()).isEqualTo(1);
    }

    @Test
    void whatIsNeverShownIsMissed() {
        minutes(20, "Work", "Work", 0.9).minutes(6, "Relax", "Work", 0.9).minutes(6, "Work", "Work", 0.9);

        assertThat(figures().missed()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(figures().flipsOverTruth()).isZero();
    }

    @Test
    void flickerCountsAsFlips() {
        minutes(5, "Work", "Work", 0.9).minutes(1, "Work", "Relax", 0.6).minutes(5, "Work", "Work", 0.9);
        minutes(9, "Relax", "Relax", 0.9);

        assertThat(figures().flipsOverTruth()).isEqualTo(3);
    }

    @Test
    void doubtfulTimeIsLeftOutUntilTheRestIsRight() {
        minutes(80, "Work", "Work", 0.9).minutes(20, "Relax", "Work", 0.5);

        assertThat(figures().coverageAt97()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void aMeetingCountsFromVoicesOnBothSides() {
        minutes(5, "Work", "Work", 0.9).minutes(3, "Meeting", "Work", 0.9);
        day.add(step(8 * 60, 5, "Meeting", "Meeting", 0.9, true));
        minutes(5, "Meeting", "Meeting", 0.9);

        assertThat(figures().meetings()).isEqualTo(1);
        assertThat(figures().meetingStartP95Ms()).isEqualTo(5_000);
    }

    private ReplayFigures figures() {
        return ReplayFigures.of(List.of(day));
    }

    private ReplayFiguresTest minutes(int minutes, String truth, String said, double confidence) {
        for (int i = 0; i < minutes; i++) {
            long from = day.isEmpty() ? 0 : day.get(day.size() - 1).to().getEpochSecond() - NINE.getEpochSecond();
            day.add(step(from, 60, truth, said, confidence, false));
        }
        return this;
    }

    private static Step step(long from, int seconds, String truth, String said, double confidence, boolean voices) {
        Instant start = NINE.plusSeconds(from);
        return new Step(start, start.plusSeconds(seconds), truth, said, said, confidence, voices);
    }
}
