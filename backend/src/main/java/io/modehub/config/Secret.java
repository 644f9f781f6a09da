package io.modehub.config;

import java.nio.charset.StandardCharsets;

/** A value that never shows itself. */
public record Secret(String value) {
    /** The value's UTF-8 bytes. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
