package io.modehub.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames that wait, by key, the longest unchanged first: a newer one replaces an older one, so there are no more than keys. */
final class Backlog {
    /** A parcel ends with the frame that reaches this. */
    static final int PARCEL_BYTES = 64 * 1024;

    private final Map<String, LiveFrame> frames = new LinkedHashMap<>();
    private int bytes;

    /** Adds it, or puts it instead of an older one; whether it did the latter. */
    boolean put(LiveFrame frame) {
        LiveFrame older = frames.remove(frame.key());
        LiveFrame next = older == null ? frame : frame.insteadOf(older);
        frames.put(next.key(), next);
        bytes += next.bytes().length - (older == null ? 0 : older.bytes().length);
        return older != null;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    int size() {
        return frames.size();
    }

    /** Of all frames. */
    int bytes() {
        return bytes;
    }

    /** Takes out what goes next. */
    Parcel take() {
        List<LiveFrame> taken = new ArrayList<>();
        int size = 0;
        for (Iterator<LiveFrame> each = frames.values().iterator(); each.hasNext() && size < PARCEL_BYTES; ) {
            LiveFrame frame = each.next();
            each.remove();
            size += frame.bytes().length;
            taken.add(frame);
        }
        bytes -= size;
        return Parcel.of(taken);
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }
}
