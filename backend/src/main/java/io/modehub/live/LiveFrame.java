package io.modehub.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A frame for pages, encoded once: all pages of a person, and all hubs, share its bytes.
 *
 * @param key of frames with the same key only the newest matters, but for stretches, which add up
 * @param madeAtMs when what it tells happened, in ms since 1970
 * @param bytes a whole WebSocket text frame, header included, as RFC 6455 has it; not to be changed
 * @param payloadAt where its JSON begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LiveFrame(String key, long madeAtMs, byte[] bytes, int payloadAt) {
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int SHORT_MOST = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int TWO_BYTES_MOST = 65_535;
    private static final String STRETCH = "span/";

    static LiveFrame of(String key, JsonObject frame) {
        return of(key, System.currentTimeMillis(), frame.toBuffer());
    }

    private static LiveFrame of(String key, long madeAtMs, Buffer json) {
        int length = json.length();
        ByteBuf bytes = Unpooled.buffer(length + 10).writeByte(FINAL_TEXT);
        if (length <= SHORT_MOST) {
            bytes.writeByte(length);
        } else if (length <= TWO_BYTES_MOST) {
            bytes.writeByte(TWO_BYTES).writeShort(length);
        } else {
            bytes.writeByte(EIGHT_BYTES).writeLong(length);
        }
        int payloadAt = bytes.writerIndex();
        byte[] whole = new byte[payloadAt + length];
        bytes.readBytes(whole, 0, payloadAt);
        json.getBytes(whole, payloadAt);
        return new LiveFrame(key, madeAtMs, whole, payloadAt);
    }

    /** Its JSON. */
    JsonObject json() {
        return Buffer.buffer(bytes).slice(payloadAt, bytes.length).toJsonObject();
    }

    /** What is left to be told where this one is told instead of an older one. */
    LiveFrame insteadOf(LiveFrame older) {
        if (!key.startsWith(STRETCH)) {
            return this;
        }
        JsonObject now = json();
        JsonObject before = older.json();
        now.put("from", earlier(now.getString("from"), before.getString("from"), true));
        now.put("to", earlier(now.getString("to"), before.getString("to"), false));
        return of(key, older.madeAtMs, now.toBuffer());
    }

    private static String earlier(String a, String b, boolean wanted) {
        return Instant.parse(a).isBefore(Instant.parse(b)) == wanted ? a : b;
    }

    /** On one hub the frame itself is handed over; between hubs its key, time and JSON are. */
    static final class Codec implements MessageCodec<LiveFrame, LiveFrame> {
        @Override
        public void encodeToWire(Buffer wire, LiveFrame frame) {
            byte[] key = frame.key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            wire.appendInt(key.length).appendBytes(key).appendLong(frame.madeAtMs);
            wire.appendInt(frame.bytes.length - frame.payloadAt)
                    .appendBytes(frame.bytes, frame.payloadAt, frame.bytes.length - frame.payloadAt);
        }

        @Override
        public LiveFrame decodeFromWire(int position, Buffer wire) {
            int keyEnd = position + Integer.BYTES + wire.getInt(position);
            int json = keyEnd + Long.BYTES + Integer.BYTES;
            return of(
                    wire.getString(position + Integer.BYTES, keyEnd),
                    wire.getLong(keyEnd),
                    wire.slice(json, json + wire.getInt(keyEnd + Long.BYTES)));
        }

        @Override
        public LiveFrame transform(LiveFrame frame) {
            return frame;
        }

        @Override
        public String name() {
            return "live";
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
