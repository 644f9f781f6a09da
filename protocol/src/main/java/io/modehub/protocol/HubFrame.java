package io.modehub.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the hub says to an agent. */
public sealed interface HubFrame {

    /**
     * The answer to {@code hello}.
     *
     * @param acked highest sequence number that is durable here
     * @param window how many sequence numbers may be unacknowledged
     * @param maxBatch most items in a frame
     * @param pingMs how often the hub pings
     * @param token a new token that replaces the old one
     */
    record Welcome(
            long acked,
            int window,
            int maxBatch,
            int pingMs,
            Instant serverTime,
            @Nullable String token) implements HubFrame {
        @Override
        public String toString() {
            return "Welcome[acked=" + acked + ", window=" + window + ", token=" + (token == null ? "none" : "(hidden)")
                    + "]";
        }
    }

    /** Everything up to {@code through} is durable. */
    record Ack(long through, @Nullable Integer window) implements HubFrame {}

    /** The item was refused and kept aside; sent before the {@code ack} that covers it. */
    record Reject(long seq, String code, String message) implements HubFrame {}

    /** The mode of this agent changed. */
    record Mode(String mode, double confidence, Instant since, List<Reason> reasons) implements HubFrame {
        public Mode {
            reasons = List.copyOf(reasons);
        }
    }

    /** Somebody watches: send {@code levels} for so long. */
    record Watch(long forMs) implements HubFrame {}

    /** The hub is about to close: come back within that time, at a random moment of it. */
    record Drain(long withinMs) implements HubFrame {}

    /** Something was wrong; the link stays open. */
    record Fault(String code, String message, boolean retryable) implements HubFrame {}

    /** A type this version does not know: ignored. */
    record Unknown(String type) implements HubFrame {}
}
