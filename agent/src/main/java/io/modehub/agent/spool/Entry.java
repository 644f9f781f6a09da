package io.modehub.agent.spool;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** One entry of a segment file: {@code kind u8, length i32, seq i64, payload, CRC-32 of all before}, big-endian. */
final class Entry {
    /** An activity's JSON. */
    static final byte ACTIVITY = 'A';

    /** A mode set by hand, as the JSON of its frame. */
    static final byte MODE = 'M';

    /** Everything up to {@code seq} may have been sent. */
    static final byte SENT = 'S';

    /** With a frame's envelope below 64 KiB, so that no activity is too big to be sent. */
    static final int MAX_PAYLOAD = 60 * 1024;

    static final int OVERHEAD = 1 + 4 + 8 + 4;
    static final int MAX_SIZE = MAX_PAYLOAD + OVERHEAD;

    private final byte kind;
    private final long seq;
    private final byte[] payload;

    Entry(byte kind, long seq, byte[] payload) {
        this.kind = kind;
        this.seq = seq;
        this.payload = payload;
    }

    static Entry sent(long through) {
        return new Entry(SENT, through, new byte[0]);
    }

    byte kind() {
        return kind;
    }

    long seq() {
        return seq;
    }

    /** Whether it has a number of its own and is sent. */
    boolean isNumbered() {
        return kind != SENT;
    }

    int length() {
        return payload.length;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    int size() {
        return payload.length + OVERHEAD;
    }

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(size());
        out.put(kind).putInt(payload.length).putLong(seq).put(payload);
        out.putInt(crc(out.duplicate().flip()));
        return out.flip();
    }

    /** The entry at the buffer's position, which moves past it; null, and no move, where there is no whole entry. */
    static @Nullable Entry decode(ByteBuffer in) {
        int start = in.position();
        try {
            byte kind = in.get();
            int length = in.getInt();
            long seq = in.getLong();
            if ((kind == ACTIVITY || kind == MODE || kind == SENT)
                    && length >= 0
                    && length <= MAX_PAYLOAD
                    && seq >= 0) {
                byte[] payload = new byte[Math.min(length, in.remaining())];
                in.get(payload);
                int end = in.position();
                if (in.getInt() == crc(in.duplicate().position(start).limit(end))) {
                    return new Entry(kind, seq, payload);
                }
            }
        } catch (BufferUnderflowException e) {
            // The entry ends beyond the buffer.
        }
        in.position(start);
        return null;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
