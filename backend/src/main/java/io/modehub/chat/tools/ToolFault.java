package io.modehub.chat.tools;

/** A tool can't be asked like that. The message names the argument and the remedy, so that a model can ask again. */
public final class ToolFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ToolFault(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
