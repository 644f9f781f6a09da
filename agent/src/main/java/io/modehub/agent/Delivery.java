package io.modehub.agent;

import io.modehub.agent.link.Link;
import io.modehub.agent.link.LinkListener;
import io.modehub.agent.link.LinkSettings;
import io.modehub.agent.log.Log;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** spool → link: keeps what it is handed and sends it until it is acknowledged. Thread-safe. */
final class Delivery implements AutoCloseable {
    /** The longest time an activity may not be durable; whoever owns the delivery flushes it so often. */
    static final long FLUSH_MS = 500;

    private final Spool spool;
    private final Link link;
    private final Log log;
    private boolean losing;

    /** Takes ownership of the spool. */
    Delivery(Spool spool, LinkSettings settings, Supplier<AgentFrame.Hello> hello, LinkListener listener, Log log) {
        this.spool = spool;
        this.link = new Link(settings, new SpooledOutbox(spool), hello, listener, log);
        this.log = log;
    }

    void start() {
        link.start();
    }

    Link link() {
        return link;
    }

    Spool spool() {
        return spool;
    }

    /** Keeps and sends an activity; where the disk takes none it is lost, and the log says so once. */
    void keep(Activity activity) {
        try {
            spool.append(activity);
            written(true, "");
            link.wake();
        } catch (IOException e) {
            written(false, String.valueOf(e.getMessage()));
        }
    }

    /** Keeps and sends a mode set by hand, durably, and returns its number. */
    long setMode(Instant at, @Nullable String mode, @Nullable Instant until) throws IOException {
        long seq = spool.appendMode(at, mode, until);
        spool.flush();
        link.wake();
        return seq;
    }

    void flush() {
        try {
            spool.flush();
        } catch (IOException e) {
            log.state("spool", "the spool cannot be made durable: " + e.getMessage());
        }
    }

    /** Makes everything durable, says goodbye to the hub and ends. */
    @Override
    public void close() {
        flush();
        link.close();
        try {
            spool.close();
        } catch (IOException e) {
            log.line("the spool was not closed well: " + e.getMessage());
        }
    }

    private synchronized void written(boolean well, String why) {
        if (!well) {
            losing = true;
            log.state("spool", "the spool cannot be written, what is measured is lost: " + why);
        } else if (losing) {
            losing = false;
            log.state("spool", "the spool can be written again");
        }
    }
}
