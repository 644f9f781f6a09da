package io.modehub.spans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modehub.activity.Opinion;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Sample;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.ShippedModel;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HindsightTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final Trackers SHIPPED = () -> new ModeTracker(ShippedModel.load())::next;

    private final List<Activity> windows = new ArrayList<>();
    private final List<Prediction> predictions = new ArrayList<>();

    @Test
    void aFinishedDayKnowsWhenTheVideoBegan() {
        List<Sample> day = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            day.add(Sample.of(window(i, "code", "OrderService.java", 4, List.of())));
        }
        AudioLevel film = new AudioLevel(AudioLevel.Source.SYSTEM, "Speakers", -25, -12, 0.4, null, null);
        for (int i = 60; i < 120; i++) {
            day.add(Sample.of(window(i, "firefox", "Die schönsten Berge - YouTube", 0, List.of(film))));
        }

        List<Draft> live = DayReplay.of(MONDAY, day, SHIPPED, false).spans();
        List<Draft> finished = DayReplay.of(MONDAY, day, SHIPPED, true).spans();

        assertThat(live).extracting(Draft::mode).containsExactly("Work", "Relax");
        assertThat(finished).extracting(Draft::mode).containsExactly("Work", "Relax");
        Duration late = Duration.between(finished.get(1).from(), live.get(1).from());
        assertThat(finished.get(1).from()).isAfterOrEqualTo(NINE.plus(Duration.ofMinutes(60)));
        assertThat(late).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    /** For the first: Relax .8 · (.9267 · .3 + .0733 · .7) against Work .2 · (.9267 · .7 + .0733 · .3), .9267 = .97^2.5. */
    @Test
    void whatIsSaidLaterCountsAsMuchAsWhatWasSaidBefore() {
        said("Relax", 0.8);
        said("Work", 0.3);

        List<Prediction> seen = Hindsight.seen(windows, predictions);

        assertThat(seen).extracting(Prediction::mode).containsExactly("Relax", "Relax");
        assertThat(seen.get(0).confidence()).isCloseTo(0.6626, within(1e-3));
        assertThat(seen.get(1).confidence()).isCloseTo(0.5704, within(1e-3));
    }

    @Test
    void aRuleAMeetingAndWhatNobodyCouldTellStayAsTheyWere() {
        said("Relax", 0.99);
        predictions.set(0, with(predictions.get(0), "Gaming", Source.RULE));
        said("Relax", 0.99);
        predictions.set(1, with(predictions.get(1), "Unknown", Source.MODEL));
        said("Relax", 0.99);
        predictions.set(2, with(predictions.get(2), "Meeting", Source.MODEL).with(null));

        assertThat(Hindsight.seen(windows, predictions)).isEqualTo(predictions);
    }

    /** What a window of two and a half minutes says: that it is Relax with that chance, else Work. */
    private void said(String mode, double relax) {
        Instant at = NINE.plusMillis((long) Hindsight.LOOK_MS * windows.size());
        windows.add(new Activity(at, (int) Hindsight.LOOK_MS, "app", null, null, 1, 1, 0L, List.of()));
        Opinion opinion = new Opinion(List.of("Relax", "Work"), new double[] {relax, 1 - relax});
        predictions.add(new Prediction(mode, at, 0.5, Source.MODEL, "m", List.of(), true, opinion));
    }

    private static Prediction with(Prediction said, String mode, Source source) {
        return new Prediction(mode, said.since(), 0.5, source, "m", List.of(), true, said.opinion());
    }

    private static Activity window(int minute, String app, String title, int keyboard, List<AudioLevel> audio) {
        Instant at = NINE.plus(Duration.ofMinutes(minute));
        return new Activity(at, 60_000, app, title, null, 1, keyboard, 0L, audio);
    }
}
