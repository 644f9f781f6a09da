package io.modehub.activity;

/** What must be heard during an activity for a rule to match. */
public enum AudioCondition {
    /** Some application records from a microphone. */
    MICROPHONE_IN_USE("microphoneInUse"),
    /** Somebody speaks at a microphone. */
    VOICE_MICROPHONE("voiceMicrophone"),
    /** Somebody speaks from the speakers. */
    VOICE_SYSTEM("voiceSystem"),
    /** Somebody speaks on both sides, at once or one after the other. */
    BOTH_VOICES("bothVoices"),
    /** The speakers play anything audible. */
    SYSTEM_SOUND("systemSound"),
    /** There is something to listen with, and neither speakers nor a voice can be heard. */
    SILENCE("silence");

    private final String wire;

    AudioCondition(String wire) {
        this.wire = wire;
    }

    /** The name on the wire. */
    public String wire() {
        return wire;
    }
}
