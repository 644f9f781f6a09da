package io.modehub.live;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits for one slow page: of each key only the newest, so memory is bounded by the number of its agents. */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MAX_KEYS = 5_000;
    private static final int MAX_FULL_MS = 10_000;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Runnable tooSlow;
    private final Map<String, Buffer> waiting = new LinkedHashMap<>();
    private long giveUp = -1;

    Outbox(Vertx vertx, ServerWebSocket socket, Runnable tooSlow) {
        this.vertx = vertx;
        this.socket = socket;
        this.tooSlow = tooSlow;
    }

    /** Sends now, or once the socket takes more again; a newer frame replaces an older one of the same key. */
    void send(String key, Buffer frame) {
        if (socket.isClosed()) {
            return;
        }
        if (waiting.isEmpty() && !socket.writeQueueFull()) {
            write(frame);
            return;
        }
        waiting.remove(key);
        waiting.put(key, frame);
        if (waiting.size() > MAX_KEYS) {
            tooSlow.run();
        } else if (giveUp < 0) {
            giveUp = vertx.setTimer(MAX_FULL_MS, id -> tooSlow.run());
            socket.drainHandler(nothing -> flush());
        }
    }

    private void flush() {
        var frames = waiting.values().iterator();
        while (frames.hasNext() && !socket.writeQueueFull()) {
            write(frames.next());
            frames.remove();
        }
        if (waiting.isEmpty()) {
            vertx.cancelTimer(giveUp);
            giveUp = -1;
        }
    }

    private void write(Buffer frame) {
        socket.writeTextMessage(frame.toString()).onFailure(failure -> LOG.debug("not sent: {}", failure.toString()));
    }
}
