package io.modehub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as people start it: a process with an environment, an exit status and something to say. */
final class HubProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private HubProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code io.modehub.Main} with these variables and no other of ours. */
    static HubProcess start(Map<String, String> environment, String... flags) {
        try {
            Path out = Files.createTempFile("modehub-test", ".out");
            Path err = Files.createTempFile("modehub-test", ".err");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.modehub.Main")
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.command().addAll(java.util.List.of(flags));
            builder.environment().clear();
            builder.environment().put("PATH", System.getenv("PATH"));
            builder.environment().putAll(environment);
            return new HubProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit status, once there is one. */
    int exit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs; " + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it said on the error stream so far. */
    String said() {
        return read(err);
    }

    /** What it printed so far. */
    String printed() {
        return read(out);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** As Ctrl-C or an operating system would. */
    void terminate() {
        process.destroy();
    }

    /** Without a warning. */
    void kill() {
        process.destroyForcibly();
        exit();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
            exit();
        }
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
