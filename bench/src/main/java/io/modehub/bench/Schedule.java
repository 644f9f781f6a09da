package io.modehub.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When each number of each agent is to be sent, all agents evenly spread over a step. Latency counts from the intended
 * moment, so a hub that stalls is not spared by a generator that waits for it.
 */
final class Schedule {
    /** So long agents have to open their links before the first number is due. */
    private static final Duration LEAD = Duration.ofSeconds(4);

    private final Instant start = Instant.now().plus(LEAD);
    private final long startNanos = System.nanoTime() + LEAD.toNanos();
    private final long stepNanos;
    private final int agents;

    Schedule(int stepMs, int agents) {
        this.stepNanos = stepMs * 1_000_000L;
        this.agents = agents;
    }

    /** Start of the first window. */
    Instant start() {
        return start;
    }

    /** The moment, in {@link System#nanoTime}, at which that number is due. */
    long intended(int agent, long seq) {
        return startNanos + seq * stepNanos + agent * stepNanos / agents;
    }

    /** From now on lets all agents send what is due, in the order in which they were added. */
    void begin(Load load) {
        List<SimulatedAgent> all = load.agents();
        load.every(1, () -> {
            long now = System.nanoTime();
            for (int agent = 0; agent < all.size(); agent++) {
                all.get(agent).produce(Math.floorDiv(now - intended(agent, 0), stepNanos));
            }
        });
    }
}
