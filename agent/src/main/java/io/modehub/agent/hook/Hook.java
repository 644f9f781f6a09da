package io.modehub.agent.hook;

import io.modehub.agent.log.Log;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the person's command when the mode changes: one at a time, for at most 30 s, with {@code MODEHUB_MODE},
 * {@code MODEHUB_PREVIOUS_MODE} (empty at first), {@code MODEHUB_CONFIDENCE} (0 to 1) and {@code MODEHUB_SINCE} in its
 * environment. While it runs only the newest change waits. Thread-safe.
 */
public final class Hook {
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final Log log;
    private final Duration longest;
    private @Nullable String command;
    private String told = "";
    private @Nullable Change waiting;
    private boolean running;

    private record Change(String command, String mode, String before, double confidence, Instant since) {}

    public Hook(Log log) {
        this(log, LONGEST);
    }

    Hook(Log log, Duration longest) {
        this.log = log;
        this.longest = longest;
    }

    /** What to run from now on; null for nothing. */
    public synchronized void use(@Nullable String newCommand) {
        command = newCommand;
    }

    /** Takes the mode the hub told; nothing happens if it is the one told before. */
    public synchronized void modeTold(String mode, double confidence, Instant since) {
        if (mode.equals(told)) {
            return;
        }
        String before = told;
        told = mode;
        String present = command;
        if (present == null) {
            return;
        }
        waiting = new Change(present, mode, before, confidence, since);
        if (!running) {
            running = true;
            Thread thread = new Thread(this::runWaiting, "hook");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void runWaiting() {
        Change change;
        while ((change = take()) != null) {
            try {
                run(change);
            } catch (IOException e) {
                log.line("the hook could not be started: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized @Nullable Change take() {
        Change next = waiting;
        waiting = null;
        running = next != null;
        return next;
    }

    private void run(Change change) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(shell(change.command));
        Map<String, String> environment = builder.environment();
        environment.put("MODEHUB_MODE", change.mode);
        environment.put("MODEHUB_PREVIOUS_MODE", change.before);
        environment.put("MODEHUB_CONFIDENCE", Double.toString(change.confidence));
        environment.put("MODEHUB_SINCE", change.since.toString());
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            long ms = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            log.line("hook for " + change.mode + ": ended with status " + process.exitValue() + " after " + ms + " ms");
        } else {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            log.line("hook for " + change.mode + ": stopped after " + longest.toSeconds() + " s");
        }
    }

    private static List<String> shell(String command) {
        return System.getProperty("os.name").startsWith("Windows")
                ? List.of("cmd", "/c", command)
                : List.of("/bin/sh", "-c", command);
    }
}
