package io.modehub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.link.TinyServer;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real program on a real desktop: everything it writes and sends is searched for what it must not tell. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class AgentPrivacyTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WINDOW = 8;

    @TempDir
    private Path directory;

    private Process running;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final byte[] noise = new byte[16_000];

    @AfterEach
    void endTheAgent() {
        if (running != null) {
            TestDesktop.end(running);
        }
    }

    @Test
    void writesAndSendsNeitherWhatIsExcludedNorASampleOfSound() throws Exception {
        new Random(5).nextBytes(noise);
        Path home = directory.resolve("agent");
        try (TestDesktop desktop = new TestDesktop(directory);
                TinyServer hub = new TinyServer()) {
            new AgentHome(home).store(new Account(hub.address(), "a", "secret", "d"));
            Files.writeString(home.resolve("settings"), """
                    titles = cleaned
                    exclude = Vault
                    microphone = always
                    speakers = headset
                    """);
            Process editor = desktop.window("Editor", "Notes 4711 for ann@example.com");
            Process agent = agent(desktop, "run").start();
            running = agent;
            TinyServer.Peer peer = hub.upgrade();
            sent.writeBytes(peer.read().text().getBytes(StandardCharsets.UTF_8));
            peer.text(HubFrames.encode(new HubFrame.Welcome(0, 100, 100, 25_000, Instant.now(), null)));
            peer.text(HubFrames.encode(new HubFrame.Watch(600_000)));
            Thread reader = new Thread(() -> readWhileOpen(peer));
            reader.start();
            await().atMost(SOON).until(() -> said().contains("\"title\":\"Notes … for …\""));
            await().atMost(SOON).until(() -> said().matches("(?s).*\"rmsDb\":-[0-9][0-9]?\\.[0-9].*"));

            Process vault = desktop.window("Vault", "TOPSECRET of the vault");
            TestDesktop.end(editor);
            Process secret = desktop.window("firefox", "HIDDENPARTY — Mozilla Firefox (Private Browsing)");
            Thread.sleep(3_000); // long enough that either would have been sampled and sent as levels
            TestDesktop.end(vault);
            TestDesktop.end(secret);
            desktop.window("Player", "x".repeat(100_000) + "\u0007\u001b");
            await().atMost(SOON).until(() -> said().contains("\"app\":\"Player\""));

            // The chosen source appears, and goes again: the default takes its place.
            assertThat(said()).doesNotContain("Monitor of Headset");
            desktop.run(
                    "bash",
                    "-c",
                    "pactl load-module module-null-sink sink_name=headset "
                            + "sink_properties=device.description=Headset > " + directory.resolve("module"));
            await().atMost(SOON).until(() -> said().contains("Monitor of Headset"));
            desktop.run("bash", "-c", "pactl unload-module $(cat " + directory.resolve("module") + ")");
            await().atMost(SOON).until(() -> lastSources().stream().noneMatch(name -> name.contains("Headset")));
            assertThat(lastSources()).hasSize(2);

            String peeked = output(agent(desktop, "peek", "--for", "2s", "--json"));
            assertThat(peeked.lines()).isNotEmpty().allMatch(line -> said().contains(line));

            assertThat(output(agent(desktop, "pause", "30m"))).startsWith("Paused until");
            await().atMost(SOON).until(() -> agent.descendants()
                    .noneMatch(child -> child.info().commandLine().orElse("").contains("noise.raw")));
            int before = said().length();
            Thread.sleep(1_500); // a second in which levels would have been sent
            assertThat(said().substring(before))
                    .as("nothing is sent during a pause")
                    .doesNotContain("\"levels\"");
            assertThat(writableFiles(agent.pid())).allMatch(file -> file.startsWith(home.resolve("spool")));
            agent.destroy();
            agent.waitFor();
            reader.join();
        }
        Map<String, byte[]> all = new java.util.TreeMap<>();
        all.put("socket", sent.toByteArray());
        try (Stream<Path> files = Files.walk(home)) {
            // All but what the person wrote.
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("settings"))
                    .toList()) {
                all.put(file.toString(), Files.readAllBytes(file));
            }
        }
        assertThat(all).hasSizeGreaterThan(2);
        Set<Long> samples = windows();
        String base64 = Base64.getEncoder().encodeToString(noise);
        all.forEach((where, bytes) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertThat(text).as(where).doesNotContain("TOPSECRET", "Vault", "HIDDENPARTY", "4711", "ann@", "xxxx");
            for (int i = 0; i + WINDOW <= bytes.length; i++) {
                assertThat(samples.contains(ByteBuffer.wrap(bytes, i, WINDOW).getLong()))
                        .as("samples of sound in " + where)
                        .isFalse();
            }
            for (int i = 0; i + 16 < base64.length(); i += 64) {
                assertThat(text).as(where).doesNotContain(base64.substring(i, i + 16));
            }
        });
    }

    /** Its recorder is a program whose every sample is known. */
    private ProcessBuilder agent(TestDesktop desktop, String... arguments) throws IOException {
        Path programs = directory.resolve("programs");
        if (!Files.exists(programs)) {
            Files.createDirectories(programs);
            Files.write(directory.resolve("noise.raw"), noise);
            Path parec = programs.resolve("parec");
            Files.writeString(
                    parec, "#!/bin/bash\nwhile :; do cat " + directory.resolve("noise.raw") + "; sleep 1; done\n");
            Files.setPosixFilePermissions(parec, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "io.modehub.agent.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", directory.resolve("agent").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("WAYLAND_DISPLAY", "XAUTHORITY"));
        builder.environment().putAll(desktop.environment());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectError(directory.resolve("log.txt").toFile());
        return builder;
    }

    private static String output(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    private void readWhileOpen(TinyServer.Peer peer) {
        try (peer) {
            while (true) {
                TinyServer.Frame frame = peer.read();
                if (frame.opcode() != 1) {
                    return;
                }
                synchronized (sent) {
                    sent.writeBytes((frame.text() + "\n").getBytes(StandardCharsets.UTF_8));
                }
                if (AgentFrames.decode(frame.text()) instanceof AgentFrame.Activities batch) {
                    peer.text(HubFrames.encode(
                            new HubFrame.Ack(batch.first() + batch.items().size() - 1, null)));
                }
            }
        } catch (IOException e) {
            // The agent has gone.
        }
    }

    private String said() {
        synchronized (sent) {
            return sent.toString(StandardCharsets.UTF_8);
        }
    }

    /** Names of the sources in the newest meters. */
    private List<String> lastSources() {
        return said().lines()
                .filter(line -> line.startsWith("{\"type\":\"levels\""))
                .reduce((first, second) -> second)
                .map(line -> ((AgentFrame.Levels) AgentFrames.decode(line))
                        .audio().stream()
                                .map(level -> String.valueOf(level.name()))
                                .toList())
                .orElse(List.of("none yet"));
    }

    private Set<Long> windows() {
        Set<Long> windows = new HashSet<>();
        for (int i = 0; i + WINDOW <= noise.length; i++) {
            windows.add(ByteBuffer.wrap(noise, i, WINDOW).getLong());
        }
        return windows;
    }

    /** Regular files the process holds open for writing, beside its log. */
    private List<Path> writableFiles(long pid) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path link : open.toList()) {
                Path file = Files.readSymbolicLink(link);
                String info = Files.readString(Path.of(
                        "/proc",
                        Long.toString(pid),
                        "fdinfo",
                        link.getFileName().toString()));
                boolean writable = info.lines()
                        .filter(line -> line.startsWith("flags:"))
                        .anyMatch(line -> (line.charAt(line.length() - 1) - '0') % 4 != 0);
                if (writable && Files.isRegularFile(file) && !file.endsWith("log.txt")) {
                    files.add(file);
                }
            }
        }
        return files;
    }
}
