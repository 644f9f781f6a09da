package io.modehub.agent.sense.audio;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.sense.text.Printable;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Microphones by {@code javax.sound.sampled}, where there is no PulseAudio: Windows and macOS. It tells neither who records
 * nor what is played, so a microphone is only opened when the person chose {@code always}. Not run on either system yet.
 */
public final class JavaSoundProbe implements AudioProbe {
    private final Microphones microphones;
    private AudioChoice choice;
    private boolean resting;
    private @Nullable Open open;

    /** The system's microphones, so that what is made of them can be tested anywhere. */
    interface Microphones {
        /** Names of all there are. */
        List<String> names();

        /** Opens one and hands its samples, 16 bits at 8 kHz, to the meter until the result is closed; null if it can't. */
        @Nullable Runnable listen(String name, LevelMeter meter);
    }

    private record Open(String name, LevelMeter meter, Runnable close) {}

    public JavaSoundProbe(AudioChoice choice) {
        this(choice, new JavaSound());
    }

    JavaSoundProbe(AudioChoice choice, Microphones microphones) {
        this.microphones = microphones;
        this.choice = choice;
        adopt();
    }

    @Override
    public synchronized Optional<String> lack() {
        return wanted() == null ? Optional.of(say("audio.none")) : Optional.empty();
    }

    @Override
    public synchronized List<AgentFrame.AudioSource> sources() {
        String name = wanted();
        return name == null ? List.of() : List.of(new AgentFrame.AudioSource(Source.MICROPHONE, Printable.name(name)));
    }

    @Override
    public synchronized List<AudioDevice> devices() {
        List<AudioDevice> devices = new ArrayList<>();
        String wanted = wanted();
        List<String> names = microphones.names();
        for (String name : names) {
            LevelMeter meter = open == null || !open.name.equals(name) ? null : open.meter;
            devices.add(new AudioDevice(
                    Source.MICROPHONE,
                    name,
                    Printable.name(name),
                    name.equals(names.get(0)),
                    name.equals(wanted),
                    meter != null,
                    null,
                    meter == null ? null : Double.valueOf(meter.floorDb())));
        }
        return devices;
    }

    @Override
    public synchronized void rest(boolean rests) {
        resting = rests;
        adopt();
    }

    @Override
    public synchronized void choose(AudioChoice other) {
        choice = other;
        adopt();
    }

    @Override
    public List<AudioLevel> takeSecond() {
        return take(LevelMeter::takeSecond);
    }

    @Override
    public List<AudioLevel> takeMoment() {
        return take(LevelMeter::takeMoment);
    }

    @Override
    public synchronized void close() {
        Open present = open;
        open = null;
        if (present != null) {
            present.close.run();
        }
    }

    private synchronized List<AudioLevel> take(Function<LevelMeter, LevelMeter.Level> reading) {
        adopt();
        String name = wanted();
        if (name == null) {
            return List.of();
        }
        Open present = open;
        LevelMeter.Level level = present == null ? LevelMeter.Level.SILENCE : reading.apply(present.meter);
        return List.of(new AudioLevel(
                Source.MICROPHONE, Printable.name(name), level.rmsDb(), level.peakDb(), level.voice(), null, null));
    }

    private void adopt() {
        String wanted = resting || choice.policy() != MicrophonePolicy.always ? null : wanted();
        Open present = open;
        if (present != null && present.name.equals(wanted)) {
            return;
        }
        close();
        if (wanted != null) {
            LevelMeter meter = new LevelMeter(null);
            Runnable end = microphones.listen(wanted, meter);
            open = end == null ? null : new Open(wanted, meter, end);
        }
    }

    /** The first that was chosen and is there, else the system's first. */
    private @Nullable String wanted() {
        List<String> names = microphones.names();
        return choice.microphones().stream()
                .filter(names::contains)
                .findFirst()
                .orElse(names.isEmpty() ? null : names.get(0));
    }
}
