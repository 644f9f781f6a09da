package io.modehub.classify;

/** Bytes that are no usable model; the message says what is wrong with them. */
public final class UnreadableModel extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnreadableModel(String message) {
        super(message);
    }
}
