package io.modehub.ingest;

import io.modehub.activity.AgentRef;
import io.modehub.classify.LiveFloors;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.protocol.AgentFrame;
import java.time.Instant;

/** What an agent hears at this moment, for the pages that look at it; nothing of it is kept. Belongs to the link's event loop. */
final class LevelMeters {
    /** A page shows no more than two a second. */
    private static final long EVERY_NANOS = 500_000_000;

    private final LiveBus bus;
    private final AgentRef agent;
    private final LiveFloors floors = new LiveFloors();
    private long shownAt = System.nanoTime() - EVERY_NANOS;

    LevelMeters(LiveBus bus, AgentRef agent) {
        this.bus = bus;
        this.agent = agent;
    }

    /** Learns from activities what the agent's sources sound like while nothing happens. */
    void hear(AgentFrame frame) {
        if (frame instanceof AgentFrame.Activities batch) {
            for (AgentFrame.Item item : batch.items()) {
                if (item instanceof AgentFrame.Valid valid) {
                    floors.hear(valid.activity());
                }
            }
        }
    }

    /** Shows levels, unless others were shown just now. */
    void show(AgentFrame.Levels levels, Instant at) {
        long now = System.nanoTime();
        if (now - shownAt < EVERY_NANOS) {
            return;
        }
        shownAt = now;
        bus.publish(
                agent.user(),
                "levels/" + agent.id(),
                LiveFrames.levels(
                        agent.id(),
                        at,
                        levels.audio(),
                        floors::activeFromDb,
                        levels.mouse(),
                        levels.keyboard(),
                        levels.app(),
                        levels.title()));
    }
}
