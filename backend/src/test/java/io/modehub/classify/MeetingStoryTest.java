package io.modehub.classify;

import static io.modehub.classify.Story.minutes;
import static io.modehub.classify.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Reason;
import org.junit.jupiter.api.Test;

class MeetingStoryTest {

    @Test
    void aCallIsShownWithTheFirstWindowOfSpeech() {
        Story story = new Story();
        story.goesOn(minutes(6));
        story.front("zoom", "Weekly sync - Zoom Meeting").input(0, 0);

        Prediction shown =
                story.system(-25, 0.8).microphone(-55, 0, true, "zoom").goesOn(seconds(5));

        assertThat(shown.mode()).isEqualTo("Meeting");
        assertThat(shown.reasons()).extracting(Reason::text).first().isEqualTo("Zoom is using the microphone");
    }

    @Test
    void aTerminalThatLooksLikeAMeetingIsOneWhenAnUnknownProgramRecordsSpeech() {
        Story story = new Story().front("xterm", "Weekly sync - Zoom Meeting").input(0, 0);
        story.system(-30, 0.5).microphone(-30, 0.5, true, "parec");

        Prediction shown = story.goesOn(seconds(5));

        assertThat(shown.mode()).isEqualTo("Meeting");
        assertThat(shown.reasons())
                .extracting(Reason::code)
                .contains("microphoneInUse", "voicesBothSides", "titleHint");
    }

    @Test
    void speechOnBothSidesIsAMeetingWhateverIsInFront() {
        Story story = new Story().front("libreoffice-writer", "Plan.odt");
        story.goesOn(minutes(2));

        Prediction shown =
                story.system(-25, 0.7).microphone(-30, 0.6, true, null).goesOn(seconds(5));

        assertThat(shown.mode()).isEqualTo("Meeting");
    }

    @Test
    void pausesAndOtherWindowsAreStillTheMeeting() {
        Story story = meeting("zoom");

        story.microphone(-60, 0, true, "zoom").system(-120, 0);
        assertThat(story.goesOn(seconds(40)).mode()).isEqualTo("Meeting");
        story.front("libreoffice-impress", "Plan.odp").input(4, 3);
        assertThat(story.goesOn(seconds(60)).mode()).isEqualTo("Meeting");
        story.system(-25, 0.8);
        assertThat(story.goesOn(minutes(20)).mode()).isEqualTo("Meeting");
    }

    @Test
    void hangingUpAndAnotherWindowEndItWithinTwentySeconds() {
        Story story = meeting("zoom");

        story.front("code", "OrderService.java").input(2, 4).silence().microphone(-120, 0, false, null);

        assertThat(story.goesOn(seconds(10)).mode()).isEqualTo("Meeting");
        assertThat(story.goesOn(seconds(10)).mode()).isEqualTo("Work");
        assertThat(story.goesOn(minutes(5)).mode()).isEqualTo("Work");
    }

    @Test
    void silenceAndAnotherWindowEndItEvenIfAnUnknownProgramKeepsRecording() {
        Story story = meeting("parec");

        story.front("xterm", "notes.txt").input(0, 0).system(-120, 0).microphone(-90, 0, true, "parec");

        assertThat(story.goesOn(seconds(25)).mode()).isNotEqualTo("Meeting");
        assertThat(story.goesOn(minutes(2)).mode()).isNotEqualTo("Meeting");
    }

    @Test
    void musicAtWorkIsNoMeeting() {
        Story story = new Story().system(-28, 0.2);

        assertThat(story.goesOn(minutes(20)).mode()).isEqualTo("Work");
    }

    @Test
    void recordingAPodcastIsNoMeeting() {
        Story story = new Story().front("audacity", "Take 4").input(1, 0);

        story.microphone(-25, 0.9, true, "audacity").system(-30, 0.6);

        assertThat(story.goesOn(minutes(3)).mode()).isNotEqualTo("Meeting");
    }

    @Test
    void talkingToTheSquadIsStillTheGame() {
        Story story = new Story().front("cs2", "Counter-Strike 2").input(6, 5);
        story.system(-25, 0.6).microphone(-28, 0.6, true, "Discord");
        assertThat(story.goesOn(minutes(10)).mode()).isEqualTo("Gaming");

        story.front("firefox", "map guide - Mozilla Firefox").input(2, 1);

        assertThat(story.goesOn(minutes(1)).mode()).isEqualTo("Gaming");
    }

    private static Story meeting(String recorder) {
        Story story = new Story().front("zoom", "Weekly sync - Zoom Meeting").input(0, 0);
        story.system(-25, 0.8).microphone(-30, 0.3, true, recorder);
        assertThat(story.goesOn(minutes(10)).mode()).isEqualTo("Meeting");
        return story;
    }
}
