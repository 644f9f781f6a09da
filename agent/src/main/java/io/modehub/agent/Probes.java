package io.modehub.agent;

import io.modehub.agent.sense.audio.AudioChoice;
import io.modehub.agent.sense.audio.AudioProbe;
import io.modehub.agent.sense.audio.JavaSoundProbe;
import io.modehub.agent.sense.audio.PulseAudioProbe;

/** The way this system's sound is measured. */
final class Probes {
    private Probes() {}

    static AudioProbe audio(AudioChoice choice) {
        return Version.platform().equals("linux") ? new PulseAudioProbe(choice) : new JavaSoundProbe(choice);
    }
}
