package io.modehub.agent;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.Settings;
import io.modehub.agent.log.Log;
import io.modehub.agent.privacy.PrivacyFilter;
import io.modehub.agent.privacy.Titles;
import io.modehub.agent.sense.audio.AudioChoice;
import io.modehub.agent.sense.audio.MicrophonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the person chose, as it is at the moment: a change of the files counts within a second. Thread-safe. */
final class Choices {
    private final AgentHome home;
    private final @Nullable MicrophonePolicy microphone;
    private final Log log;
    private List<Optional<FileTime>> seen = List.of();
    private Settings settings;
    private PrivacyFilter filter;
    private @Nullable Instant pausedUntil;

    /**
     * Reads the choices, which must be right at the start.
     *
     * @param microphone what the command line says, which beats the file
     */
    Choices(AgentHome home, @Nullable MicrophonePolicy microphone, Log log) throws ConfigException {
        this.home = home;
        this.microphone = microphone;
        this.log = log;
        this.seen = stamps();
        this.settings = read();
        this.filter = filter(settings);
        this.pausedUntil = home.pausedUntil().orElse(null);
    }

    /** Looks for changes; true if settings changed. Faulty ones change nothing, and the log says what is wrong. */
    synchronized boolean look() {
        List<Optional<FileTime>> now = stamps();
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        pausedUntil = home.pausedUntil().orElse(null);
        try {
            Settings read = read();
            filter = filter(read);
            boolean changed = !read.equals(settings);
            settings = read;
            log.state("settings", "settings: in force");
            return changed;
        } catch (ConfigException e) {
            log.state("settings", "settings: the earlier ones stay in force: " + e.getMessage());
            return false;
        }
    }

    synchronized Settings settings() {
        return settings;
    }

    synchronized PrivacyFilter filter() {
        return filter;
    }

    AudioChoice audio() {
        AudioChoice chosen = settings().audio();
        return microphone == null ? chosen : chosen.withPolicy(microphone);
    }

    /** Until when it is paused; empty if it isn't. */
    synchronized Optional<Instant> pausedUntil(Instant now) {
        Instant until = pausedUntil;
        return until != null && until.isAfter(now) ? Optional.of(until) : Optional.empty();
    }

    /** Whether the person lets the agent measure at that moment. */
    boolean mayMeasure(Instant now) {
        return pausedUntil(now).isEmpty() && isWithinHours(now);
    }

    boolean isWithinHours(Instant now) {
        return settings()
                .privacy()
                .hours()
                .contains(now.atZone(ZoneId.systemDefault()).toLocalDateTime());
    }

    private Settings read() throws ConfigException {
        AgentHome.ReadSettings read = home.readSettings();
        if (!read.unknown().isEmpty()) {
            log.state(
                    "unknown settings",
                    home.settingsFile() + " has keys this version does not know, which are ignored: "
                            + String.join(", ", read.unknown()));
        }
        return read.settings();
    }

    private PrivacyFilter filter(Settings of) throws ConfigException {
        byte[] key = of.privacy().titles() == Titles.hashed ? home.titleKey() : new byte[0];
        return new PrivacyFilter(of.privacy(), key);
    }

    private List<Optional<FileTime>> stamps() {
        return List.of(stamp(home.settingsFile()), stamp(home.pauseFile()));
    }

    private static Optional<FileTime> stamp(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
