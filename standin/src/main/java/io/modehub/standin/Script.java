package io.modehub.standin;

/** How a request is answered. */
@FunctionalInterface
public interface Script {
    /** Says what to send, in order; it is sent after this has returned. On an event loop, so it must not block. */
    void play(Asked asked, Reply reply);
}
