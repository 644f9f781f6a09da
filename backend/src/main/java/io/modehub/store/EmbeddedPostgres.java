package io.modehub.store;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.FreePort;
import io.modehub.config.Secret;
import io.modehub.failure.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server of our own in the data directory, as durable as any: fsync, synchronous_commit and
 * full_page_writes on, passwords by SCRAM, loopback only. A server that dies is started again on the same port.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String USER = "modehub";
    private static final int START_SECONDS = 60;
    private static final int RESTART_TRIES = 60;
    private static final int RESTART_PAUSE_MS = 500;
    private static final String SERVER_SETTINGS = """
            # Written by Modehub at every start.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            max_connections = 40
            shared_buffers = '128MB'
            max_wal_size = '1GB'
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    private final Path home;
    private final Path binaries;
    private final PostgresPrograms programs;
    private final Path data;
    private final Secret password;
    private final int port;
    private boolean closing;
    private volatile CompletableFuture<Void> watching = CompletableFuture.completedFuture(null);

    private EmbeddedPostgres(Path home, Path binaries, Secret password, int port) throws IOException {
        this.home = home;
        this.binaries = binaries;
        this.programs = PostgresPrograms.in(home);
        this.data = home.resolve("data");
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server in {@code dataDir/postgres}, creating it at first; stops one that a killed hub left behind.
     * Blocks; throws {@link StartFailure} with the remedy.
     */
    public static EmbeddedPostgres start(Path dataDir) {
        Path home = dataDir.toAbsolutePath().resolve("postgres");
        try {
            Files.createDirectories(home);
            Path binaries = PostgresBinaries.unpackedIn(home);
            EmbeddedPostgres server = new EmbeddedPostgres(home, binaries, password(home), FreePort.find());
            server.initialise();
            server.stopLeftOver();
            server.launch();
            server.watch();
            return server;
        } catch (IOException e) {
            throw new StartFailure(
                    "DATA_DIR: the embedded PostgreSQL can't be set up in " + home + ": " + e.getMessage()
                            + "; free some space or choose another directory",
                    e);
        }
    }

    /** How to reach the server that runs in a data directory, as under a hub; empty where none does. */
    public static Optional<DatabaseUrl> running(Path dataDir) {
        Path home = dataDir.toAbsolutePath().resolve("postgres");
        try {
            List<String> lines = Files.readAllLines(home.resolve("data").resolve("postmaster.pid"));
            return isPostgres(Long.parseLong(lines.get(0).strip()))
                    ? Optional.of(new DatabaseUrl(
                            "127.0.0.1",
                            Integer.parseInt(lines.get(3).strip()),
                            "postgres",
                            USER,
                            password(home),
                            "disable"))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** How to reach the server. */
    public DatabaseUrl url() {
        return new DatabaseUrl("127.0.0.1", port, "postgres", USER, password, "disable");
    }

    /** The postmaster's process id, as its own file tells. */
    public long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /** Stops the server: clients are disconnected, everything committed is on disk. */
    @Override
    public synchronized void close() {
        closing = true;
        watching.cancel(false);
        pgCtl("stop", "-m", "fast", "-w", "-t", Integer.toString(START_SECONDS));
    }

    private void initialise() throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version).strip();
            if (!found.equals(PostgresBinaries.MAJOR)) {
                throw new StartFailure("DATA_DIR: " + data + " was written by PostgreSQL " + found
                        + ", this version runs " + PostgresBinaries.MAJOR
                        + "; export with the old version and import here, or choose another DATA_DIR");
            }
        } else {
            Path passwordFile = home.resolve("password");
            programs.run(List.of(
                    binaries.resolve("bin/initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C"));
        }
        Files.writeString(data.resolve("postgresql.auto.conf"), SERVER_SETTINGS);
    }

    private void stopLeftOver() throws IOException {
        if (!pgCtl("status").isEmpty()) {
            return;
        }
        if (isPostgres(pid())) {
            LOG.info("stopping the PostgreSQL that an earlier hub left running");
            pgCtl("stop", "-m", "fast", "-w", "-t", Integer.toString(START_SECONDS));
        } else {
            disown();
        }
    }

    /**
     * The process number left behind belongs to another program by now, as happens in a container started anew. We put our
     * own in its place: pg_ctl and PostgreSQL never take that one for a server. The other lines stay, since PostgreSQL sees
     * by them whether processes of the dead server still use its memory.
     */
    private void disown() throws IOException {
        Path file = data.resolve("postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);
    }

    /** By its name, which everybody may read, unlike the path of another user's program; one that nobody has waited for is dead. */
    private static boolean isPostgres(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(pid + " (postgres) ") && !stat.startsWith(pid + " (postgres) Z");
        } catch (IOException e) {
            return false;
        }
    }

    private void launch() {
        List<String> faults = pgCtl(
                "start",
                "-w",
                "-t",
                Integer.toString(START_SECONDS),
                "-l",
                home.resolve("server.log").toString(),
                "-o",
                "-p " + port);
        if (!faults.isEmpty()) {
            throw new StartFailure("the embedded PostgreSQL does not start; see " + home.resolve("server.log") + ": "
                    + String.join(" ", faults));
        }
    }

    private void watch() {
        watching = ProcessHandle.of(pid())
                .map(process -> process.onExit().thenRun(this::relaunch))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private void relaunch() {
        for (int tries = 0; tries < RESTART_TRIES; tries++) {
            if (relaunched()) {
                return;
            }
            pause();
        }
    }

    /** Excludes {@link #close}, which would otherwise miss a server that is just starting. */
    private synchronized boolean relaunched() {
        if (closing) {
            return true;
        }
        LOG.warn("the embedded PostgreSQL ended unexpectedly; starting it again");
        try {
            launch();
            watch();
            return true;
        } catch (StartFailure e) {
            LOG.warn("it did not start: {}", e.getMessage());
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RESTART_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the command complained about; empty when it succeeded. */
    private List<String> pgCtl(String action, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(binaries.resolve("bin/pg_ctl").toString(), action, "-D", data.toString()));
        command.addAll(List.of(arguments));
        return programs.refusal(command);
    }

    private static Secret password(Path home) throws IOException {
        Path file = home.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return new Secret(Files.readString(file).strip());
    }
}
