package io.modehub.agent.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.agent.log.Log;
import io.modehub.agent.sense.audio.AudioChoice;
import io.modehub.agent.sense.audio.AudioDevice;
import io.modehub.agent.sense.audio.AudioProbe;
import io.modehub.agent.sense.window.Foreground;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SensesTest {
    private static final AudioLevel LEVEL = new AudioLevel(Source.SYSTEM, "Speakers", -20, -10, 0.5, null, null);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void asksNoXServerOnWayland() {
        try (Senses senses = senses(Map.of("WAYLAND_DISPLAY", "wayland-0", "DISPLAY", ":0"), Optional.empty())) {
            assertThat(senses.abilities().sensors()).containsExactly("audio");
            assertThat(said.toString()).contains("not available on Wayland");
        }
    }

    @Test
    void goesOnWithWhatThereIsAndSaysOnceWhatIsMissing() {
        try (Senses senses = senses(Map.of(), Optional.of("no server"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(senses.sample()).isEqualTo(new Sample(Foreground.UNKNOWN, 0, 0, null, List.of(LEVEL)));
            }
            assertThat(senses.abilities().sensors()).isEmpty();
        }
        assertThat(said.toString().lines().filter(line -> line.contains("DISPLAY is not set")))
                .hasSize(1);
        assertThat(said.toString().lines().filter(line -> line.contains("sound: no server")))
                .hasSize(1);
    }

    @Test
    void namesTheRemedyForADisplayThatIsNotThere() {
        try (Senses senses = senses(Map.of("DISPLAY", "elsewhere:0"), Optional.empty())) {
            assertThat(senses.abilities().sensors()).doesNotContain("window");
            assertThat(said.toString()).contains("DISPLAY names no display of this machine");
        }
    }

    private Senses senses(Map<String, String> environment, Optional<String> lack) {
        return new Senses(environment, new FixedAudio(lack), new Log(new PrintStream(said, true)));
    }

    private record FixedAudio(Optional<String> lack) implements AudioProbe {
        @Override
        public List<AgentFrame.AudioSource> sources() {
            return List.of();
        }

        @Override
        public List<AudioDevice> devices() {
            return List.of();
        }

        @Override
        public void rest(boolean resting) {}

        @Override
        public void choose(AudioChoice choice) {}

        @Override
        public List<AudioLevel> takeSecond() {
            return List.of(LEVEL);
        }

        @Override
        public List<AudioLevel> takeMoment() {
            return List.of(LEVEL);
        }

        @Override
        public void close() {}
    }
}
