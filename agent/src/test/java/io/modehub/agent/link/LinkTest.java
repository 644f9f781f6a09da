package io.modehub.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modehub.agent.log.Log;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private TinyServer server;
    private final Heard listener = new Heard();
    private FixedSettings settings;
    private Link link;

    @BeforeEach
    void listen() throws IOException {
        server = new TinyServer();
        settings = new FixedSettings();
        link = new Link(settings, outbox, this::hello, listener, new Log(new PrintStream(said, true)));
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void saysHelloAndGoesOnBehindWhatTheHubHas() throws Exception {
        outbox.fill(5);
        outbox.beforeSending(3);
        TinyServer.Peer peer = welcomed(3, 100, 100);
        AgentFrame.Activities batch = (AgentFrame.Activities) frame(peer);
        assertThat(batch.first()).isEqualTo(4);
        assertThat(batch.items()).hasSize(2);
        assertThat(outbox.sent()).isEqualTo(5);
        assertThat(outbox.acked).isEqualTo(3);
        send(peer, new HubFrame.Ack(5, null));
        await().until(() -> outbox.acked == 5);
    }

    @Test
    void keepsWithinWindowAndBatch() throws Exception {
        outbox.fill(10);
        TinyServer.Peer peer = welcomed(0, 5, 3);
        assertThat(((AgentFrame.Activities) frame(peer)).items()).hasSize(3);
        assertThat(((AgentFrame.Activities) frame(peer)).items()).hasSize(2);
        send(peer, new HubFrame.Ack(1, 3));
        send(peer, new HubFrame.Ack(4, null));
        AgentFrame.Activities next = (AgentFrame.Activities) frame(peer);
        assertThat(next.first()).isEqualTo(6);
        assertThat(next.items()).hasSize(2);
    }

    @Test
    void sendsWhatIsSpooledLaterAsSoonAsItIs() throws Exception {
        TinyServer.Peer peer = welcomed(0, 10, 10);
        outbox.fill(1);
        link.wake();
        assertThat(((AgentFrame.Activities) frame(peer)).first()).isEqualTo(1);
    }

    @Test
    void reportsWhatTheSpoolDroppedAsAGapAndWaitsForItsAck() throws Exception {
        outbox.fill(12);
        outbox.dropBefore(8);
        TinyServer.Peer peer = welcomed(0, 4, 10);
        assertThat(frame(peer)).isEqualTo(new AgentFrame.Gap(1, 7, "dropped from the spool"));
        send(peer, new HubFrame.Ack(7, null));
        assertThat(((AgentFrame.Activities) frame(peer)).first()).isEqualTo(8);
    }

    @Test
    void beginsANewStreamWhenTheHubHasMoreThanWasEverSent() throws Exception {
        outbox.fill(3);
        link.start();
        TinyServer.Peer first = server.upgrade();
        UUID old = ((AgentFrame.Hello) frame(first)).stream();
        send(first, welcome(40, 10, 10, null));
        TinyServer.Peer second = server.upgrade();
        AgentFrame.Hello hello = (AgentFrame.Hello) frame(second);
        assertThat(hello.stream()).isNotEqualTo(old);
        send(second, welcome(0, 10, 10, null));
        assertThat(((AgentFrame.Activities) frame(second)).items()).hasSize(3);
    }

    @Test
    void sendsMetersOnlyWhileSomebodyWatches() throws Exception {
        AgentFrame.Levels levels = new AgentFrame.Levels(List.of(), 1, 2, "Editor", null);
        TinyServer.Peer peer = welcomed(0, 10, 10);
        assertThat(link.isWatched()).isFalse();
        send(peer, new HubFrame.Watch(60_000));
        await().until(link::isWatched);
        link.offer(levels);
        assertThat(frame(peer)).isEqualTo(levels);
        send(peer, new HubFrame.Watch(0));
        await().until(() -> !link.isWatched());
    }

    @Test
    void keepsARenewedToken() throws Exception {
        link.start();
        TinyServer.Peer peer = server.upgrade();
        frame(peer);
        send(peer, welcome(0, 10, 10, "renewed"));
        await().until(() -> settings.token.equals("renewed"));
    }

    @Test
    void comesBackAtOnceAfterADrain() throws Exception {
        TinyServer.Peer peer = welcomed(0, 10, 10);
        send(peer, new HubFrame.Drain(50));
        assertThat(peer.read().text()).isEqualTo("1000");
        frame(server.upgrade());
    }

    @Test
    void retriesAndSaysSoOnce() throws Exception {
        TinyServer.Peer peer = welcomed(0, 10, 10);
        await().until(() -> said.toString().contains("linked to"));
        peer.close(1012);
        for (int i = 0; i < 2; i++) {
            server.accept().raw("HTTP/1.1 503 Service Unavailable\r\n\r\n");
        }
        TinyServer.Peer back = server.upgrade();
        frame(back);
        send(back, welcome(0, 10, 10, null));
        await().until(() -> said.toString().contains("link back after 3 tries"));
        assertThat(said.toString().lines().filter(line -> line.contains("link lost")))
                .hasSize(1);
    }

    @Test
    void waitsAfterARevokedTokenUntilItIsPairedAgain() throws Exception {
        link.start();
        server.accept().raw("HTTP/1.1 401 Unauthorized\r\n\r\n");
        await().until(() -> said.toString().contains("pair it again"));
        settings.token = "fresh";
        assertThat(server.upgrade().head).contains("Bearer fresh");
        assertThat(said.toString()).doesNotContain("fresh", "secret");
    }

    @Test
    void goesOnAfterARejectAnErrorAndAnUnknownFrame() throws Exception {
        outbox.fill(1);
        TinyServer.Peer peer = welcomed(0, 10, 10);
        frame(peer);
        send(peer, new HubFrame.Reject(1, "invalid", "mouse must be from 0 to 10"));
        send(peer, new HubFrame.Fault("unknown_type", "no such type", false));
        peer.text("{\"type\":\"fashion\",\"of\":2031}");
        send(peer, new HubFrame.Ack(1, null));
        await().until(() -> outbox.acked == 1);
        assertThat(said.toString()).contains("mouse must be from 0 to 10");
    }

    @Test
    void tellsOfTheModeAndOfEveryFrameThatIsSent() throws Exception {
        TinyServer.Peer peer = welcomed(0, 10, 10);
        HubFrame.Mode mode = new HubFrame.Mode("Meeting", 0.9, NOW, List.of());
        send(peer, mode);
        outbox.fill(1);
        link.wake();
        AgentFrame batch = frame(peer);
        await().until(() -> listener.modes.contains(mode));
        await().until(() -> listener.sent.size() == 2);
        assertThat(listener.sent).containsExactly(AgentFrames.encode(hello(1)), AgentFrames.encode(batch));
    }

    @Test
    void saysGoodbyeWhenTheAgentEnds() throws Exception {
        TinyServer.Peer peer = welcomed(0, 10, 10);
        link.close();
        assertThat(peer.read().text()).isEqualTo("1001");
    }

    private TinyServer.Peer welcomed(long acked, int window, int maxBatch) throws IOException {
        link.start();
        TinyServer.Peer peer = server.upgrade();
        assertThat(frame(peer)).isEqualTo(hello());
        send(peer, welcome(acked, window, maxBatch, null));
        return peer;
    }

    private AgentFrame.Hello hello() {
        return hello(outbox.next());
    }

    private AgentFrame.Hello hello(long next) {
        return new AgentFrame.Hello(outbox.stream(), outbox.first(), next, "1", "linux", List.of("window"), List.of());
    }

    private static HubFrame.Welcome welcome(long acked, int window, int maxBatch, String token) {
        return new HubFrame.Welcome(acked, window, maxBatch, 25_000, NOW, token);
    }

    private static AgentFrame frame(TinyServer.Peer peer) throws IOException {
        return AgentFrames.decode(peer.read().text());
    }

    private static void send(TinyServer.Peer peer, HubFrame frame) throws IOException {
        peer.text(HubFrames.encode(frame));
    }

    private final class FixedSettings implements LinkSettings {
        private volatile String token = "secret";

        @Override
        public Target get() {
            return new Target(server.address(), token);
        }

        @Override
        public void tokenRenewed(String renewed) {
            token = renewed;
        }
    }

    private static final class Heard implements LinkListener {
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final List<HubFrame.Mode> modes = new CopyOnWriteArrayList<>();

        @Override
        public void linked(LinkSettings.Target target, Instant serverTime) {}

        @Override
        public void lost(String reason, boolean isFinal) {}

        @Override
        public void sent(String frame) {
            sent.add(frame);
        }

        @Override
        public void modeTold(HubFrame.Mode mode) {
            modes.add(mode);
        }

        @Override
        public void rejected(String code, String message) {}
    }

    /** A spool without a disk. */
    private static final class MemoryOutbox implements Outbox {
        private UUID stream = UUID.randomUUID();
        private final List<Activity> kept = new ArrayList<>();
        private long first = 1;
        private long sent;
        private volatile long acked;

        synchronized void fill(int count) {
            for (int i = 0; i < count; i++) {
                kept.add(new Activity(NOW, 5_000, "Editor", null, null, 0, 0, null, List.of()));
            }
        }

        synchronized void dropBefore(long seq) {
            while (first < seq) {
                kept.remove(0);
                first++;
            }
        }

        @Override
        public synchronized UUID stream() {
            return stream;
        }

        @Override
        public synchronized long first() {
            return first;
        }

        @Override
        public synchronized long next() {
            return first + kept.size();
        }

        @Override
        public synchronized long sent() {
            return sent;
        }

        @Override
        public synchronized Optional<AgentFrame> read(long from, int maxItems, int maxBytes) {
            if (from < first) {
                return Optional.of(new AgentFrame.Gap(from, first - 1, "dropped from the spool"));
            }
            int start = (int) (from - first);
            List<AgentFrame.Item> run = kept.subList(start, Math.min(kept.size(), start + maxItems)).stream()
                    .<AgentFrame.Item>map(AgentFrame.Valid::new)
                    .toList();
            return run.isEmpty() ? Optional.empty() : Optional.of(new AgentFrame.Activities(from, run));
        }

        @Override
        public synchronized void beforeSending(long through) {
            sent = Math.max(sent, through);
        }

        @Override
        public synchronized void acknowledged(long through) {
            acked = through;
        }

        @Override
        public synchronized void beginNewStream() {
            stream = UUID.randomUUID();
            first = 1;
            sent = 0;
        }
    }
}
