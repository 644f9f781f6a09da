package io.modehub.agent.sense.audio;

/** When a microphone is opened. */
public enum MicrophonePolicy {
    /** Only while another application records from it: no indicator light, no headset that changes its profile. */
    auto,
    always,
    never
}
