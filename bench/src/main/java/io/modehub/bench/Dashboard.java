package io.modehub.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** A page that follows its person's agents. */
final class Dashboard {
    private static final int MOST = 2_000;

    private final WebSocketClient client;

    Dashboard(Vertx vertx) {
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(MOST));
    }

    /** Signs in and hands over every frame as it came; returns once the snapshot has come. */
    void open(int port, String accessToken, Consumer<String> frames) {
        java.util.concurrent.CompletableFuture<Void> shown = new java.util.concurrent.CompletableFuture<>();
        client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/ws/live")
                        .addSubProtocol("modehub.live.v1"))
                .compose(socket -> {
                    socket.textMessageHandler(text -> {
                        if (text.startsWith("{\"type\":\"snapshot\"")) {
                            shown.complete(null);
                        }
                        frames.accept(text);
                    });
                    return socket.writeTextMessage(
                            JsonObject.of("type", "auth", "token", accessToken).encode());
                })
                .onFailure(shown::completeExceptionally);
        shown.join();
    }
}
