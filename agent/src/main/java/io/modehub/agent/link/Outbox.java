package io.modehub.agent.link;

import io.modehub.protocol.Activity;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** The numbered activities the link carries, durable and in order. Thread-safe. */
public interface Outbox {

    /**
     * A run of activities.
     *
     * @param first number of the first; more than was asked for if those before it are lost
     */
    record Batch(long first, List<Activity> activities) {}

    UUID stream();

    /** The oldest number kept. */
    long first();

    /** The number to be assigned next. */
    long next();

    /** The highest number ever noted by {@link #beforeSending}. */
    long sent();

    /** Activities from a number on; an empty batch begins at {@link #next}. */
    Batch read(long from, int maxItems, int maxBytes) throws IOException;

    /** Makes everything up to a number, and the note that it may have been sent, durable. */
    void beforeSending(long through) throws IOException;

    /** The hub has everything up to a number. */
    void acknowledged(long through) throws IOException;

    /** Numbers what was never sent from 1 in a new stream. */
    void beginNewStream() throws IOException;
}
