package io.modehub.agent;

import io.modehub.agent.link.Outbox;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.AgentFrame;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** The spool as the link sees it. */
record SpooledOutbox(Spool spool) implements Outbox {
    @Override
    public UUID stream() {
        return spool.stream();
    }

    @Override
    public long first() {
        return spool.first();
    }

    @Override
    public long next() {
        return spool.next();
    }

    @Override
    public long sent() {
        return spool.sent();
    }

    @Override
    public Optional<AgentFrame> read(long from, int maxItems, int maxBytes) throws IOException {
        return spool.read(from, maxItems, maxBytes);
    }

    @Override
    public void beforeSending(long through) throws IOException {
        spool.markSent(through);
    }

    @Override
    public void acknowledged(long through) throws IOException {
        spool.acknowledged(through);
    }

    @Override
    public void beginNewStream() throws IOException {
        spool.beginNewStream();
    }
}
