package io.modehub.agent.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.agent.sense.window.Foreground;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private final Cadence cadence = new Cadence();
    private final List<Activity> ended = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    /** Past the first, short window. */
    CadenceTest() {
        seconds(3, typing("Editor", "a"));
        ended.clear();
    }

    @Test
    void tellsSoonAfterItsStart() {
        Cadence fresh = new Cadence();
        fresh.add(now, quiet("Editor", "a"));
        fresh.add(now.plusSeconds(1), quiet("Editor", "a"));
        assertThat(fresh.add(now.plusSeconds(2), quiet("Editor", "a")))
                .hasValueSatisfying(first -> assertThat(first.durationMs()).isEqualTo(2_000));
    }

    @Test
    void endsAWindowEveryFiveSecondsWhileSomebodyTypes() {
        seconds(20, typing("Editor", "a"));
        assertThat(lengths()).containsExactly(5_000, 5_000, 5_000, 5_000);
        assertThat(ended.get(1).at()).isEqualTo(ended.get(0).end());
        assertThat(ended.get(0).keyboard()).isEqualTo(10);
    }

    @Test
    void growsToAMinuteWhileNothingHappens() {
        seconds(125, quiet("Editor", "a"));
        assertThat(lengths()).containsExactly(5_000, 60_000, 60_000);
    }

    @Test
    void endsAGrownWindowWhenSomethingHappensAgain() {
        seconds(20, quiet("Editor", "a"));
        seconds(1, typing("Editor", "a"));
        seconds(11, quiet("Editor", "b"));
        assertThat(lengths()).containsExactly(5_000, 15_000, 5_000, 5_000);
        assertThat(ended.get(1).keyboard()).isZero();
    }

    @Test
    void endsTheWindowAtOnceWhenTheApplicationChangesAndTellsSoon() {
        seconds(2, typing("Editor", "a"));
        seconds(2, typing("Zoom", "call"));
        assertThat(lengths()).containsExactly(2_000, 2_000);
        assertThat(ended.get(1).app()).isEqualTo("Zoom");
        seconds(5, typing("Zoom", "call"));
        assertThat(lengths()).containsExactly(2_000, 2_000, 5_000);
    }

    @Test
    void keepsATitleChangeInsideTheWindowAndNamesTheOneShownLongest() {
        seconds(2, typing("Browser", "short"));
        seconds(3, typing("Browser", "long"));
        assertThat(lengths()).containsExactly(5_000);
        assertThat(ended.get(0).title()).isEqualTo("long");
    }

    @Test
    void endsTheWindowWhenVoicesBeginAndWhenTheyHaveEnded() {
        seconds(3, sounding(0));
        seconds(7, sounding(1));
        assertThat(lengths()).containsExactly(3_000, 2_000, 5_000);
        ended.clear();
        seconds(7, sounding(0));
        assertThat(lengths()).containsExactly(3_000, 2_000);
    }

    @Test
    void endsTheWindowWhenSomebodyBeginsToRecord() {
        seconds(2, recordedBy(null));
        seconds(2, recordedBy("Zoom"));
        seconds(1, recordedBy(null));
        assertThat(lengths()).containsExactly(2_000, 2_000);
        assertThat(ended.get(0).audio().get(0).inUse()).isFalse();
        assertThat(ended.get(1).audio().get(0).by()).isEqualTo("Zoom");
    }

    @Test
    void inventsNothingWhileTheMachineSleptOrTheClockWasSet() {
        seconds(2, typing("Editor", "a"));
        now = now.plusSeconds(3_600);
        seconds(6, typing("Editor", "a"));
        now = now.minusSeconds(3_600);
        seconds(6, typing("Editor", "a"));
        assertThat(lengths()).containsExactly(2_000, 5_000, 5_000);
        assertThat(ended).allMatch(activity -> activity.durationMs() <= 5_000);
    }

    @Test
    void averagesPowerAndNotDecibels() {
        seconds(4, sounding(-20, 0.5));
        seconds(1, sounding(-120, 0));
        AudioLevel level = ended.get(0).audio().get(0);
        assertThat(level.rmsDb()).isEqualTo(-21.0);
        assertThat(level.voice()).isEqualTo(0.4);
        assertThat(level.peakDb()).isEqualTo(-10);
    }

    private void seconds(int count, Sample sample) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            cadence.add(now, sample).ifPresent(ended::add);
        }
    }

    private List<Integer> lengths() {
        return ended.stream().map(Activity::durationMs).toList();
    }

    private static Sample typing(String app, String title) {
        return new Sample(new Foreground(app, title, false), 0, 10, 100L, List.of());
    }

    private static Sample quiet(String app, String title) {
        return new Sample(new Foreground(app, title, false), 0, 0, 60_000L, List.of());
    }

    private static Sample sounding(double voice) {
        return sounding(-20, voice);
    }

    private static Sample sounding(double rmsDb, double voice) {
        AudioLevel level = new AudioLevel(Source.SYSTEM, "speakers", rmsDb, rmsDb / 2, voice, null, null);
        return new Sample(new Foreground("Editor", "a", false), 0, 0, 0L, List.of(level));
    }

    private static Sample recordedBy(String by) {
        AudioLevel level = new AudioLevel(Source.MICROPHONE, "mic", -120, -120, 0, by != null, by);
        return new Sample(new Foreground("Editor", "a", false), 1, 0, 0L, List.of(level));
    }
}
