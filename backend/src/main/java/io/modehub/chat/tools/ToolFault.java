package io.modehub.chat.tools;

/** A tool can't be asked like that. The message names the argument and the remedy, so that a model can ask again. */
public final class ToolFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    public ToolFault(String remedy) {
        super(remedy);
        this.remedy = remedy;
    }

    /** What is wrong and what would be right. */
    public String remedy() {
        return remedy;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
