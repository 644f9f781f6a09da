package io.modehub.classify;

import static io.modehub.classify.Story.minutes;
import static io.modehub.classify.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.Prediction;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PresenceStoryTest {

    @Test
    void threeMinutesWithoutASignAreAwaySinceTheLastSign() {
        Story story = new Story();
        story.goesOn(minutes(10));
        Instant left = story.now();

        story.input(0, 0);
        assertThat(story.goesOn(seconds(170)).mode()).isNotEqualTo("Away");
        Prediction away = story.goesOn(seconds(20));

        assertThat(away.mode()).isEqualTo("Away");
        assertThat(away.since()).isEqualTo(left);
        assertThat(away.reasons()).first().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("noInput");
            assertThat(reason.args()).containsEntry("minutes", "3");
        });
    }

    @Test
    void theFirstInputEndsIt() {
        Story story = new Story();
        story.goesOn(minutes(10));
        assertThat(story.input(0, 0).goesOn(minutes(8)).mode()).isEqualTo("Away");

        assertThat(story.input(1, 0).goesOn(seconds(5)).mode()).isNotEqualTo("Away");
    }

    @Test
    void aFilmKeepsThePersonThereForTwoHours() {
        Story story = new Story().front("vlc", "The Salt Road.mkv").system(-30, 0.4);
        story.goesOn(minutes(1));
        story.input(0, 0);

        assertThat(story.goesOn(minutes(115)).mode()).isEqualTo("Relax");
        assertThat(story.goesOn(minutes(15)).mode()).isEqualTo("Away");
    }

    @Test
    void musicLeftPlayingDoesNot() {
        Story story = new Story().system(-30, 0.1);
        story.goesOn(minutes(5));

        assertThat(story.input(0, 0).goesOn(minutes(4)).mode()).isEqualTo("Away");
    }

    @Test
    void listeningInAMeetingIsBeingThere() {
        Story story = new Story().front("zoom", "All hands - Zoom Meeting").input(0, 0);
        story.system(-25, 0.8).microphone(-60, 0, true, "zoom");

        assertThat(story.goesOn(minutes(60)).mode()).isEqualTo("Meeting");
    }

    @Test
    void anAgentWithoutInputSensorsCannotTellAbsence() {
        Story story = new Story().noInputSensors();

        assertThat(story.goesOn(minutes(30)).mode()).isNotEqualTo("Away");
    }

    @Test
    void aLockedScreenIsAwayAtOnce() {
        Story story = new Story();
        story.goesOn(minutes(5));

        assertThat(story.front("LockApp.exe", "Lock")
                        .input(0, 0)
                        .goesOn(seconds(5))
                        .mode())
                .isEqualTo("Away");
    }
}
