package io.modehub.classify;

import static io.modehub.classify.Story.minutes;
import static io.modehub.classify.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.protocol.Activity;
import io.modehub.protocol.Reason;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModeTrackerTest {

    @Test
    void saysAtOnceWhatIsClear() {
        Prediction first = new Story().goesOn(seconds(5));

        assertThat(first.mode()).isEqualTo("Work");
        assertThat(first.since()).isEqualTo(Story.NINE);
        assertThat(first.reasons()).extracting(Reason::code).contains("appCategory", "typing");
    }

    @Test
    void aGlanceAtAVideoIsStillWork() {
        Story story = new Story();
        story.goesOn(minutes(20));

        story.front("firefox", "Ten pasta shapes ranked - YouTube — Mozilla Firefox")
                .input(1, 0)
                .system(-25, 0.6);

        assertThat(story.goesOn(seconds(20)).mode()).isEqualTo("Work");
    }

    @Test
    void stayingWithTheVideoIsRelaxingWithinAQuarterOfAnHour() {
        Story story = new Story();
        story.goesOn(minutes(20));

        story.front("firefox", "Ten pasta shapes ranked - YouTube — Mozilla Firefox")
                .input(0.4, 0)
                .system(-25, 0.6);

        assertThat(story.goesOn(minutes(13)).mode()).isEqualTo("Relax");
    }

    @Test
    void aGameInFrontIsDecidedByARule() {
        Prediction game =
                new Story().front("factorio.exe", "Factorio").input(5, 3).goesOn(seconds(5));

        assertThat(game.mode()).isEqualTo("Gaming");
        assertThat(game.source()).isEqualTo(Source.RULE);
        assertThat(game.reasons()).first().extracting(Reason::code).isEqualTo("rule");
    }

    @Test
    void aGapOfSixteenMinutesBeginsAnew() {
        Story story = new Story().front("cs2", "Counter-Strike 2").input(6, 5).system(-25, 0.2);
        story.goesOn(minutes(30));

        story.gap(minutes(16))
                .front("excel.exe", "Budget.xlsx - Excel")
                .input(2, 4)
                .silence();

        assertThat(story.goesOn(seconds(5)).mode()).isEqualTo("Work");
    }

    @Test
    void anUnknownApplicationWithoutAnySensorIsNobodysGuess() {
        Prediction unknown =
                new Story().front("frobnicator", "Ω").noInputSensors().goesOn(minutes(1));

        assertThat(unknown.mode()).isEqualTo("Unknown");
        assertThat(unknown.reasons()).first().extracting(Reason::code).isEqualTo("lowConfidence");
    }

    @Test
    void hostileTitlesAreOnlyText() {
        String combining = "e\u0301\u0302".repeat(170);
        String separators = " - ".repeat(170);
        String emoji = "\uD83D\uDE00".repeat(256);
        String numbers = "a1@b.c - 2 | ".repeat(39);
        for (String title : List.of(combining, separators, emoji, numbers, "İ".repeat(512), "", " ", "\u200b")) {
            Story story = new Story().front(title.isBlank() ? "x" : title, title);

            assertThat(story.goesOn(seconds(10)).reasons())
                    .allSatisfy(reason -> assertThat(reason.text()).hasSizeLessThan(120));
        }
    }

    @Test
    void titlesAreNeverQuoted() {
        Prediction prediction = new Story()
                .front("winword.exe", "Budget for Secretname 4711.docx - Word")
                .goesOn(minutes(1));

        assertThat(prediction.reasons().toString()).contains("budget").doesNotContainIgnoringCase("secretname");
    }

    @Test
    void theSameHistoryGivesTheSamePredictions() {
        List<Activity> day = Simulator.of(Persona.GAMER, 77, ZoneOffset.UTC).day(LocalDate.of(2026, 11, 24)).stream()
                .map(Lived::activity)
                .toList();
        ModeTracker once = new ModeTracker(Story.MODEL);
        ModeTracker again = new ModeTracker(Story.MODEL);

        assertThat(day).isNotEmpty().allSatisfy(activity -> assertThat(again.next(activity))
                .isEqualTo(once.next(activity)));
    }

    @Test
    void threeSecondsOrAnHourEveryWindowIsTaken() {
        Story story = new Story();
        ModeTracker tracker = new ModeTracker(Story.MODEL);
        for (int durationMs : List.of(1, 3_000, 60_000, 3_600_000, 5_000)) {
            assertThat(tracker.next(story.window(durationMs)).confidence()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void whatARemoteClassifierSaidGoesBeforeTheModelButNotBeforeTheRest() {
        ModeTracker remote = new ModeTracker(
                SetupHistory.always(new Setup(OwnRules.NONE, Story.MODEL, Pace.BALANCED, ZoneOffset.UTC, true)));
        ModeTracker local = new ModeTracker(Story.MODEL);
        Activity typing = new Activity(Story.NINE, 5_000, "libreoffice", null, null, 3, 5, 0L, List.of());
        Activity idle =
                new Activity(Story.NINE.plusSeconds(600), 5_000, "libreoffice", null, null, 0, 0, 900_000L, List.of());
        Scores said = Scores.parse("mode:7f:0.8,Relax:0.2");

        Prediction told = remote.next(new Sample(typing, said));
        assertThat(told.mode()).isEqualTo("mode:7f");
        assertThat(told.model()).isEqualTo(Setup.REMOTE);
        assertThat(told.confidence()).isEqualTo(0.8);
        assertThat(remote.next(new Sample(idle, said)).mode()).isEqualTo("Away");
        assertThat(local.next(new Sample(typing, said)))
                .as("where it isn't in force")
                .isEqualTo(new ModeTracker(Story.MODEL).next(typing));
    }

    @Test
    void withoutAnAnswerTheLocalModelGoesOn() {
        ModeTracker remote = new ModeTracker(
                SetupHistory.always(new Setup(OwnRules.NONE, Story.MODEL, Pace.BALANCED, ZoneOffset.UTC, true)));
        Activity typing = new Activity(Story.NINE, 5_000, "libreoffice", null, null, 3, 5, 0L, List.of());

        assertThat(remote.next(typing)).isEqualTo(new ModeTracker(Story.MODEL).next(typing));
    }
}
