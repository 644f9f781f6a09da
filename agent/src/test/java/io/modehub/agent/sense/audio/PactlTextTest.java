package io.modehub.agent.sense.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.agent.sense.audio.PulseState.Device;
import io.modehub.agent.sense.audio.PulseState.Measured;
import io.modehub.agent.sense.audio.PulseState.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The resources are what pactl 16.1 printed while an application with a hostile name recorded from {@code mic}. */
class PactlTextTest {

    @Test
    void findsTheDefaultSinksSoundAndTheMicrophoneWithItsRecorder() {
        PulseState state =
                PactlText.parse(captured("pactl-info"), captured("pactl-sources"), captured("pactl-source-outputs"));
        assertThat(state.devices()).hasSize(3);
        assertThat(state.measured(AudioChoice.USUAL))
                .containsExactly(
                        new Measured(new Device(0, "speakers.monitor", "Monitor of Null Output", "speakers"), null),
                        new Measured(new Device(2, "mic", "Remapped Monitor of Null Output", null), "Zoom \"Client\""));
    }

    @Test
    void countsNeitherTheServersOwnStreamsNorTheAgentsAsRecorders() {
        PulseState state = PactlText.parse("", captured("pactl-sources"), captured("pactl-source-outputs"));
        assertThat(state.recordings()).containsExactly(new Recording(2, "Zoom \"Client\""));
    }

    @Test
    void countsNoMetersAndNoPausedStreams() {
        String outputs = output(1, "Client: 3", "media.name = \"Peak detect\"")
                + output(2, "Client: 3\n\tResample method: peaks", "application.name = \"Panel\"")
                + output(3, "Client: 3\n\tCorked: yes", "application.name = \"Paused\"")
                + output(4, "Client: 3", "application.id = \"org.PulseAudio.pavucontrol\"");
        assertThat(PactlText.parse("", "", outputs).recordings()).isEmpty();
    }

    @Test
    void namesTheProgramWhereTheNameIsThatOfItsEngine() {
        String outputs = output(
                1,
                "Client: 3",
                "application.name = \"WEBRTC VoiceEngine\"\n\t\tapplication.process.binary = \"Discord\"");
        assertThat(PactlText.parse("", "", outputs).recordings()).containsExactly(new Recording(7, "Discord"));
    }

    @Test
    void boundsNamesAndPassesOverNonsense() {
        String outputs = output(1, "Client: 3", "application.name = \"" + "ü".repeat(10_000) + "\"")
                + "Source Output #x\n\tSource: 1\nnonsense\n\t: \n" + output(2, "Client: 3\n\tSource: -1", "");
        assertThat(PactlText.parse("garbage", "garbage", outputs).recordings())
                .containsExactly(new Recording(7, "ü".repeat(128)), new Recording(7, "an application"));
    }

    private static String output(int index, String fields, String properties) {
        return "Source Output #" + index + "\n\tSource: 7\n\t" + fields + "\n\tProperties:\n\t\t" + properties + "\n\n";
    }

    private static String captured(String name) {
        try (InputStream in = PactlTextTest.class.getResourceAsStream(name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
