package io.modehub.protocol;

/** A frame that is no JSON object, has no type, or lacks what its type needs: the link closes with 4501. */
public final class MalformedFrame extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedFrame(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
