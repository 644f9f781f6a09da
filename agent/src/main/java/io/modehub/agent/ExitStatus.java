package io.modehub.agent;

/** What the commands end with; 2 is wrong usage. */
final class ExitStatus {
    static final int DONE = 0;
    /** Refused, with one sentence. */
    static final int REFUSED = 1;
    /** {@code doctor}: something is missing; {@code status}: there is no link. */
    static final int LACKING = 3;
    /** No agent runs. */
    static final int NOT_RUNNING = 4;

    private ExitStatus() {}
}
