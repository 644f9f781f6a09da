package io.modehub.standin.scoring;

/** How a request is answered. */
@FunctionalInterface
public interface ScoringScript {
    /** Sends the answer. On an event loop, so it must not block. */
    void play(ScoringRequest request, ScoringReply reply);
}
