package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.ConfigException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starting with the desktop session: a systemd user unit, or an entry of the desktop's autostart where the session has no
 * systemd of its own.
 */
final class Autostart {
    private static final String UNIT = "modehub-agent.service";
    private static final int SYSTEMCTL_SECONDS = 20;

    private Autostart() {}

    static boolean isInstalled() {
        return Files.exists(unit()) || Files.exists(entry());
    }

    /** Writes what starts the agent, starts it if that is possible, and says which file that is. */
    static Path install(List<String> arguments) throws ConfigException {
        String program = program();
        try {
            if (systemctl("daemon-reload")) {
                Path unit = unit();
                Files.createDirectories(directoryOf(unit));
                Files.writeString(unit, unitText(program, arguments));
                systemctl("daemon-reload");
                if (!systemctl("enable", "--now", UNIT)) {
                    throw new ConfigException(say("install.unit", UNIT));
                }
                return unit;
            }
            Path entry = entry();
            Files.createDirectories(directoryOf(entry));
            Files.writeString(entry, entryText(program, arguments));
            return entry;
        } catch (IOException e) {
            throw new ConfigException(say("install.unwritten", String.valueOf(e.getMessage())));
        }
    }

    /** Whether the agent was started by installing it. */
    static boolean isStarted(Path installed) {
        return installed.equals(unit());
    }

    /** Takes all of it away and says what there was. */
    static List<Path> uninstall() throws ConfigException {
        List<Path> removed = new ArrayList<>();
        try {
            if (Files.exists(unit())) {
                systemctl("disable", "--now", UNIT);
                removed.add(unit());
                Files.delete(unit());
                Path wanted = directoryOf(unit()).resolve("graphical-session.target.wants");
                Files.deleteIfExists(wanted.resolve(UNIT));
                systemctl("daemon-reload");
            }
            if (Files.deleteIfExists(entry())) {
                removed.add(entry());
            }
        } catch (IOException e) {
            throw new ConfigException(say("install.unwritten", String.valueOf(e.getMessage())));
        }
        return removed;
    }

    /** The unit of the packages, with another command line. */
    private static String unitText(String program, List<String> arguments) throws IOException {
        try (InputStream in = Autostart.class.getResourceAsStream(UNIT)) {
            if (in == null) {
                throw new IOException(UNIT + " is missing in this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@COMMAND@", commandLine(program, arguments));
        }
    }

    private static String entryText(String program, List<String> arguments) {
        return """
                [Desktop Entry]
                Type=Application
                Name=Modehub agent
                Exec=%s
                NoDisplay=true
                """.formatted(commandLine(program, arguments));
    }

    private static String commandLine(String program, List<String> arguments) {
        StringBuilder line = new StringBuilder(quoted(program)).append(" run");
        arguments.forEach(argument -> line.append(' ').append(quoted(argument)));
        return line.toString();
    }

    /** Both kinds of file take double quotes, and give a percent sign a meaning. */
    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }

    /** How this program was started: the launcher says so. */
    private static String program() throws ConfigException {
        @Nullable String program = System.getProperty("modehub.program");
        if (program == null) {
            throw new ConfigException(say("install.program"));
        }
        return program;
    }

    private static Path unit() {
        return config().resolve("systemd").resolve("user").resolve(UNIT);
    }

    private static Path entry() {
        return config().resolve("autostart").resolve("modehub-agent.desktop");
    }

    private static Path config() {
        Map<String, String> environment = System.getenv();
        String xdg = environment.get("XDG_CONFIG_HOME");
        return xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
    }

    private static Path directoryOf(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IOException(file + " has no directory");
        }
        return directory;
    }

    private static boolean systemctl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("systemctl", "--user"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(SYSTEMCTL_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
