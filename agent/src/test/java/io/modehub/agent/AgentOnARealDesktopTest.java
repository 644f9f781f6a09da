package io.modehub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.link.TinyServer;
import io.modehub.agent.spool.Limits;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real program on real X11 and PulseAudio, against a hub that only listens and acknowledges. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class AgentOnARealDesktopTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final List<Activity> activities = new CopyOnWriteArrayList<>();
    private final List<AgentFrame.Levels> levels = new CopyOnWriteArrayList<>();

    @Test
    void reportsWhatHappensAndEndsCleanly() throws Exception {
        try (TestDesktop desktop = new TestDesktop(directory);
                TinyServer hub = new TinyServer()) {
            Process meeting = desktop.window("Zoom", "Weekly sync – Zoom Meeting");
            Process agent = startAgent(desktop, hub);
            TinyServer.Peer peer = hub.upgrade();
            greet(peer);
            Thread reader = new Thread(() -> readWhileOpen(peer));
            reader.start();

            Activity quiet = activity(a -> a.app().equals("Zoom") && "Weekly sync – Zoom Meeting".equals(a.title()));
            assertThat(quiet.idleMs()).isNotNull();
            assertThat(level(quiet, Source.SYSTEM).rmsDb()).isLessThan(-90);
            assertThat(level(quiet, Source.MICROPHONE).inUse()).isFalse();

            Process recorder = desktop.start("parec", "-d", "mic", "--client-name=Zoom Größe", "--raw");
            Process theirs = desktop.speech("speakers");
            Process mine = desktop.speech("micfeed");
            Activity talking = activity(a -> level(a, Source.SYSTEM).voice() > 0.5
                    && level(a, Source.MICROPHONE).voice() > 0.5);
            assertThat(level(talking, Source.SYSTEM).rmsDb()).isBetween(-50.0, -5.0);
            assertThat(level(talking, Source.MICROPHONE).isInUse()).isTrue();
            assertThat(level(talking, Source.MICROPHONE).by()).isEqualTo("Zoom Größe");
            assertThat(level(talking, Source.MICROPHONE).name()).isEqualTo("Mic");
            await().atMost(SOON).until(() -> levels.stream()
                    .anyMatch(l -> l.audio().stream().anyMatch(a -> a.rmsDb() > -50)));

            TestDesktop.end(mine);
            TestDesktop.end(theirs);
            TestDesktop.end(recorder);
            activities.clear();
            Activity over = activity(a -> !level(a, Source.MICROPHONE).isInUse());
            assertThat(level(over, Source.MICROPHONE).rmsDb()).isEqualTo(AudioLevel.SILENCE_DB);

            desktop.run("xdotool", "mousemove", "700", "500");
            assertThat(activity(a -> a.mouse() > 0).idleMs()).isLessThan(60_000);
            desktop.run("xdotool", "type", "--delay", "200", "not one of these keys is seen");
            activity(a -> a.keyboard() > 0);

            TestDesktop.end(meeting);
            desktop.window("Editor", "Notes");
            activity(a -> a.app().equals("Editor"));

            List<ProcessHandle> children = agent.descendants().toList();
            assertThat(children).as("the recorder and the listener").isNotEmpty();
            Instant killed = Instant.now();
            agent.destroy();
            assertThat(agent.waitFor(2, TimeUnit.SECONDS))
                    .as("ends within two seconds")
                    .isTrue();
            await().atMost(Duration.ofSeconds(2)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            reader.join();
            assertThat(bytesSpooled()).as("no sound on disk").isLessThan(100_000);
            assertThat(lastSpooled().end()).as("what was measured last is kept").isAfter(killed.minusMillis(2_500));
        }
    }

    @Test
    void runsOnWithoutDesktopSoundAndNetworkAndSaysWhatItLacks() throws Exception {
        AgentHome home = new AgentHome(directory.resolve("agent"));
        home.store(new Account(URI.create("http://127.0.0.1:1"), "a", "secret", "d"));
        Path said = directory.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"));
        builder.environment().put("PULSE_SERVER", "unix:" + directory.resolve("nobody"));
        Process agent = builder.redirectOutput(said.toFile()).start();
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(Files.readString(said))
                    .contains("no PulseAudio or PipeWire server answers", "DISPLAY is not set", "link lost"));
            Process second =
                    new ProcessBuilder(command()).redirectErrorStream(true).start();
            assertThat(new String(second.getInputStream().readAllBytes())).contains("another agent is already running");
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(agent.isAlive()).isTrue();
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        assertThat(Files.readString(said)).doesNotContain("secret");
    }

    private Process startAgent(TestDesktop desktop, TinyServer hub) throws Exception {
        new AgentHome(directory.resolve("agent")).store(new Account(hub.address(), "a", "secret", "d"));
        return desktop.start(command());
    }

    private String[] command() {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            "io.modehub.agent.Main",
            "run",
            "--home",
            directory.resolve("agent").toString()
        };
    }

    private static void greet(TinyServer.Peer peer) throws IOException {
        AgentFrame.Hello hello =
                (AgentFrame.Hello) AgentFrames.decode(peer.read().text());
        assertThat(hello.platform()).isEqualTo("linux");
        assertThat(hello.sensors()).containsExactlyInAnyOrder("window", "idle", "pointer", "keyboard", "audio");
        assertThat(hello.sources())
                .contains(new AgentFrame.AudioSource(Source.MICROPHONE, "Mic"))
                .anyMatch(source -> source.source() == Source.SYSTEM);
        peer.text(HubFrames.encode(new HubFrame.Welcome(0, 100, 100, 25_000, Instant.now(), null)));
        peer.text(HubFrames.encode(new HubFrame.Watch(120_000)));
    }

    private void readWhileOpen(TinyServer.Peer peer) {
        try (peer) {
            TinyServer.Frame frame = peer.read();
            while (frame.opcode() == 1) {
                take(peer, AgentFrames.decode(frame.text()));
                frame = peer.read();
            }
        } catch (IOException e) {
            // The agent has gone.
        }
    }

    private void take(TinyServer.Peer peer, AgentFrame frame) throws IOException {
        if (frame instanceof AgentFrame.Levels latest) {
            levels.add(latest);
        } else if (frame instanceof AgentFrame.Activities batch) {
            batch.items().forEach(item -> activities.add(((AgentFrame.Valid) item).activity()));
            long through = batch.first() + batch.items().size() - 1;
            peer.text(HubFrames.encode(new HubFrame.Ack(through, null)));
        }
    }

    private Activity activity(Predicate<Activity> wanted) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(activities).as("activities so far").anyMatch(wanted));
        return activities.stream().filter(wanted).findFirst().orElseThrow();
    }

    private static AudioLevel level(Activity activity, Source source) {
        return activity.audio().stream()
                .filter(level -> level.source() == source)
                .findFirst()
                .orElse(new AudioLevel(source, null, AudioLevel.SILENCE_DB, AudioLevel.SILENCE_DB, 0, null, null));
    }

    private Activity lastSpooled() throws IOException {
        try (Spool spool = Spool.open(directory.resolve("agent").resolve("spool"), Limits.USUAL, Clock.systemUTC())) {
            AgentFrame frame = spool.read(spool.next() - 1, 1, 100_000).orElseThrow();
            return ((AgentFrame.Valid) ((AgentFrame.Activities) frame).items().get(0)).activity();
        }
    }

    private long bytesSpooled() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("agent").resolve("spool"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
