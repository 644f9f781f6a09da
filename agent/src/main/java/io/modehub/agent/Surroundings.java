package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.FlatJson;
import io.modehub.agent.control.ControlClient;
import io.modehub.agent.link.HubCheck;
import io.modehub.agent.link.LinkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code doctor} says about all but the sensors: home, choices, pairing, hub, clock, and whether an agent runs. */
final class Surroundings {
    private static final Duration CLOCK_OFF = Duration.ofMinutes(2);

    private final AgentHome home;

    Surroundings(AgentHome home) {
        this.home = home;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(directory());
        findings.add(settings());
        Optional<Map<String, String>> status = status();
        try {
            Optional<Account> account = home.account();
            if (account.isEmpty()) {
                findings.add(Finding.missing("pairing", say("doctor.unpaired"), say("run.unpaired")));
            } else {
                findings.add(Finding.ok("pairing", account.get().url().toString()));
                findings.add(status.isPresent() ? link(status.get()) : hub(account.get()));
            }
        } catch (ConfigException e) {
            findings.add(Finding.missing("pairing", say("doctor.unavailable"), String.valueOf(e.getMessage())));
        }
        status.ifPresent(running -> findings.add(clock(running)));
        findings.add(
                status.isPresent()
                        ? Finding.ok("agent", say("doctor.running", status.get().getOrDefault("pid", "?")))
                        : Finding.missing("agent", say("doctor.notrunning"), say("doctor.start")));
        findings.add(
                Autostart.isInstalled()
                        ? Finding.ok("autostart", say("doctor.installed"))
                        : Finding.off("autostart", say("doctor.notinstalled")));
        return findings;
    }

    private Finding directory() {
        Path directory = home.directory();
        Path present = Files.exists(directory) ? directory : Path.of(System.getProperty("user.home"));
        return Files.isWritable(present)
                ? Finding.ok("home", directory.toString())
                : Finding.missing("home", directory.toString(), say("doctor.unwritable", directory));
    }

    private Finding settings() {
        try {
            AgentHome.ReadSettings read = home.readSettings();
            if (!read.unknown().isEmpty()) {
                return Finding.missing(
                        "settings",
                        say("doctor.unknown", String.join(", ", read.unknown())),
                        say("doctor.keys", AgentHome.settingKeys()));
            }
            Optional<Instant> paused = home.pausedUntil().filter(until -> until.isAfter(Instant.now()));
            return paused.isPresent()
                    ? Finding.off("settings", PauseCommand.sentence(paused.get()))
                    : Finding.ok(
                            "settings",
                            say("doctor.titles", read.settings().privacy().titles()));
        } catch (ConfigException e) {
            return Finding.missing("settings", say("doctor.unavailable"), String.valueOf(e.getMessage()));
        }
    }

    private Optional<Map<String, String>> status() {
        try {
            Optional<String> answer = ControlClient.answer(home.directory(), Map.of("do", "status"));
            return answer.isEmpty() ? Optional.empty() : Optional.of(FlatJson.readAll(answer.get()));
        } catch (ConfigException | IOException e) {
            return Optional.empty();
        }
    }

    private static Finding link(Map<String, String> status) {
        if ("true".equals(status.get("linked"))) {
            return Finding.ok("hub", say("doctor.linked", status.getOrDefault("waiting", "0")));
        }
        String why = status.getOrDefault("why", say("status.trying"));
        return Finding.missing(
                "hub", why, say("true".equals(status.get("pairAgain")) ? "run.unpaired" : "doctor.hub.remedy"));
    }

    /** Nobody is linked, so that asking disturbs nobody. */
    private static Finding hub(Account account) {
        Optional<String> fault = HubCheck.fault(new LinkSettings.Target(account.url(), account.token()));
        return fault.isEmpty()
                ? Finding.ok("hub", say("doctor.hub.ok"))
                : Finding.missing("hub", fault.get(), say("doctor.hub.remedy"));
    }

    private static Finding clock(Map<String, String> status) {
        Duration ahead = Duration.ofMillis(Long.parseLong(status.getOrDefault("clockAheadMs", "0")));
        String seconds = Long.toString(ahead.toSeconds());
        return ahead.abs().compareTo(CLOCK_OFF) > 0
                ? Finding.missing("clock", say("doctor.clock", seconds), say("doctor.clock.remedy"))
                : Finding.ok("clock", say("doctor.clock", seconds));
    }
}
