package io.modehub.bench;

import io.modehub.config.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Another server that hands one publisher's messages to many subscribers over WebSocket, from Debian's packages. */
final class FanoutPeer implements AutoCloseable {
    /** As long as a mode frame of ours is. */
    static final int MESSAGE_BYTES = 330;

    private final Vertx vertx = Vertx.vertx(new io.vertx.core.VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(2_000));
    private final Process process;
    private final int port;
    private final String path;
    private final Dialect dialect;

    /** How a server is talked to. */
    private enum Dialect {
        BARE,
        NATS
    }

    private FanoutPeer(Process process, int port, String path, Dialect dialect) {
        this.process = process;
        this.port = port;
        this.path = path;
        this.dialect = dialect;
    }

    /** nginx with nchan, two workers, nothing kept for late comers. */
    static FanoutPeer nchan(Path directory) {
        int port = FreePort.find();
        Path conf = write(directory.resolve("nginx.conf"), """
                load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
                daemon off; worker_processes 2; pid %1$s/nginx.pid; error_log %1$s/nginx.log warn;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                  server {
                    listen 127.0.0.1:%2$d;
                    location /all { nchan_pubsub websocket; nchan_channel_id all; nchan_store_messages off;
                                    nchan_subscriber_first_message newest; }
                  }
                }
                """.formatted(directory, port));
        return new FanoutPeer(
                start("nginx", "-p", directory.toString(), "-c", conf.toString()), port, "/all", Dialect.BARE);
    }

    /** nats-server without JetStream. */
    static FanoutPeer nats(Path directory) {
        int port = FreePort.find();
        Path conf = write(directory.resolve("nats.conf"), """
                host: 127.0.0.1
                port: -1
                websocket { host: "127.0.0.1", port: %d, no_tls: true, compression: false }
                """.formatted(port));
        return new FanoutPeer(start("nats-server", "-c", conf.toString()), port, "/", Dialect.NATS);
    }

    /** CPU of all its processes so far, in µs. */
    long micros() {
        return CpuTime.microsWithChildren(process.pid());
    }

    /** A subscriber; hands over when each message was meant to be sent. */
    void subscribe(Consumer<Long> sentAt) {
        WebSocket socket = connect();
        socket.frameHandler(frame -> {
            Buffer data = frame.isText() || frame.isBinary() || frame.isContinuation() ? frame.binaryData() : null;
            if (data != null) {
                read(data, sentAt);
            }
        });
        if (dialect == Dialect.NATS) {
            say(socket, "CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB all 1\r\n");
        }
    }

    /** What publishes: tells when a message was to be sent. */
    Consumer<Long> publisher() {
        WebSocket socket = connect();
        if (dialect == Dialect.NATS) {
            say(socket, "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false}\r\n");
        }
        return sentAt -> {
            String text = "@" + sentAt + "#"
                    + "x".repeat(MESSAGE_BYTES - 2 - Long.toString(sentAt).length());
            if (dialect == Dialect.NATS) {
                say(socket, "PUB all " + text.length() + "\r\n" + text + "\r\n");
            } else {
                socket.writeTextMessage(text).onFailure(failure -> {});
            }
        };
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A frame may hold several messages. */
    private static void read(Buffer data, Consumer<Long> sentAt) {
        for (int i = 0; i < data.length(); i++) {
            if (data.getByte(i) == '@') {
                long value = 0;
                for (i++; i < data.length() && data.getByte(i) != '#'; i++) {
                    value = value * 10 + (data.getByte(i) - '0');
                }
                sentAt.accept(value);
                i += MESSAGE_BYTES / 2;
            }
        }
    }

    private WebSocket connect() {
        for (int tries = 0; ; tries++) {
            try {
                return client.connect(new WebSocketConnectOptions()
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setURI(path))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
            } catch (java.util.concurrent.CompletionException e) {
                if (tries == 50) {
                    throw e;
                }
                Load.pause(100);
            }
        }
    }

    private static void say(WebSocket socket, String text) {
        socket.writeBinaryMessage(Buffer.buffer(text)).onFailure(failure -> {});
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
