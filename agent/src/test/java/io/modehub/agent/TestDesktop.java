package io.modehub.agent;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A desktop session without a screen or a sound card: Xvfb with openbox, PulseAudio with a null sink for the speakers,
 * another that feeds a pretended microphone called {@code mic}. All in one fresh directory, all ended by {@link #close}.
 */
public final class TestDesktop implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of(
            "Xvfb", "openbox", "xterm", "xdotool", "pulseaudio", "pactl", "parec", "paplay", "espeak-ng", "bash");

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<Process> processes = new ArrayDeque<>();

    public TestDesktop(Path directory) throws IOException {
        this.directory = directory;
        requirePrograms();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        environment.put("HOME", directory.toString());
        environment.put("XDG_RUNTIME_DIR", directory.toString());
        environment.put("XDG_SESSION_TYPE", "x11");
        environment.put("PULSE_SERVER", "unix:" + directory.resolve("p.sock"));
        try {
            startSound();
            startScreen();
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts a program in this session; it is ended with the session at the latest. */
    public Process start(String... command) throws IOException {
        return start(ProcessBuilder.Redirect.DISCARD, command);
    }

    /** Runs a program in this session to its end. */
    public void run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    /** Opens a window that claims to be an application's. */
    public Process window(String app, String title) throws IOException {
        return start("xterm", "-class", app, "-title", title, "-e", "sleep", "600");
    }

    /** Speaks on a sink until the returned process is destroyed. */
    public Process speech(String sink) throws IOException, InterruptedException {
        Path wave = directory.resolve("speech.wav");
        if (!Files.exists(wave)) {
            run(
                    "espeak-ng",
                    "-v",
                    "en",
                    "-w",
                    wave.toString(),
                    "Good morning everybody. Let us begin with a short "
                            + "update, and then talk about the coming week. I think we should ship on Friday.");
        }
        return start("bash", "-c", "while paplay -d \"$0\" \"$1\"; do :; done", sink, wave.toString());
    }

    /** Ends a process and its children, and waits until they are gone. */
    public static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(0, process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    @Override
    public void close() {
        processes.forEach(TestDesktop::end);
    }

    /** The session's own variables, for programs that are started otherwise. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    private static void requirePrograms() {
        List<String> missing = PROGRAMS.stream()
                .filter(program -> Arrays.stream(System.getenv("PATH").split(":"))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("missing are " + missing + "; apt-get install xvfb openbox xterm xdotool "
                    + "pulseaudio pulseaudio-utils espeak-ng");
        }
    }

    private void startSound() throws IOException {
        Path script = directory.resolve("d.pa");
        Files.writeString(script, """
                load-module module-native-protocol-unix auth-anonymous=1 socket=%s
                load-module module-null-sink sink_name=speakers rate=48000
                load-module module-null-sink sink_name=micfeed rate=48000
                load-module module-remap-source master=micfeed.monitor source_name=mic source_properties=device.description=Mic
                set-default-sink speakers
                set-default-source mic
                """.formatted(directory.resolve("p.sock")));
        start(
                "pulseaudio",
                "-n",
                "-F",
                script.toString(),
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--disable-shm=yes",
                "--realtime=no",
                "--high-priority=no",
                "--log-level=error");
        await("PulseAudio answers")
                .atMost(Duration.ofSeconds(20))
                .until(() -> start("pactl", "info").waitFor() == 0);
    }

    private void startScreen() throws IOException {
        Process screen = start(
                ProcessBuilder.Redirect.PIPE,
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1024x768x24",
                "-nolisten",
                "tcp");
        String number =
                new BufferedReader(new InputStreamReader(screen.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (number == null) {
            throw new IllegalStateException("Xvfb says no display");
        }
        environment.put("DISPLAY", ":" + number.strip());
        start("openbox");
        // A window opened before the window manager is there never becomes the active one.
        await("openbox manages the windows")
                .atMost(Duration.ofSeconds(20))
                .until(() -> start("xdotool", "get_desktop").waitFor() == 0);
    }

    private Process start(ProcessBuilder.Redirect output, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(List.of("WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS"));
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.txt").toFile()))
                .start();
        processes.push(process);
        return process;
    }
}
