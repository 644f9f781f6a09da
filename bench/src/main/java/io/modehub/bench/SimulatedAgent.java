package io.modehub.bench;

import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An agent with its spool in memory: it says hello, goes on after what the hub has acknowledged, keeps within the window,
 * and comes back whenever its link ends. Belongs to the one event loop of its generator.
 */
final class SimulatedAgent {
    /** Full jitter within this, doubled with each try in vain; real agents begin with half a second. */
    private static final int COME_BACK_MS = 200;

    private static final int MOST_DOUBLINGS = 5;

    /** Close codes that say this agent did wrong, which it never does. */
    private static final Set<Short> BLAMED = Stream.of(
                    CloseCode.RESYNC,
                    CloseCode.TOO_MUCH,
                    CloseCode.BAD_TOKEN,
                    CloseCode.BAD_FRAME,
                    CloseCode.NO_HELLO,
                    CloseCode.REPLACED)
            .map(CloseCode::code)
            .collect(Collectors.toUnmodifiableSet());

    private final Vertx vertx;
    private final WebSocketClient client;
    private final IntSupplier hubPort;
    private final HubApi.Identity identity;
    private final LongFunction<String> items;
    private final Pace pace;
    private final Acknowledged listener;
    private final UUID stream = UUID.randomUUID();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger links = new AtomicInteger();
    private @Nullable WebSocket socket;
    private int tries;
    private boolean welcomed;
    private boolean stopped;
    private int window;
    private long produced;
    private long sent;
    private long highestSent;
    private volatile long acked;

    /**
     * How it sends.
     *
     * @param batch most items of a frame
     * @param inFlight most numbers unacknowledged, at most the hub's window
     */
    record Pace(int batch, int inFlight) {}

    /** Hears of numbers that have become durable, both ends included. */
    interface Acknowledged {
        void numbers(SimulatedAgent agent, long from, long through);
    }

    /** @param items the JSON of the item of a number, the same however often it is asked for */
    SimulatedAgent(
            Vertx vertx,
            WebSocketClient client,
            IntSupplier hubPort,
            HubApi.Identity identity,
            LongFunction<String> items,
            Pace pace,
            Acknowledged listener) {
        this.vertx = vertx;
        this.client = client;
        this.hubPort = hubPort;
        this.identity = identity;
        this.items = items;
        this.pace = pace;
        this.listener = listener;
    }

    /** Opens the link; it is opened again whenever it ends. */
    void connect() {
        client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(hubPort.getAsInt())
                        .setURI("/ws/agent")
                        .addSubProtocol("modehub.agent.v1")
                        .addHeader("Authorization", "Bearer " + identity.token()))
                .onSuccess(this::linked)
                .onFailure(refused -> {
                    tries++;
                    comeBack();
                });
    }

    /** Everything up to that number may be sent. */
    void produce(long through) {
        produced = Math.max(produced, through);
        send();
    }

    /** Ends the link for good. */
    void stop() {
        stopped = true;
        WebSocket open = socket;
        if (open != null) {
            open.close().onFailure(failure -> faults.add("close: " + failure.getMessage()));
        }
    }

    UUID stream() {
        return stream;
    }

    String agentId() {
        return identity.agentId();
    }

    /** Highest number the hub has acknowledged. */
    long acked() {
        return acked;
    }

    /** How often a link was welcomed. */
    int links() {
        return links.get();
    }

    /** What the hub did against its word; empty when all is well. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    private void linked(WebSocket opened) {
        if (stopped) {
            opened.close().onFailure(failure -> faults.add("close: " + failure.getMessage()));
            return;
        }
        socket = opened;
        opened.textMessageHandler(this::receive);
        // A broken link closes too, and then comes back.
        opened.exceptionHandler(broken -> {});
        opened.closeHandler(nothing -> {
            Short code = opened.closeStatusCode();
            if (code != null && BLAMED.contains(code)) {
                faults.add("closed with " + code + " " + opened.closeReason());
            }
            socket = null;
            welcomed = false;
            comeBack();
        });
        write(
                opened,
                AgentFrames.encode(new AgentFrame.Hello(
                        stream, acked + 1, highestSent + 1, "0.1", "simulated", List.of("window"), List.of())));
    }

    private void comeBack() {
        if (!stopped) {
            int most = COME_BACK_MS << Math.min(tries, MOST_DOUBLINGS);
            vertx.setTimer(1 + ThreadLocalRandom.current().nextInt(most), id -> connect());
        }
    }

    private void receive(String text) {
        HubFrame frame = HubFrames.decode(text);
        if (frame instanceof HubFrame.Ack ack) {
            acknowledged(ack.through());
            Integer granted = ack.window();
            window = granted == null ? window : Math.min(granted, pace.inFlight());
            send();
        } else if (frame instanceof HubFrame.Welcome welcome) {
            welcome(welcome);
        } else if (frame instanceof HubFrame.Fault fault && !fault.retryable()) {
            faults.add("error " + fault.code());
        }
    }

    private void welcome(HubFrame.Welcome welcome) {
        if (welcome.acked() < acked) {
            faults.add("acknowledged " + acked + ", but welcome says " + welcome.acked());
        }
        if (welcome.acked() > highestSent) {
            faults.add("sent " + highestSent + ", but welcome says " + welcome.acked());
        }
        acknowledged(welcome.acked());
        sent = welcome.acked();
        window = Math.min(welcome.window(), pace.inFlight());
        welcomed = true;
        tries = 0;
        links.incrementAndGet();
        send();
    }

    private void acknowledged(long through) {
        long before = acked;
        if (through > highestSent) {
            faults.add("sent " + highestSent + ", acknowledged " + through);
        } else if (through > before) {
            acked = through;
            listener.numbers(this, before + 1, through);
        }
    }

    /** Sends full frames as far as the window reaches, and a smaller one where there is no more to send. */
    private void send() {
        WebSocket open = socket;
        if (open == null || !welcomed) {
            return;
        }
        while (sent < produced) {
            long count = Math.min(Math.min(pace.batch(), produced - sent), window - (sent - acked));
            if (count < Math.min(pace.batch(), Math.min(produced - sent, window))) {
                return;
            }
            StringBuilder frame = new StringBuilder(64 + 320 * (int) count)
                    .append("{\"type\":\"activities\",\"first\":")
                    .append(sent + 1)
                    .append(",\"items\":[");
            for (long seq = sent + 1; seq <= sent + count; seq++) {
                frame.append(seq == sent + 1 ? "" : ",").append(items.apply(seq));
            }
            sent += count;
            highestSent = Math.max(highestSent, sent);
            write(open, frame.append("]}").toString());
        }
    }

    private static void write(WebSocket open, String text) {
        // A link that breaks is opened again, and what was not acknowledged is sent again.
        open.writeTextMessage(text).onFailure(lost -> open.close().onFailure(again -> {}));
    }
}
