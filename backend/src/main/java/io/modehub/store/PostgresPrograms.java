package io.modehub.store;

import io.modehub.failure.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the server's programs. PostgreSQL refuses root, so for root they run in a user namespace of their own, where that is
 * allowed: there we are nobody, but still reach root's files. In a plain container it isn't allowed; then they run as the
 * user nobody, to whom the server's files are given, and who may enter root's directories to reach them. Files that
 * another user owns already are served as that user.
 */
final class PostgresPrograms {
    private static final int TIMEOUT_SECONDS = 120;
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final String OWNER = "unix:uid";

    private final Path home;
    private final List<String> prefix;

    private PostgresPrograms(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    /** For the server in a directory that holds all it needs; throws {@link StartFailure} where nobody can run it. */
    static PostgresPrograms in(Path home) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new PostgresPrograms(home, List.of());
        }
        int owner = owner(home);
        PostgresPrograms apart = new PostgresPrograms(home, List.of("unshare", "-U"));
        if (owner == ROOT && apart.refusal(List.of("true")).isEmpty()) {
            return apart;
        }
        int user = owner == ROOT ? NOBODY : owner;
        // Without the first of these access(2), by which PostgreSQL looks for its programs, would not count the right.
        PostgresPrograms other = new PostgresPrograms(
                home,
                List.of(
                        "setpriv",
                        "--securebits=+no_setuid_fixup",
                        "--reuid=" + user,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        "--inh-caps=-all,+dac_override",
                        "--ambient-caps=-all,+dac_override",
                        "--"));
        List<String> refusal = other.refusal(List.of("true"));
        if (!refusal.isEmpty()) {
            throw new StartFailure("PostgreSQL refuses to run as root, and root may neither make a user namespace here nor"
                    + " become user " + user + " " + refusal + "; start the hub as an ordinary user, or set DATABASE_URL to"
                    + " a PostgreSQL of your own");
        }
        own(home, user);
        return other;
    }

    /** Runs one to its end; what it printed is the message of the {@link StartFailure} it may end with. */
    void run(List<String> command) throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        Path output = Files.createTempFile(home, "command", ".log");
        try {
            Process process = new ProcessBuilder(line)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StartFailure(command.get(0) + " did not end in time");
            }
            if (process.exitValue() != 0) {
                throw new StartFailure(Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** What a command complained about; empty when it succeeded. */
    List<String> refusal(List<String> command) {
        try {
            run(command);
            return List.of();
        } catch (StartFailure | IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static void own(Path home, int user) throws IOException {
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.toList()) {
                if (owner(path) != user) {
                    Files.setAttribute(path, OWNER, user, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, OWNER, LinkOption.NOFOLLOW_LINKS);
    }
}
