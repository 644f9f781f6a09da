package io.modehub.agent.sense.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.agent.sense.audio.PulseState.Device;
import io.modehub.agent.sense.audio.PulseState.Recording;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulseStateTest {
    private static final Device BUILT_IN = new Device(1, "alsa_input.pci", "Built-in Microphone", null);
    private static final Device USB = new Device(2, "alsa_input.usb", "USB Headset", null);
    private static final Device SPEAKERS =
            new Device(3, "alsa_output.pci.monitor", "Monitor of Speakers", "alsa_output.pci");
    private static final Device HDMI = new Device(4, "alsa_output.hdmi.monitor", "Monitor of HDMI", "alsa_output.hdmi");

    @Test
    void measuresTheDefaultsUnlessOthersWereChosen() {
        assertThat(measured(List.of("default"), List.of("default"), BUILT_IN, USB, SPEAKERS, HDMI))
                .containsExactly(BUILT_IN, SPEAKERS);
        assertThat(measured(List.of("USB Headset", "default"), List.of("hdmi"), BUILT_IN, USB, SPEAKERS, HDMI))
                .containsExactly(BUILT_IN, USB, HDMI);
        assertThat(measured(List.of("all"), List.of("alsa_output.hdmi"), BUILT_IN, USB, SPEAKERS, HDMI))
                .containsExactly(BUILT_IN, USB, HDMI);
    }

    @Test
    void takesTheDefaultWhileTheChosenOneIsGoneAndComesBackToIt() {
        List<String> usb = List.of("alsa_input.usb");
        assertThat(measured(usb, List.of("HDMI"), BUILT_IN, SPEAKERS)).containsExactly(BUILT_IN, SPEAKERS);
        assertThat(measured(usb, List.of("HDMI"), BUILT_IN, USB, SPEAKERS, HDMI))
                .containsExactly(USB, HDMI);
    }

    @Test
    void alwaysMeasuresAMicrophoneThatSomebodyRecordsFrom() {
        PulseState state = new PulseState(
                "alsa_output.pci",
                "alsa_input.pci",
                List.of(BUILT_IN, USB, SPEAKERS),
                List.of(new Recording(2, "Zoom"), new Recording(2, "Audacity")));
        assertThat(state.measured(AudioChoice.USUAL))
                .extracting(one -> one.device().name() + " " + one.by())
                .containsExactly(
                        "alsa_input.pci null", "alsa_input.usb Audacity, Zoom", "alsa_output.pci.monitor null");
    }

    private static List<Device> measured(List<String> microphones, List<String> speakers, Device... devices) {
        PulseState state = new PulseState("alsa_output.pci", "alsa_input.pci", List.of(devices), List.of());
        return state.measured(new AudioChoice(MicrophonePolicy.auto, microphones, speakers)).stream()
                .map(PulseState.Measured::device)
                .toList();
    }
}
