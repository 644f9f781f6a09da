package io.modehub.protocol;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** What both directions share: one JSON object a frame, its type first. */
final class Frames {
    private Frames() {}

    /** Reads up to the value of {@code type}, which comes first. */
    static String type(JsonIn in) {
        if (in.next() != JsonToken.START_OBJECT) {
            throw new MalformedFrame("a frame is one JSON object");
        }
        if (!"type".equals(in.nextField()) || in.here() != JsonToken.VALUE_STRING) {
            throw new MalformedFrame("a frame begins with its \"type\"");
        }
        return in.string("type");
    }

    static <T> T required(String path, @Nullable T value) {
        if (value == null) {
            throw new InvalidActivity(path, "is missing");
        }
        return value;
    }

    static long least(String path, long value, long least) {
        if (value < least) {
            throw new InvalidActivity(path, "must be at least " + least);
        }
        return value;
    }
}
