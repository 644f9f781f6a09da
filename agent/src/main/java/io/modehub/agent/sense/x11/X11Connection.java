package io.modehub.agent.sense.x11;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to an X server that only ever asks. Every number in an answer is checked before it is used; an answer
 * that can't be right is an {@link IOException}, after which the connection is of no more use. Not thread-safe.
 */
public final class X11Connection implements AutoCloseable {
    private static final int INTERN_ATOM = 16;
    private static final int GET_PROPERTY = 20;
    private static final int QUERY_POINTER = 38;
    private static final int QUERY_EXTENSION = 98;
    private static final int SCREEN_SAVER_QUERY_INFO = 1;

    private static final int ERROR = 0;
    private static final int REPLY = 1;
    private static final int GENERIC_EVENT = 35;
    private static final int HEAD = 32;
    private static final int MAX_ANSWER = 256 * 1024;
    /** In units of four bytes: 64 KiB, far beyond what any browser makes of a page's title. */
    private static final int MAX_PROPERTY = 16 * 1_024;

    /** A part of compound text between its marks for UTF-8, as old programs name their windows. */
    private static final Pattern UTF8_PART = Pattern.compile("\u001b%G(.*?)\u001b%@", Pattern.DOTALL);

    private final Wire wire;
    private final long root;
    private final Map<String, Long> atoms = new HashMap<>();
    private int screenSaver;

    /** A window's property: of a type, an atom, and with items of 8, 16 or 32 bits. */
    public static final class Property {
        private final long type;
        private final int format;
        private final byte[] value;
        private final boolean isCut;

        Property(long type, int format, byte[] value, boolean isCut) {
            this.type = type;
            this.format = format;
            this.value = value;
            this.isCut = isCut;
        }

        /** Whether the property goes on beyond what was asked for. */
        public boolean isCut() {
            return isCut;
        }

        /** The first item of a list of 32-bit numbers. */
        public OptionalLong first() {
            return format == 32 && value.length >= 4
                    ? OptionalLong.of(ByteBuffer.wrap(value)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt()
                            & 0xFFFFFFFFL)
                    : OptionalLong.empty();
        }

        /** The text of 8-bit items: UTF-8 if the type is that atom, else Latin-1 with UTF-8 in compound text's marks. */
        public String text(long utf8) {
            if (format != 8) {
                return "";
            }
            if (type == utf8) {
                return new String(value, StandardCharsets.UTF_8);
            }
            return UTF8_PART
                    .matcher(new String(value, StandardCharsets.ISO_8859_1))
                    .replaceAll(part -> Matcher.quoteReplacement(
                            new String(part.group(1).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        }
    }

    /**
     * Where the pointer is, in pixels of the screen.
     *
     * @param buttons whether a mouse button is held
     */
    public record Pointer(int x, int y, boolean buttons) {}

    private X11Connection(Wire wire, long root) {
        this.wire = wire;
        this.root = root;
    }

    /** Greets the server; throws with the server's reason if it refuses. */
    static X11Connection open(Wire wire, int screen, String authName, byte[] authData) throws IOException {
        ByteBuffer hello = buffer(12 + padded(authName.length()) + padded(authData.length));
        hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
        hello.putShort((short) authName.length())
                .putShort((short) authData.length)
                .putShort((short) 0);
        hello.put(authName.getBytes(StandardCharsets.US_ASCII)).position(12 + padded(authName.length()));
        hello.put(authData);
        wire.write(hello.rewind());
        ByteBuffer head = read(wire, 8);
        int status = head.get();
        int reasonLength = head.get() & 0xFF;
        ByteBuffer body = read(wire, (head.getShort(6) & 0xFFFF) * 4);
        if (status != 1) {
            byte[] reason = new byte[Math.min(status == 0 ? reasonLength : body.remaining(), body.remaining())];
            body.get(reason);
            throw new IOException("the X server refuses: " + new String(reason, StandardCharsets.ISO_8859_1).strip());
        }
        try {
            X11Connection connection = new X11Connection(wire, root(body, screen));
            connection.screenSaver = connection.extension("MIT-SCREEN-SAVER");
            return connection;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("the X server's greeting is too short");
        }
    }

    /** The screen's root window. */
    public long root() {
        return root;
    }

    /** Whether {@link #idleMs} can be asked. */
    public boolean hasIdle() {
        return screenSaver != 0;
    }

    /** A property of a window; empty if there is no such property or no such window any more. */
    public Optional<Property> property(long window, String name) throws IOException {
        ByteBuffer request = request(GET_PROPERTY, 0, 24);
        request.putInt((int) window)
                .putInt((int) atom(name))
                .putInt(0)
                .putInt(0)
                .putInt(MAX_PROPERTY);
        Optional<ByteBuffer> answer = ask(request);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer reply = answer.get();
        int format = reply.get(1) & 0xFF;
        long items = reply.getInt(16) & 0xFFFFFFFFL;
        if (format == 0) {
            return Optional.empty();
        }
        long length = items * (format / 8);
        if ((format != 8 && format != 16 && format != 32) || length > reply.limit() - HEAD) {
            throw new IOException("the X server's answer is shorter than it says");
        }
        byte[] value = new byte[(int) length];
        reply.position(HEAD).get(value);
        return Optional.of(new Property(reply.getInt(8) & 0xFFFFFFFFL, format, value, reply.getInt(12) != 0));
    }

    /** The number of a name, which is made if the server does not know it. */
    public long atom(String name) throws IOException {
        Long known = atoms.get(name);
        if (known != null) {
            return known;
        }
        ByteBuffer reply = required(ask(named(INTERN_ATOM, name)));
        long atom = reply.getInt(8) & 0xFFFFFFFFL;
        atoms.put(name, atom);
        return atom;
    }

    public Pointer pointer() throws IOException {
        ByteBuffer reply = required(ask(request(QUERY_POINTER, 0, 8).putInt((int) root)));
        return new Pointer(reply.getShort(16), reply.getShort(18), (reply.getShort(24) & 0x1F00) != 0);
    }

    /** Milliseconds since the last input of any kind. */
    public long idleMs() throws IOException {
        ByteBuffer reply =
                required(ask(request(screenSaver, SCREEN_SAVER_QUERY_INFO, 8).putInt((int) root)));
        return reply.getInt(16) & 0xFFFFFFFFL;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private int extension(String name) throws IOException {
        ByteBuffer reply = required(ask(named(QUERY_EXTENSION, name)));
        return reply.get(8) == 0 ? 0 : reply.get(9) & 0xFF;
    }

    /** Sends a request and returns its reply's 32 bytes and what follows; empty for an error. Events are passed over. */
    private Optional<ByteBuffer> ask(ByteBuffer request) throws IOException {
        wire.write(request.rewind());
        while (true) {
            ByteBuffer head = read(wire, HEAD);
            int kind = head.get(0) & 0x7F;
            long more = kind == REPLY || kind == GENERIC_EVENT ? (head.getInt(4) & 0xFFFFFFFFL) * 4 : 0;
            if (more > MAX_ANSWER) {
                throw new IOException("the X server's answer is too long");
            }
            ByteBuffer rest = read(wire, (int) more);
            if (kind == ERROR) {
                return Optional.empty();
            }
            if (kind == REPLY) {
                return Optional.of(
                        buffer(HEAD + rest.limit()).put(head.rewind()).put(rest).rewind());
            }
        }
    }

    private static ByteBuffer required(Optional<ByteBuffer> reply) throws IOException {
        return reply.orElseThrow(() -> new IOException("the X server answers with an error"));
    }

    private static ByteBuffer named(int opcode, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return request(opcode, 0, 8 + padded(bytes.length))
                .putShort((short) bytes.length)
                .putShort((short) 0)
                .put(bytes);
    }

    private static ByteBuffer request(int opcode, int detail, int length) {
        return buffer(length).put((byte) opcode).put((byte) detail).putShort((short) (length / 4));
    }

    /** The root window of a screen in the server's greeting. */
    private static long root(ByteBuffer body, int screen) throws IOException {
        int vendor = body.getShort(16) & 0xFFFF;
        int screens = body.get(20) & 0xFF;
        int formats = body.get(21) & 0xFF;
        if (screen >= screens) {
            throw new IOException("the display has no screen " + screen);
        }
        int at = 32 + padded(vendor) + formats * 8;
        for (int i = 0; i < screen; i++) {
            int depths = body.get(at + 39) & 0xFF;
            at += 40;
            for (int d = 0; d < depths; d++) {
                at += 8 + (body.getShort(at + 2) & 0xFFFF) * 24;
            }
        }
        return body.getInt(at) & 0xFFFFFFFFL;
    }

    private static ByteBuffer read(Wire wire, int length) throws IOException {
        ByteBuffer bytes = buffer(length);
        wire.read(bytes);
        return bytes.flip();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }
}
