package io.modehub;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One WebSocket as a test holds it: what came in, in order, and how it ended. */
public final class Socket implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;

    private final WebSocketClient client;
    private final ClientWebSocket socket;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private Socket(Vertx vertx) {
        client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(1 << 22).setMaxMessageSize(1 << 22));
        socket = client.webSocket();
        socket.textMessageHandler(frames::add);
        socket.closeHandler(
                nothing -> closed.complete(socket.closeStatusCode() == null ? 1006 : (int) socket.closeStatusCode()));
        socket.exceptionHandler(failure -> {});
    }

    /** The hub refused the upgrade. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status) {
            super("refused with " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Opens a socket; throws {@link Refused}. */
    static Socket open(Vertx vertx, int port, String path, String subprotocol, Map<String, String> headers) {
        Socket opened = new Socket(vertx);
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)
                .setSubProtocols(List.of(subprotocol))
                .setAllowOriginHeader(headers.containsKey("Origin"));
        headers.forEach(options::addHeader);
        try {
            opened.socket
                    .connect(options)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return opened;
        } catch (CompletionException e) {
            if (e.getCause() instanceof UpgradeRejectedException rejected) {
                throw new Refused(rejected.getStatus());
            }
            throw e;
        }
    }

    public void send(String text) {
        await(socket.writeTextMessage(text).toCompletionStage().toCompletableFuture());
    }

    /** Sends a text in two fragments, with a ping between them as the protocol allows. */
    public void sendInFragments(String text) {
        int half = text.length() / 2;
        await(socket.writeFrame(WebSocketFrame.textFrame(text.substring(0, half), false))
                .compose(sent -> socket.writePing(Buffer.buffer("between")))
                .compose(sent ->
                        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(text.substring(half)), true)))
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** Reads nothing more, so that what the hub sends piles up on the way. */
    public void stopReading() {
        socket.pause();
    }

    /** Sends without caring whether it still gets through. */
    public void throwAt(String text) {
        socket.writeTextMessage(text);
    }

    public void sendBinary(byte[] bytes) {
        await(socket.writeBinaryMessage(Buffer.buffer(bytes))
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** The next frame. */
    public String next() {
        try {
            String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame within " + PATIENCE_SECONDS + " s; closed: " + closed.getNow(null));
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The code of the close, once it has come. */
    public int closed() {
        return await(closed);
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public void close() {
        await(socket.close().otherwiseEmpty().toCompletionStage().toCompletableFuture());
        await(client.close().otherwiseEmpty().toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
