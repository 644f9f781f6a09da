package io.modehub.live;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Frames that go to a page in one write.
 *
 * @param frames at least one, oldest first
 * @param bytes theirs, put together once for all pages that get them; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Parcel(List<LiveFrame> frames, byte[] bytes) {

    static Parcel of(LiveFrame frame) {
        return new Parcel(List.of(frame), frame.bytes());
    }

    static Parcel of(List<LiveFrame> frames) {
        if (frames.size() == 1) {
            return of(frames.get(0));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.forEach(frame -> bytes.writeBytes(frame.bytes()));
        return new Parcel(List.copyOf(frames), bytes.toByteArray());
    }
}
