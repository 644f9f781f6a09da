package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.Settings;
import io.modehub.agent.log.Log;
import io.modehub.agent.privacy.PrivacyFilter;
import io.modehub.agent.privacy.Titles;
import io.modehub.agent.sense.Sample;
import io.modehub.agent.sense.Senses;
import io.modehub.agent.sense.audio.MicrophonePolicy;
import io.modehub.protocol.AudioLevel;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code doctor} says about the sensors: each with its value of this second. */
final class Sensors {
    private static final long SECOND_MS = 1_000;

    private final AgentHome home;

    Sensors(AgentHome home) {
        this.home = home;
    }

    List<Finding> findings() throws InterruptedException {
        Settings settings = settings();
        List<Finding> findings = new ArrayList<>();
        Log silent = new Log(new PrintStream(OutputStream.nullOutputStream()));
        try (Senses senses = new Senses(System.getenv(), Probes.audio(settings.audio()), silent)) {
            senses.sample();
            Thread.sleep(SECOND_MS);
            Sample sample = senses.sample();
            Optional<String> noDesktop = senses.desktopLack();
            if (noDesktop.isPresent()) {
                for (String what : List.of("window", "idle", "pointer", "keyboard")) {
                    findings.add(Finding.missing(what, say("doctor.unavailable"), noDesktop.get()));
                }
            } else {
                findings.add(window(settings, sample));
                findings.add(idle(sample));
                findings.add(Finding.ok("pointer", say("doctor.scale", sample.mouse())));
                findings.add(Finding.ok("keyboard", say("doctor.scale", sample.keyboard())));
            }
            sound(findings, senses, sample, settings.audio().policy());
        }
        return findings;
    }

    private Settings settings() {
        try {
            return home.settings();
        } catch (ConfigException e) {
            // Told among the surroundings.
            return Settings.USUAL;
        }
    }

    /** As it would be told, so that the doctor shows what privacy makes of it. */
    private Finding window(Settings settings, Sample sample) {
        try {
            byte[] key = settings.privacy().titles() == Titles.hashed ? home.titleKey() : new byte[0];
            Optional<Sample> told = new PrivacyFilter(settings.privacy(), key).admit(sample);
            if (told.isEmpty()) {
                return Finding.off("window", say("doctor.excluded"));
            }
            String title = told.get().window().title();
            return Finding.ok("window", told.get().window().app() + (title == null ? "" : " – " + title));
        } catch (ConfigException e) {
            return Finding.missing("window", say("doctor.unavailable"), String.valueOf(e.getMessage()));
        }
    }

    private static Finding idle(Sample sample) {
        Long idleMs = sample.idleMs();
        return idleMs == null
                ? Finding.missing("idle", say("doctor.unavailable"), say("doctor.noidle"))
                : Finding.ok("idle", say("doctor.idlefor", idleMs / 1_000.0));
    }

    private static void sound(List<Finding> findings, Senses senses, Sample sample, MicrophonePolicy policy) {
        Optional<String> lack = senses.audio().lack();
        if (lack.isPresent()) {
            findings.add(Finding.missing("audio", say("doctor.unavailable"), lack.get()));
            return;
        }
        findings.add(Finding.ok("audio", say("doctor.sources", sample.audio().size())));
        boolean microphone = false;
        for (AudioLevel level : sample.audio()) {
            microphone |= level.source() == AudioLevel.Source.MICROPHONE;
            boolean closed = level.source() == AudioLevel.Source.MICROPHONE
                    && (policy == MicrophonePolicy.never || (policy == MicrophonePolicy.auto && !level.isInUse()));
            String name = level.source().wire() + " " + level.name() + ": ";
            findings.add(
                    closed
                            ? Finding.off("source:" + level.source().wire(), name + say("doctor.closed." + policy))
                            : Finding.ok(
                                    "source:" + level.source().wire(),
                                    name + level.rmsDb() + " dB" + (level.by() == null ? "" : ", " + level.by())));
        }
        if (!microphone) {
            findings.add(Finding.missing("source:microphone", say("doctor.nomic"), say("doctor.nomic.remedy")));
        }
    }
}
