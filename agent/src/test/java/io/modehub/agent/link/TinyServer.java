package io.modehub.agent.link;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One WebSocket connection at a time, seen from the server's side, byte by byte. */
public final class TinyServer implements AutoCloseable {
    private final ServerSocket listener;

    public TinyServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(15_000);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Waits for a connection and reads the head of its request. */
    public Peer accept() throws IOException {
        return new Peer(listener.accept());
    }

    /** Waits for a connection and upgrades it. */
    public Peer upgrade() throws IOException {
        Peer peer = accept();
        String key = peer.head
                .lines()
                .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                .map(line -> line.substring(19))
                .findFirst()
                .orElseThrow();
        peer.raw("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nConnection: Upgrade\r\n"
                + "sec-websocket-accept: " + Handshake.accept(key) + "\r\n"
                + "Sec-WebSocket-Protocol: " + Link.SUBPROTOCOL + "\r\n\r\n");
        return peer;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** A frame from the client, unmasked. */
    public record Frame(int first, boolean masked, String text) {
        public int opcode() {
            return first & 0x0F;
        }
    }

    public static final class Peer implements AutoCloseable {
        final String head;
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(15_000);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                bytes.write(in.readUnsignedByte());
            }
            head = bytes.toString(StandardCharsets.ISO_8859_1);
        }

        void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void frame(int first, byte[] payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) first);
            if (payload.length < 126) {
                frame.put((byte) payload.length);
            } else if (payload.length <= 0xFFFF) {
                frame.put((byte) 126).putShort((short) payload.length);
            } else {
                frame.put((byte) 127).putLong(payload.length);
            }
            frame.put(payload);
            out.write(frame.array(), 0, frame.position());
        }

        public void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        void close(int code) throws IOException {
            frame(0x88, ByteBuffer.allocate(2).putShort((short) code).array());
        }

        public Frame read() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            int length = second & 0x7F;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i & 3];
            }
            String text = (first & 0x0F) == 8
                    ? Integer.toString(ByteBuffer.wrap(payload).getShort() & 0xFFFF)
                    : new String(payload, StandardCharsets.UTF_8);
            return new Frame(first, (second & 0x80) != 0, text);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
