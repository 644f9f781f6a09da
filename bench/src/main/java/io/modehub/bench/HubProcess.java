package io.modehub.bench;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.Secret;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A hub as users run it, in a process of its own on a data directory; it can be killed and started again. */
final class HubProcess implements AutoCloseable {
    private static final int START_SECONDS = 90;
    private static final int STOP_SECONDS = 60;
    private static final int LAST_WORDS = 40;
    private static final String LINK = "#/sign-in?token=";

    private final Path data;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile int port;
    private volatile String signInToken = "";

    /** @param data directory the hub may keep; its log lies beside it */
    HubProcess(Path data) {
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
    }

    /** Starts the hub and waits until it listens. */
    void start() {
        start(Map.of());
    }

    /** @param settings more of its environment */
    void start(Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-Xmx384m"));
        Path archive = jar().resolveSibling("modehub.jsa");
        if (Files.exists(archive)) {
            command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        }
        start(settings, command);
    }

    /** What was built, seen from the project's root or a module of it. */
    private static Path jar() {
        Path here = Path.of("backend", "target", "modehub.jar");
        Path jar = Files.exists(here) ? here : Path.of("..").resolve(here);
        if (!Files.exists(jar)) {
            throw new IllegalStateException("there is no " + jar + "; run ./run --build-only");
        }
        return jar.toAbsolutePath().normalize();
    }

    /** The Java we run on ourselves. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * @param settings more of its environment
     * @param java the command up to where the program is named
     */
    void start(Map<String, String> settings, List<String> java) {
        try {
            List<String> command = new ArrayList<>(java);
            command.addAll(List.of("-jar", jar().toString(), "--local"));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.equals("DATABASE_URL") || name.equals("HOST"));
            builder.environment().putAll(settings);
            builder.environment().putAll(Map.of("PORT", "0", "DATA_DIR", data.toString()));
            Process started = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            CompletableFuture<String> link = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(started, link), "hub-output");
            reader.setDaemon(true);
            reader.start();
            signInToken = link.get(START_SECONDS, TimeUnit.SECONDS);
            port = new JsonObject(Files.readString(data.resolve("hub.json"))).getInteger("port");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the hub did not start; it said last:\n" + lastWords(), e);
        }
    }

    /** The end of its log, which may be gone before somebody can look. */
    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return log + " can't be read: " + e;
        }
    }

    /** Kills the hub alone, at once; its PostgreSQL stays. */
    void kill() {
        process().destroyForcibly();
        awaitExit();
    }

    /** Takes the processor away from the hub alone; its PostgreSQL goes on. */
    void suspend() {
        signal("STOP");
    }

    /** Gives it back. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the hub has died by itself. */
    void awaitDeath() {
        awaitExit();
    }

    @Override
    public void close() {
        stop();
    }

    /** SIGTERM: the hub ends as it should, and its PostgreSQL with it. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            awaitExit();
        }
    }

    long pid() {
        return process().pid();
    }

    /** Where it listens now; another port after each start. */
    int port() {
        return port;
    }

    /** Token of the one-time link it printed. */
    String signInToken() {
        return signInToken;
    }

    /** The postmaster's process id, -1 while there is none. */
    long postgresPid() {
        List<String> lines = postmaster();
        return lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).strip());
    }

    /** Whether the server takes connections, as its own file tells. */
    boolean isPostgresReady() {
        List<String> lines = postmaster();
        return lines.size() > 7 && lines.get(7).strip().equals("ready");
    }

    /** The embedded database. */
    DatabaseUrl database() {
        try {
            return new DatabaseUrl(
                    "127.0.0.1",
                    Integer.parseInt(postmaster().get(3).strip()),
                    "postgres",
                    "modehub",
                    new Secret(
                            Files.readString(data.resolve("postgres/password")).strip()),
                    "disable");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it signs with. */
    Secret jwtSecret() {
        try {
            return new Secret(Files.readString(data.resolve("jwt-secret")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Programs that run from the data directory: those of its PostgreSQL. */
    List<ProcessHandle> processes() {
        String prefix = data.toAbsolutePath() + "/";
        return ProcessHandle.allProcesses()
                .filter(each -> each.info()
                        .command()
                        .filter(command -> command.startsWith(prefix))
                        .isPresent())
                .toList();
    }

    /** What the hub has logged. */
    Path log() {
        return log;
    }

    private List<String> postmaster() {
        try {
            return new ArrayList<>(Files.readAllLines(data.resolve("postgres/data/postmaster.pid")));
        } catch (IOException e) {
            return List.of();
        }
    }

    private void awaitExit() {
        try {
            if (!process().waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub did not end within " + Duration.ofSeconds(STOP_SECONDS));
            }
            process = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process process() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the hub does not run");
        }
        return running;
    }

    private static void read(Process process, CompletableFuture<String> link) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                int token = line.indexOf(LINK);
                if (token >= 0) {
                    link.complete(line.substring(token + LINK.length()).strip());
                }
            }
        } catch (IOException e) {
            link.completeExceptionally(e);
        }
        link.completeExceptionally(new IllegalStateException("the hub ended"));
    }
}
