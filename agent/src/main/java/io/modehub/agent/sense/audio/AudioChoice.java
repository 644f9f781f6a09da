package io.modehub.agent.sense.audio;

import java.util.List;

/**
 * Which sources are measured.
 *
 * @param microphones names or descriptions; {@link #DEFAULT} for the one programs record from, {@link #ALL} for all. While
 *     one isn't there, the default is measured in its place.
 * @param speakers the same for what is played
 */
public record AudioChoice(MicrophonePolicy policy, List<String> microphones, List<String> speakers) {
    public static final String DEFAULT = "default";
    public static final String ALL = "all";
    public static final AudioChoice USUAL = new AudioChoice(MicrophonePolicy.auto, List.of(DEFAULT), List.of(DEFAULT));

    public AudioChoice {
        microphones = List.copyOf(microphones);
        speakers = List.copyOf(speakers);
    }

    public AudioChoice withPolicy(MicrophonePolicy other) {
        return new AudioChoice(other, microphones, speakers);
    }
}
