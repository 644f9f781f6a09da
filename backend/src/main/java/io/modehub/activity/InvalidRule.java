package io.modehub.activity;

/** A rule that can't be: the field at fault and what it must be. */
public final class InvalidRule extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String path;

    public InvalidRule(String path, String remedy) {
        super(remedy, null);
        this.path = path;
    }

    /** The field at fault, such as {@code name} or {@code title/pattern}. */
    public String path() {
        return path;
    }

    /** What the value must be. */
    public String remedy() {
        return String.valueOf(getMessage());
    }

    /** The same fault of a field one level further out. */
    public InvalidRule within(String outer) {
        return new InvalidRule(path.isEmpty() ? outer : outer + "/" + path, remedy());
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
