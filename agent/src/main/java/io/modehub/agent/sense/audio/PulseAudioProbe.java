package io.modehub.agent.sense.audio;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.sense.audio.PulseState.Measured;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sources of PulseAudio or PipeWire; follows devices and recording applications as they come and go. */
public final class PulseAudioProbe implements AudioProbe {
    /** Shortest time between two questions, so that a storm of changes costs little. */
    private static final Duration CALM = Duration.ofMillis(250);
    /** A question that nothing prompted, for a change that was missed. */
    private static final Duration ANYWAY = Duration.ofSeconds(30);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private static final PulseState NOTHING = new PulseState(null, null, List.of(), List.of());

    private final Map<String, Recorder> recorders = new HashMap<>();
    /** By device, so that closing a microphone between two meetings forgets nothing. */
    private final Map<String, Double> floors = new HashMap<>();

    private AudioChoice choice;
    private PulseState state = NOTHING;
    private List<Measured> measured = List.of();
    private boolean resting;
    private @Nullable String lack;
    private @Nullable Process changes;
    private boolean changed;
    private boolean closed;

    /** Asks the server once, so that what it has is known when this returns, and then follows it. */
    public PulseAudioProbe(AudioChoice choice) {
        this.choice = choice;
        boolean answered = refresh();
        Thread thread = new Thread(() -> followUntilClosed(answered), "audio");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized Optional<String> lack() {
        return Optional.ofNullable(lack);
    }

    @Override
    public synchronized List<AgentFrame.AudioSource> sources() {
        List<AgentFrame.AudioSource> sources = new ArrayList<>();
        for (Measured one : measured) {
            sources.add(new AgentFrame.AudioSource(kind(one), one.device().description()));
        }
        return sources;
    }

    @Override
    public synchronized List<AudioDevice> devices() {
        List<AudioDevice> devices = new ArrayList<>();
        Map<String, Measured> byName = new HashMap<>();
        measured.forEach(one -> byName.put(one.device().name(), one));
        for (PulseState.Device device : state.devices()) {
            Measured one = byName.get(device.name());
            Recorder recorder = recorders.get(device.name());
            devices.add(new AudioDevice(
                    device.monitorOf() == null ? AudioLevel.Source.MICROPHONE : AudioLevel.Source.SYSTEM,
                    device.name(),
                    device.description(),
                    state.isDefault(device),
                    one != null,
                    recorder != null,
                    one == null ? null : one.by(),
                    recorder == null
                            ? floors.get(device.name())
                            : Double.valueOf(recorder.meter().floorDb())));
        }
        return devices;
    }

    @Override
    public synchronized void rest(boolean rests) {
        if (resting != rests) {
            resting = rests;
            adopt(state, lack);
        }
    }

    @Override
    public synchronized void choose(AudioChoice other) {
        choice = other;
        adopt(state, lack);
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
    public void close() {
        List<Recorder> open;
        synchronized (this) {
            closed = true;
            notifyAll();
            open = List.copyOf(recorders.values());
            open.forEach(Recorder::close);
            if (changes != null) {
                changes.destroy();
            }
        }
        try {
            for (Recorder recorder : open) {
                recorder.awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<AudioLevel> take(Function<LevelMeter, LevelMeter.Level> reading) {
        List<AudioLevel> levels = new ArrayList<>();
        for (Measured one : measured) {
            Recorder recorder = recorders.get(one.device().name());
            LevelMeter.Level level = recorder == null ? LevelMeter.Level.SILENCE : reading.apply(recorder.meter());
            Boolean inUse = one.isMicrophone() ? one.by() != null : null;
            levels.add(new AudioLevel(
                    kind(one),
                    one.device().description(),
                    level.rmsDb(),
                    level.peakDb(),
                    level.voice(),
                    inUse,
                    one.by()));
        }
        return levels;
    }

    private void followUntilClosed(boolean answered) {
        Duration retry = FIRST_RETRY;
        boolean known = answered;
        while (!isClosed()) {
            if (known) {
                retry = FIRST_RETRY;
                follow();
            }
            await(retry);
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
            known = refresh();
        }
    }

    /** Asks again after each change until the server goes. */
    private void follow() {
        Process listening;
        try {
            listening = Pulse.changes();
        } catch (IOException e) {
            return;
        }
        synchronized (this) {
            changes = listening;
            // A change may have slipped in between the last question and the listening.
            changed = true;
        }
        Thread listener = new Thread(() -> listen(listening), "audio-changes");
        listener.setDaemon(true);
        listener.start();
        boolean first = true;
        while (listening.isAlive() && !isClosed()) {
            awaitChange(first ? FIRST_RETRY : ANYWAY);
            first = false;
            if (!refresh()) {
                break;
            }
            await(CALM);
        }
        listening.destroy();
    }

    private void listen(Process listening) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(listening.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                // Each question makes a client come and go: answering that would never end.
                if (!line.contains(" client ")) {
                    noteChange();
                }
            }
        } catch (IOException e) {
            // The process was ended.
        }
        noteChange();
    }

    private synchronized void noteChange() {
        changed = true;
        notifyAll();
    }

    private synchronized void awaitChange(Duration most) {
        await(most, () -> changed || closed);
        changed = false;
    }

    private synchronized void await(Duration time) {
        await(time, () -> closed);
    }

    private synchronized void await(Duration most, BooleanSupplier met) {
        long end = System.nanoTime() + most.toNanos();
        try {
            for (long left = most.toMillis();
                    left > 0 && !met.getAsBoolean();
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Asks the server and opens and closes recorders accordingly; false if it does not answer. */
    private boolean refresh() {
        try {
            adopt(Pulse.state(), null);
            return true;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            adopt(NOTHING, message.startsWith("Cannot run program") ? say("audio.coreutils") : message);
            return false;
        }
    }

    private synchronized void adopt(PulseState now, @Nullable String nowLacking) {
        if (closed) {
            return;
        }
        state = now;
        measured = now.measured(choice);
        lack = nowLacking;
        Set<String> wanted = new HashSet<>();
        for (Measured one : measured) {
            if (!resting && isOpened(one)) {
                wanted.add(one.device().name());
            }
        }
        recorders.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().close();
                floors.put(entry.getKey(), entry.getValue().meter().floorDb());
            }
            return unwanted;
        });
        for (String device : wanted) {
            recorders.computeIfAbsent(device, name -> new Recorder(name, floors.get(name)));
        }
    }

    private boolean isOpened(Measured one) {
        return !one.isMicrophone()
                || choice.policy() == MicrophonePolicy.always
                || (choice.policy() == MicrophonePolicy.auto && one.by() != null);
    }

    private static AudioLevel.Source kind(Measured one) {
        return one.isMicrophone() ? AudioLevel.Source.MICROPHONE : AudioLevel.Source.SYSTEM;
    }
}
