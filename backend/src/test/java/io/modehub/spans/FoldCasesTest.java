package io.modehub.spans;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Sample;
import io.modehub.protocol.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The named cases of the fold, each with a classifier that says what the window's application is called. */
class FoldCasesTest {
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");

    /** An application "Away@30" is an absence that began 30 s before the window. */
    private static final Trackers BY_NAME = () -> sample -> {
        Activity activity = sample.activity();
        String[] said = activity.app().split("@");
        Instant since = activity.at().minusSeconds(said.length > 1 ? Long.parseLong(said[1]) : 0);
        return new Prediction(said[0], since, 0.9, Source.MODEL, "m", List.of(), activity.mouse() > 0);
    };

    @Test
    void aPauseOfAMinuteWithinAModeBelongsToTheSpanAndALongerOneEndsIt() {
        assertThat(folded(at(0, 5, "Work"), at(65, 5, "Work"))).containsExactly("Work 0-70");
        assertThat(folded(at(0, 5, "Work"), at(65.001, 5, "Work"))).containsExactly("Work 0-5", "Work 65.001-70.001");
    }

    @Test
    void aPauseBetweenTwoModesBelongsToNeither() {
        assertThat(folded(at(0, 5, "Work"), at(30, 5, "Relax"))).containsExactly("Work 0-5", "Relax 30-35");
    }

    @Test
    void awayBeginsAtTheLastSignAndTakesAllThatWasPredictedSince() {
        assertThat(folded(at(0, 60, "Work"), at(60, 60, "Away@40"))).containsExactly("Work 0-20", "Away 20-120");
        assertThat(folded(at(0, 60, "Work"), at(60, 20, "Relax"), at(80, 20, "Gaming"), at(100, 20, "Away@70")))
                .containsExactly("Work 0-30", "Away 30-120");
        assertThat(folded(at(0, 60, "Work"), at(60, 60, "Away@500"))).containsExactly("Away 0-120");
    }

    @Test
    void awayNeverReachesOverALongPause() {
        assertThat(folded(at(0, 60, "Work"), at(121, 60, "Work"), at(181, 60, "Away@150")))
                .containsExactly("Work 0-60", "Away 121-241");
    }

    @Test
    void awayThatBeginsWithinABridgedPauseLeavesNothingOfItToTheSpanBefore() {
        assertThat(folded(at(0, 60, "Work"), at(90, 10, "Work"), at(100, 60, "Away@20")))
                .containsExactly("Work 0-60", "Away 80-160");
    }

    @Test
    void awayGoesOnWhereOnlyAMomentOfSomethingElseLay() {
        assertThat(folded(at(0, 60, "Away"), at(60, 10, "Work"), at(70, 60, "Away@20")))
                .containsExactly("Away 0-130");
    }

    @Test
    void aLaterWindowCutsAnEarlierOneForGood() {
        assertThat(folded(at(0, 600, "Work"), at(10, 5, "Relax"))).containsExactly("Work 0-10", "Relax 10-15");
        assertThat(folded(at(0, 600, "Work"), at(10, 5, "Work"))).containsExactly("Work 0-15");
    }

    @Test
    void ofTwoWindowsWithTheSameStartTheLongerTakesThePlaceOfTheShorter() {
        assertThat(folded(at(0, 60, "Work"), at(60, 5, "Relax"), at(60, 30, "Gaming")))
                .containsExactly("Work 0-60", "Gaming 60-90");
        assertThat(folded(at(0, 60, "Work"), at(120, 5, "Work"), at(120, 30, "Gaming")))
                .as("nor does the shorter bridge the pause")
                .containsExactly("Work 0-60", "Gaming 120-150");
        assertThat(folded(at(0, 60, "Work"), at(60, 30, "Relax"), at(60, 30, "Gaming")))
                .as("of two alike the first stays")
                .containsExactly("Work 0-60", "Relax 60-90");
    }

    @Test
    void aSpanOverMidnightIsTwoPiecesAndOneForWhoeverReads() {
        Instant evening = MIDNIGHT.minusSeconds(7_200);
        AgentFold fold = new AgentFold(BY_NAME);
        Map<Instant, Draft> pieces = new TreeMap<>();
        for (int i = 0; i < 240; i++) {
            Activity activity =
                    new Activity(evening.plusSeconds(60L * i), 60_000, "Work", null, null, 1, 1, 0L, List.of());
            fold.add(Sample.of(activity)).changes().forEach(change -> {
                change.gone().forEach(draft -> pieces.remove(draft.from()));
                change.put().forEach(draft -> pieces.put(draft.from(), draft));
            });
        }

        assertThat(pieces.keySet()).containsExactly(evening, MIDNIGHT);
        assertThat(fold.open().from()).as("the open span began in the evening").isEqualTo(evening);
        List<ModeSpan> joined = Timeline.joined(
                pieces.values().stream().map(FoldCasesTest::span).toList());
        assertThat(joined).hasSize(1);
        assertThat(joined.get(0).from()).isEqualTo(evening);
        assertThat(joined.get(0).to()).isEqualTo(evening.plusSeconds(14_400));
    }

    @Test
    void anAbsenceNoticedAfterMidnightBeganBeforeIt() {
        AgentFold fold = new AgentFold(BY_NAME);
        Map<Instant, Draft> pieces = new TreeMap<>();
        for (Activity activity : List.of(
                window(MIDNIGHT.minusSeconds(600), 590, "Work"), window(MIDNIGHT.minusSeconds(10), 60, "Away@120"))) {
            fold.add(Sample.of(activity)).changes().forEach(change -> {
                change.gone().forEach(draft -> pieces.remove(draft.from()));
                change.put().forEach(draft -> pieces.put(draft.from(), draft));
            });
        }
        assertThat(pieces.values())
                .extracting(draft -> draft.mode() + " " + draft.from() + " " + draft.to())
                .containsExactly(
                        "Work 2026-03-02T23:50:00Z 2026-03-02T23:57:50Z",
                        "Away 2026-03-02T23:57:50Z 2026-03-03T00:00:00Z",
                        "Away 2026-03-03T00:00:00Z 2026-03-03T00:00:50Z");
    }

    @Test
    void theCorrectionOfAnOpenSpanEndsWithItAndAHandSetModeAddsNoTime() {
        List<ModeSpan> spans = List.of(span(1, 0, 600), span(2, 660, 900));
        Instant now = TEN.plusSeconds(2_000);
        Label corrected = label(1, 0, Optional.of(600L), 7, true, false);
        Label byHand = label(2, 300, Optional.empty(), 8, false, true);

        assertThat(text(Timeline.labelled(1, spans, List.of(corrected), now))).containsExactly("7 0-600", "2 660-900");
        assertThat(text(Timeline.labelled(1, spans, List.of(byHand), now)))
                .containsExactly("1 0-300", "8 300-600", "8 660-900");
        assertThat(text(Timeline.labelled(1, spans, List.of(corrected, byHand), now)))
                .containsExactly("7 0-300", "8 300-600", "8 660-900");
    }

    private static Activity at(double second, double length, String app) {
        return window(TEN.plusMillis(Math.round(second * 1_000)), length, app);
    }

    private static Activity window(Instant at, double seconds, String app) {
        return new Activity(at, (int) Math.round(seconds * 1_000), app, null, null, 1, 1, 0L, List.of());
    }

    private static List<String> folded(Activity... activities) {
        return DayReplay.of(
                        DayFold.dayOf(TEN),
                        Stream.of(activities).map(Sample::of).toList(),
                        BY_NAME,
                        false)
                .spans()
                .stream()
                .map(draft -> draft.mode() + " " + seconds(draft.from()) + "-" + seconds(draft.to()))
                .toList();
    }

    private static String seconds(Instant at) {
        double seconds = (at.toEpochMilli() - TEN.toEpochMilli()) / 1_000.0;
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }

    private static List<String> text(List<ModeSpan> spans) {
        List<String> text = new ArrayList<>();
        spans.forEach(span -> text.add(span.modeId() + " " + seconds(span.from()) + "-" + seconds(span.to())));
        return text;
    }

    private static ModeSpan span(Draft draft) {
        return new ModeSpan(
                "s" + draft.from(), 1, draft.from(), draft.to(), 1, draft.source(), draft.confidence(), "m");
    }

    private static ModeSpan span(int mode, long from, long to) {
        return new ModeSpan("s" + mode, 1, TEN.plusSeconds(from), TEN.plusSeconds(to), mode, Source.MODEL, 0.9, "m");
    }

    private static Label label(long id, long from, Optional<Long> to, int mode, boolean withSpan, boolean colours) {
        return new Label(
                id,
                Optional.of(1),
                TEN.plusSeconds(from),
                to.map(TEN::plusSeconds),
                mode,
                colours ? Source.HAND : Source.LABEL,
                withSpan,
                colours,
                Optional.empty());
    }
}
