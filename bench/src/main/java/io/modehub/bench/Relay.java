package io.modehub.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** A fixed address in front of a hub, which can be cut off and counts what passes. */
final class Relay implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    private final ServerSocket listener;
    private final IntSupplier hubPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong toHub = new AtomicLong();
    private final AtomicLong fromHub = new AtomicLong();
    private volatile boolean up = true;

    /** @param hubPort where the hub listens at the moment */
    Relay(IntSupplier hubPort) {
        this.hubPort = hubPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** Lets connections through, or cuts them all. */
    void set(boolean isUp) {
        up = isUp;
        if (!isUp) {
            open.forEach(Relay::close);
        }
    }

    boolean isUp() {
        return up;
    }

    long bytesToHub() {
        return toHub.get();
    }

    long bytesFromHub() {
        return fromHub.get();
    }

    @Override
    public void close() {
        set(false);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket agent = listener.accept();
                connect(agent);
            } catch (IOException e) {
                // The hub is away, or the relay is closed: the agent notices either.
            }
        }
    }

    private void connect(Socket agent) throws IOException {
        if (!up) {
            agent.close();
            return;
        }
        try {
            Socket hub = new Socket(InetAddress.getLoopbackAddress(), hubPort.getAsInt());
            open.add(agent);
            open.add(hub);
            start(() -> pump(agent, hub, toHub));
            start(() -> pump(hub, agent, fromHub));
        } catch (IOException e) {
            agent.close();
        }
    }

    private void pump(Socket from, Socket to, AtomicLong counter) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                counter.addAndGet(count);
                out.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // One side has gone: so does the other.
        }
        close(from);
        close(to);
        open.remove(from);
        open.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
