package io.modehub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The agent as people install it: its archive, unpacked into a directory of its own. */
final class InstalledAgent {
    private final Path program;

    private InstalledAgent(Path program) {
        this.program = program;
    }

    /** Unpacks {@code agent/target/*.tar.gz} of this checkout. */
    static InstalledAgent unpack(Path target, Path into) {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(target, "modehub-agent-*.tar.gz")) {
            Path archive = archives.iterator().next();
            Files.createDirectories(into);
            run(new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", into.toString(), "--strip-components=1"));
            return new InstalledAgent(into.resolve("bin").resolve("modehub-agent"));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no archive of the agent in " + target + "; run agent/package", e);
        }
    }

    /** The program at another place, as in a package's tree. */
    static InstalledAgent at(Path program) {
        return new InstalledAgent(program);
    }

    Path program() {
        return program;
    }

    /** A start of it, with nothing of the present desktop. */
    ProcessBuilder command(Path userHome, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeAll(List.of(
                        "DISPLAY",
                        "WAYLAND_DISPLAY",
                        "XDG_SESSION_TYPE",
                        "XDG_CONFIG_HOME",
                        "XDG_RUNTIME_DIR",
                        "PULSE_SERVER",
                        "DBUS_SESSION_BUS_ADDRESS",
                        "LC_MESSAGES",
                        "LANG"));
        builder.environment().put("HOME", userHome.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs a command to its end and returns what it printed; throws unless it ends with the status. */
    static String run(ProcessBuilder builder, int status) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != status) {
                throw new IllegalStateException(builder.command() + " ended with " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static String run(ProcessBuilder builder) {
        return run(builder, 0);
    }
}
