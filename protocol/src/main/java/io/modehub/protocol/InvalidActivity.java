package io.modehub.protocol;

/** A value that breaks the contract, with the field's path, a code of the error table, and the remedy as message. */
public final class InvalidActivity extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String path;
    private final String remedy;

    public InvalidActivity(String path, String message) {
        super(message, null);
        this.path = path;
        this.remedy = message;
    }

    /** The field at fault, such as {@code mouse} or {@code audio/0/rmsDb}. */
    public String path() {
        return path;
    }

    /** What the value must be. */
    public String remedy() {
        return remedy;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
