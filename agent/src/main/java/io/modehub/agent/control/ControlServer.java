package io.modehub.agent.control;

import io.modehub.agent.config.FlatJson;
import io.modehub.agent.log.Log;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Answers commands on a Unix domain socket with mode 0600: a line of JSON with the member {@code do}, and one line back;
 * after {@code peek} a line for each frame sent.
 */
public final class ControlServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 8;
    private static final int MOST_WAITING_FRAMES = 100;

    private final Controls controls;
    private final Log log;
    private final Path path;
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
    private @Nullable ServerSocketChannel listening;

    public ControlServer(Path home, Controls controls, Log log) {
        this.path = ControlPath.of(home);
        this.controls = controls;
        this.log = log;
    }

    /** Begins to answer; without a socket the agent goes on, and says that commands can't reach it. */
    public void start() {
        try {
            ControlPath.prepare(path);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            listening = channel;
            Thread thread = new Thread(() -> accept(channel), "control");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException | UnsupportedOperationException e) {
            log.line("commands can't reach this agent: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            ServerSocketChannel open = listening;
            if (open != null) {
                open.close();
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // A socket left behind is replaced at the next start.
        }
    }

    private void accept(ServerSocketChannel channel) {
        while (true) {
            try {
                SocketChannel peer = channel.accept();
                if (!connections.tryAcquire()) {
                    peer.close();
                    continue;
                }
                Thread thread = new Thread(() -> serve(peer), "control-peer");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel peer) {
        try (peer) {
            InputStream in = Channels.newInputStream(peer);
            OutputStream out = Channels.newOutputStream(peer);
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1024).readLine();
            if (line != null) {
                answer(FlatJson.read(line), out);
            }
        } catch (IOException e) {
            // The command has gone.
        } finally {
            connections.release();
        }
    }

    private void answer(Map<String, String> request, OutputStream out) throws IOException {
        switch (request.getOrDefault("do", "")) {
            case "status" -> write(out, controls.status());
            case "look" -> {
                controls.look();
                write(out, "{}");
            }
            case "mode" -> write(out, setMode(request));
            case "peek" -> peek(out);
            case "stop" -> {
                write(out, "{}");
                controls.stop();
            }
            default -> write(out, fault("unknown request"));
        }
    }

    private String setMode(Map<String, String> request) {
        try {
            String until = request.get("until");
            long seq = controls.setMode(request.get("mode"), until == null ? null : Instant.parse(until));
            return JsonText.object(json -> json.writeNumberField("seq", seq));
        } catch (IOException | DateTimeException e) {
            return fault(String.valueOf(e.getMessage()));
        }
    }

    private void peek(OutputStream out) throws IOException {
        // Frames that a slow reader has no room for are left out rather than kept.
        ArrayBlockingQueue<String> frames = new ArrayBlockingQueue<>(MOST_WAITING_FRAMES);
        Runnable end = controls.peek(frames::offer);
        try {
            while (true) {
                write(out, frames.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end.run();
        }
    }

    private static String fault(String message) {
        return JsonText.object(json -> json.writeStringField("fault", message));
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
