package io.modehub.agent.link;

import io.modehub.protocol.AgentFrame;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** What the link carries under numbers, durable and in order. Thread-safe. */
public interface Outbox {
    UUID stream();

    /** The oldest number kept. */
    long first();

    /** The number to be assigned next. */
    long next();

    /** The highest number ever noted by {@link #beforeSending}. */
    long sent();

    /**
     * The numbered frame that begins with that number: activities, at most so many and so many bytes, a mode set by hand, or
     * a gap; empty where nothing has that number yet.
     */
    Optional<AgentFrame> read(long from, int maxItems, int maxBytes) throws IOException;

    /** Makes everything up to a number, and the note that it may have been sent, durable. */
    void beforeSending(long through) throws IOException;

    /** The hub has everything up to a number. */
    void acknowledged(long through) throws IOException;

    /** Numbers what was never sent from 1 in a new stream. */
    void beginNewStream() throws IOException;
}
