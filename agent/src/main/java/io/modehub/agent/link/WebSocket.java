package io.modehub.agent.link;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * A client of RFC 6455 for text messages of at most 64 KiB, without extensions: java.net.http would cost 19 MB of memory.
 * One thread receives; any thread may send or close.
 */
final class WebSocket implements AutoCloseable {
    static final int MAX_MESSAGE = 64 * 1024;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MAX_CONTROL = 125;

    private final Connection connection;
    private final DataInputStream in;
    private final OutputStream out;
    private final SecureRandom random = new SecureRandom();
    private boolean closing;

    private WebSocket(Connection connection) throws IOException {
        this.connection = connection;
        this.in =
                new DataInputStream(new BufferedInputStream(connection.socket().getInputStream()));
        this.out = connection.socket().getOutputStream();
    }

    /**
     * Connects and upgrades.
     *
     * @param address {@code http} or {@code https} address of the endpoint
     * @param timeout for each of connecting, TLS and the answer
     * @throws WebSocketException.Refused for an answer other than 101
     */
    static WebSocket connect(URI address, String subprotocol, String bearer, Duration timeout) throws IOException {
        Connection connection = Connection.open(address, timeout);
        try {
            WebSocket webSocket = new WebSocket(connection);
            Handshake.perform(address, subprotocol, bearer, webSocket.in, webSocket.out, webSocket.random);
            return webSocket;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** How long {@link #receive} waits for a byte before it throws {@link java.net.SocketTimeoutException}. */
    void silenceTimeout(Duration timeout) throws IOException {
        connection.socket().setSoTimeout((int) timeout.toMillis());
    }

    /** Sends one text message in one frame; blocks while the other side does not read. */
    void send(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length > MAX_MESSAGE) {
            throw new IOException("a message of " + payload.length + " bytes is too big");
        }
        write(TEXT, payload);
    }

    /** The next text message; answers pings on the way. Throws {@link WebSocketException.Closed} at the end. */
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean begun = false;
        while (true) {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            boolean last = (first & 0x80) != 0;
            int opcode = first & 0x0F;
            require((first & 0x70) == 0, 1002, "extension bits");
            require((second & 0x80) == 0, 1002, "masked by the server");
            byte[] payload = payload(opcode, second & 0x7F, last, message.size());
            switch (opcode) {
                case PING -> write(PONG, payload);
                case PONG -> {}
                case CLOSE -> throw closedBy(payload);
                case TEXT, CONTINUATION -> {
                    require(begun == (opcode == CONTINUATION), 1002, "fragments out of order");
                    begun = true;
                    message.write(payload);
                    if (last) {
                        return utf8(message.toByteArray());
                    }
                }
                default -> throw fail(opcode == 2 ? 1003 : 1002, "opcode " + opcode);
            }
        }
    }

    /** Says goodbye with a code once; {@link #close} frees the socket. */
    void sayClose(int code) throws IOException {
        write(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** Ends the connection at once, also under a thread that is blocked in it. */
    @Override
    public void close() throws IOException {
        connection.close();
    }

    private byte[] payload(int opcode, int shortLength, boolean last, int before) throws IOException {
        long length = shortLength;
        if (opcode >= CLOSE) {
            require(last && length <= MAX_CONTROL, 1002, "control frame too long or in parts");
        } else if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        require(length >= 0 && length <= MAX_MESSAGE - before, 1009, "message too big");
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    private WebSocketException.Closed closedBy(byte[] payload) throws IOException {
        int code = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        try {
            write(CLOSE, payload.length < 2 ? new byte[0] : new byte[] {payload[0], payload[1]});
        } catch (IOException e) {
            // It has gone already: what it said counts.
        }
        String reason = payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        return new WebSocketException.Closed(code, reason);
    }

    private void require(boolean condition, int code, String fault) throws IOException {
        if (!condition) {
            throw fail(code, fault);
        }
    }

    private IOException fail(int code, String fault) throws IOException {
        sayClose(code);
        return new WebSocketException.Closed(code, "the hub broke the WebSocket protocol: " + fault);
    }

    private String utf8(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fail(1007, "text that is no UTF-8");
        }
    }

    private synchronized void write(int opcode, byte[] payload) throws IOException {
        if (closing) {
            throw new EOFException("the WebSocket is closing");
        }
        closing = opcode == CLOSE;
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(length + 14);
        frame.put((byte) (0x80 | opcode));
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }
}
