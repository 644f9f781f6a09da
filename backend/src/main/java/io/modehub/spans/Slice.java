package io.modehub.spans;

/**
 * A stretch of one mode and one application, {@code [from, to)} in epoch milliseconds.
 *
 * @param app empty where no window covers it
 */
public record Slice(long from, long to, int modeId, String app) {
    long length() {
        return to - from;
    }
}
