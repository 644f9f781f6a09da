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
import java.util.function.IntSupplier;

/** A bad network between agents and hub: connections through it can be cut, left half open, or slowed down. */
final class Detour implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket entrance;
    private final IntSupplier exit;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile int bytesPerSecond = Integer.MAX_VALUE;

    Detour(IntSupplier exit) {
        this.exit = exit;
        try {
            entrance = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("detour", this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Both ends learn of it by RST. */
    void cutAll() {
        lines.forEach(Line::cut);
    }

    /** The agents' ends are reset, the hub hears nothing: its ends stay open, and nobody is there any more. */
    void leaveHalfOpen() {
        lines.forEach(Line::leaveHalfOpen);
    }

    /** How many lines the hub's side of has not ended yet. */
    long openAtTheHub() {
        return lines.stream().filter(Line::isOpenAtTheHub).count();
    }

    /** @param bytes a second that a line carries each way */
    void throttle(int bytes) {
        bytesPerSecond = bytes;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cutAll();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                Socket far = new Socket();
                try {
                    far.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), exit.getAsInt()));
                    lines.add(new Line(near, far));
                } catch (IOException refused) {
                    near.close();
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Line {
        private final Socket near;
        private final Socket far;
        private volatile boolean dead;

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
            start("detour-out", () -> copy(near, far));
            start("detour-back", () -> copy(far, near));
        }

        void cut() {
            reset(near);
            reset(far);
        }

        void leaveHalfOpen() {
            dead = true;
            reset(near);
        }

        boolean isOpenAtTheHub() {
            return !far.isClosed();
        }

        private void copy(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int read;
                while ((read = in.read(buffer, 0, Math.min(BUFFER, Math.max(1, bytesPerSecond / 20)))) >= 0) {
                    if (!dead) {
                        out.write(buffer, 0, read);
                        if (bytesPerSecond != Integer.MAX_VALUE) {
                            Thread.sleep(1_000L * read / bytesPerSecond);
                        }
                    }
                }
            } catch (IOException | InterruptedException e) {
                // One end has gone.
            }
            if (!dead || from == far) {
                reset(near);
                reset(far);
                lines.remove(this);
            }
        }

        private static void reset(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // It is closed either way.
            }
        }
    }
}
