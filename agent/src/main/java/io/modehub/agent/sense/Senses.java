package io.modehub.agent.sense;

import io.modehub.agent.log.Log;
import io.modehub.agent.sense.audio.AudioProbe;
import io.modehub.agent.sense.input.InputMeter;
import io.modehub.agent.sense.window.Foreground;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sensors of this machine: uses those there are, says once what is missing, and looks for it again. */
public final class Senses implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration LOOK_SOON = Duration.ofSeconds(1);

    private final Map<String, String> environment;
    private final AudioProbe audio;
    private final Log log;
    private final InputMeter meter = new InputMeter();
    private @Nullable Desktop desktop;
    private @Nullable String desktopLack;
    private long lastLook = System.nanoTime();
    private long lastSample = lastLook;
    private Duration nextLook = Duration.ZERO;

    /**
     * What the agent can tell, for the hello.
     *
     * @param sensors in the words of the agent link
     */
    public record Abilities(List<String> sensors, List<AgentFrame.AudioSource> sources) {
        public Abilities {
            sensors = List.copyOf(sensors);
            sources = List.copyOf(sources);
        }
    }

    /** Takes ownership of the audio probe and looks for a desktop. */
    public Senses(Map<String, String> environment, AudioProbe audio, Log log) {
        this.environment = Map.copyOf(environment);
        this.audio = audio;
        this.log = log;
        look();
    }

    /** What can be told at present. */
    public synchronized Abilities abilities() {
        List<String> sensors = new ArrayList<>();
        if (desktop != null) {
            sensors.addAll(desktop.sensors());
        }
        if (audio.lack().isEmpty()) {
            sensors.add("audio");
        }
        return new Abilities(sensors, audio.sources());
    }

    /** What happened since the last call, which should be a second ago. */
    public synchronized Sample sample() {
        look();
        long now = System.nanoTime();
        Duration stretch = Duration.ofNanos(now - lastSample);
        lastSample = now;
        List<AudioLevel> levels = audio.takeSecond();
        Desktop current = desktop;
        if (current != null) {
            try {
                var reading = current.input().look();
                InputMeter.Level input = meter.update(reading, stretch);
                return new Sample(current.window().read(), input.mouse(), input.keyboard(), reading.idleMs(), levels);
            } catch (IOException e) {
                lose(current, e);
            }
        }
        return new Sample(Foreground.UNKNOWN, 0, 0, null, levels);
    }

    /** Why there is no window, pointer and idle time; empty where there are. */
    public synchronized Optional<String> desktopLack() {
        return Optional.ofNullable(desktopLack);
    }

    /** The audio sources of this machine. */
    public AudioProbe audio() {
        return audio;
    }

    /** How loud it was since the last call. */
    public List<AudioLevel> moment() {
        return audio.takeMoment();
    }

    @Override
    public synchronized void close() {
        audio.close();
        if (desktop != null) {
            desktop.close();
            desktop = null;
        }
    }

    private void look() {
        String lack = audio.lack().orElse(null);
        log.state("audio", lack == null ? "sound: measuring" : "sound: " + lack);
        if (desktop != null || System.nanoTime() - lastLook < nextLook.toNanos()) {
            return;
        }
        lastLook = System.nanoTime();
        nextLook = LOOK_AGAIN;
        try {
            desktop = Desktop.open(environment);
            desktopLack = null;
            log.state("desktop", "window, mouse, keyboard and idle time: measuring");
        } catch (IOException e) {
            desktopLack = e.getMessage();
            log.state("desktop", "window, mouse, keyboard and idle time: " + e.getMessage());
        }
    }

    private void lose(Desktop lost, IOException e) {
        log.state("desktop", "window, mouse, keyboard and idle time: " + e.getMessage());
        lost.close();
        desktop = null;
        desktopLack = e.getMessage();
        meter.reset();
        nextLook = LOOK_SOON;
        lastLook = System.nanoTime();
    }
}
