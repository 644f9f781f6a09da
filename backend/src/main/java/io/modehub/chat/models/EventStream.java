package io.modehub.chat.models;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-sent events out of bytes: lines may end in LF, CRLF or CR and be cut anywhere, characters too. Comments and fields
 * other than {@code data} are passed over.
 */
final class EventStream {
    private static final String DATA = "data:";

    private final int maxBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterReturn;
    private int size;

    /** @param maxBytes of one event */
    EventStream(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The data of the events that these bytes complete. */
    List<String> take(Buffer some) {
        List<String> events = new ArrayList<>();
        for (byte one : some.getBytes()) {
            if (one == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = one == '\r';
            if (one == '\n' || one == '\r') {
                endLine(events);
            } else {
                line.write(one);
                size++;
            }
        }
        return events;
    }

    /** The event that the end leaves without its empty line; none or one. */
    List<String> end() {
        List<String> events = new ArrayList<>();
        endLine(events);
        if (hasData) {
            endEvent(events);
        }
        return events;
    }

    /** Whether the event under way is bigger than allowed. */
    boolean isTooBig() {
        return size > maxBytes;
    }

    private void endLine(List<String> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            endEvent(events);
        } else if (text.startsWith(DATA)) {
            if (hasData) {
                data.append('\n');
            }
            hasData = true;
            int begin = text.startsWith(" ", DATA.length()) ? DATA.length() + 1 : DATA.length();
            data.append(text, begin, text.length());
        }
    }

    private void endEvent(List<String> events) {
        if (hasData) {
            events.add(data.toString());
        }
        data.setLength(0);
        hasData = false;
        size = 0;
    }
}
