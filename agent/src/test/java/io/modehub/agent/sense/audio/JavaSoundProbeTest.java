package io.modehub.agent.sense.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of the probe with pretended microphones; it could not be run on Windows or macOS. */
class JavaSoundProbeTest {
    private final List<String> names = new ArrayList<>(List.of("Built-in", "USB Headset"));
    private final List<String> open = new ArrayList<>();

    @Test
    void opensNoMicrophoneUnlessToldAlwaysSinceItCannotTellWhoRecords() {
        try (AudioProbe probe = probe(AudioChoice.USUAL)) {
            assertThat(open).isEmpty();
            assertThat(probe.takeSecond()).singleElement().satisfies(level -> {
                assertThat(level.rmsDb()).isEqualTo(-120);
                assertThat(level.inUse()).isNull();
            });
        }
    }

    @Test
    void fallsBackToTheDefaultWhileTheChosenOneIsGoneAndComesBackToIt() {
        AudioChoice choice = new AudioChoice(MicrophonePolicy.always, List.of("USB Headset"), List.of());
        try (AudioProbe probe = probe(choice)) {
            assertThat(open).containsExactly("USB Headset");
            assertThat(probe.takeSecond().get(0).rmsDb()).isGreaterThan(-20);
            names.remove("USB Headset");
            assertThat(probe.takeSecond().get(0).name()).isEqualTo("Built-in");
            assertThat(open).containsExactly("Built-in");
            names.add("USB Headset");
            probe.takeSecond();
            assertThat(open).containsExactly("USB Headset");
            probe.rest(true);
            assertThat(open).isEmpty();
            names.clear();
            assertThat(probe.lack()).isPresent();
            assertThat(probe.takeSecond()).isEmpty();
        }
    }

    private AudioProbe probe(AudioChoice choice) {
        return new JavaSoundProbe(choice, new JavaSoundProbe.Microphones() {
            @Override
            public List<String> names() {
                return List.copyOf(names);
            }

            @Override
            public Runnable listen(String name, LevelMeter meter) {
                open.add(name);
                byte[] loud = new byte[1_600];
                for (int i = 0; i < loud.length; i += 2) {
                    loud[i + 1] = (byte) (i % 4 == 0 ? 64 : -64);
                }
                meter.add(loud, loud.length);
                return () -> open.remove(name);
            }
        });
    }
}
