package io.modehub.bench;

import io.modehub.activity.UserId;
import io.modehub.agent.TestDesktop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the agent takes on a person's machine: real PulseAudio and X, a window whose title changes each second, speech on
 * the speakers and at a microphone that another program records from.
 */
final class AgentBenchmark {
    private static final String TITLES =
            "i=0; while :; do i=$((i+1)); printf '\\033]0;Document %s\\007' $i; sleep 1; done";

    private AgentBenchmark() {}

    static Figures run(HubProcess hub, boolean brief) {
        Path directory = temporary();
        try (Relay relay = new Relay(hub::port);
                TestDesktop desktop = new TestDesktop(directory)) {
            InstalledAgent agent = InstalledAgent.unpack(Path.of("agent", "target"), directory.resolve("program"));
            pair(hub, agent, relay, directory);
            desktop.start("xterm", "-class", "Editor", "-e", "bash", "-c", TITLES);
            desktop.start("parec", "-d", "mic", "--client-name=Recorder", "--raw");
            desktop.speech("speakers");
            desktop.speech("micfeed");
            List<Double> starts = new ArrayList<>();
            Process running = start(agent, desktop, directory, starts);
            for (int i = 1; i < (brief ? 3 : 7); i++) {
                end(running);
                running = start(agent, desktop, directory, starts);
            }
            Collections.sort(starts);
            Figures figures = new Figures("agent", brief)
                    .part("two sources with speech, a window whose title changes each second")
                    .add("startMs", "process start to connected, median", starts.get(starts.size() / 2), "ms");
            measure(running, relay, figures, brief ? 20 : 120);
            end(running);
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void pair(HubProcess hub, InstalledAgent agent, Relay relay, Path directory) {
        try (People people = new People(hub.database())) {
            UserId person = people.create();
            InstalledAgent.run(agent.command(
                    directory,
                    java.util.Map.of(),
                    "pair",
                    relay.address(),
                    people.pairingCode(person),
                    "--home",
                    directory.resolve("agent").toString()));
        }
    }

    private static Process start(InstalledAgent agent, TestDesktop desktop, Path directory, List<Double> starts)
            throws IOException {
        ProcessBuilder builder = agent.command(
                directory,
                desktop.environment(),
                "run",
                "--home",
                directory.resolve("agent").toString());
        long begun = System.nanoTime();
        Process process = builder.start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("linked to")) {
                starts.add((System.nanoTime() - begun) / 1e6);
                // It says next to nothing from now on, which the pipe has room for.
                return process;
            }
        }
        throw new IllegalStateException("the agent ended before it was linked");
    }

    private static void measure(Process agent, Relay relay, Figures figures, int seconds)
            throws InterruptedException, IOException {
        // What starting costs is over, and the compiler has had its turn.
        Thread.sleep(10_000);
        long pid = agent.pid();
        List<Long> recorders = agent.descendants().map(ProcessHandle::pid).toList();
        long cpu = CpuTime.micros(pid);
        long recordersCpu = recorders.stream().mapToLong(CpuTime::micros).sum();
        long wakeUps = wakeUps(pid);
        long out = relay.bytesToHub();
        long in = relay.bytesFromHub();
        long begun = System.nanoTime();
        Thread.sleep(seconds * 1_000L);
        double passed = (System.nanoTime() - begun) / 1e9;
        figures.add("rssMb", "memory of the agent (RSS)", memory(pid, "VmRSS:") / 1_024.0, "MB")
                .add("rssPeakMb", "at most since its start", memory(pid, "VmHWM:") / 1_024.0, "MB")
                .add(
                        "recordersPssMb",
                        "its " + recorders.size() + " helpers (parec, pactl), shared parts once",
                        recorders.stream().mapToLong(AgentBenchmark::pss).sum() / 1_024.0,
                        "MB")
                .add("cpuPercent", "CPU of the agent", (CpuTime.micros(pid) - cpu) / 1e4 / passed, "% of a core")
                .add(
                        "recordersCpuPercent",
                        "CPU of its helpers",
                        (recorders.stream().mapToLong(CpuTime::micros).sum() - recordersCpu) / 1e4 / passed,
                        "% of a core")
                .add("wakeUpsPerSecond", "wake-ups of the agent", (wakeUps(pid) - wakeUps) / passed, "/s")
                .add("sentKbPerHour", "sent to the hub", (relay.bytesToHub() - out) * 3.6 / passed, "kB/h")
                .add("receivedKbPerHour", "received from the hub", (relay.bytesFromHub() - in) * 3.6 / passed, "kB/h");
    }

    private static long memory(long pid, String field) throws IOException {
        return number(Path.of("/proc", Long.toString(pid), "status"), field);
    }

    private static long pss(long pid) {
        try {
            return number(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
        } catch (IOException e) {
            return 0;
        }
    }

    /** How often its threads waited for something and then ran again. */
    private static long wakeUps(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            long sum = 0;
            for (Path task : tasks.toList()) {
                sum += number(task.resolve("status"), "voluntary_ctxt_switches:");
            }
            return sum;
        }
    }

    private static long number(Path file, String field) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0);
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("modehub-agent-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
