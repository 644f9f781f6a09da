package io.modehub.agent.sense.x11;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The display's Unix socket. */
final class X11Socket implements Wire {
    /** An X server answers in a millisecond or two; one that takes so long hangs. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SocketChannel channel;
    private final Selector selector;

    X11Socket(Path path) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                throw new IOException("the X server does not read");
            }
        }
    }

    @Override
    public void read(ByteBuffer bytes) throws IOException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes);
            if (count < 0) {
                throw new EOFException("the X server has closed the connection");
            }
            long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (count == 0) {
                if (leftMs <= 0) {
                    throw new IOException("the X server does not answer");
                }
                selector.select(leftMs);
                selector.selectedKeys().clear();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }
}
