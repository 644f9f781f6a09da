package io.modehub.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Agents that catch up: each has a spool without end and sends as the window allows, so the hub is never idle. */
final class ClosedLoop {
    static final int AGENTS = 64;
    static final int BATCH = 20;

    private static final int FRAMES_UNDER_WAY = 8;
    private static final int WINDOW_MS = 5_000;

    /** After a turn of something else. */
    private static final int AGAIN_S = 3;

    private ClosedLoop() {}

    /** What became durable in the time that was measured, and what it took. */
    record Outcome(long activities, Usage used) {
        Outcome plus(Outcome other) {
            return new Outcome(activities + other.activities, used.plus(other.used));
        }

        double perSecond() {
            return activities / used.seconds();
        }

        double hubMicros() {
            return used.hubMicros() / (double) activities;
        }

        double postgresMicros() {
            return used.postgresMicros() / (double) activities;
        }

        double generatorMicros() {
            return used.generatorMicros() / (double) activities;
        }
    }

    /** Where agents that catch up have stopped: the start of their first window, at a whole hour. */
    static Instant start() {
        return Instant.now().truncatedTo(java.time.temporal.ChronoUnit.HOURS).minus(Duration.ofDays(30));
    }

    /** Lets these agents run, for some seconds unmeasured at first. */
    static Outcome run(HubProcess hub, List<HubApi.Identity> identities, Instant start, int warmUp, int seconds) {
        return run(hub, identities, start, warmUp, seconds, 1, () -> {});
    }

    /** The same in some turns; after each comes something else, meanwhile the hub stands still. */
    static Outcome run(
            HubProcess hub,
            List<HubApi.Identity> identities,
            Instant start,
            int warmUp,
            int seconds,
            int turns,
            Runnable other) {
        try (Load load = new Load(hub::port)) {
            for (int i = 0; i < identities.size(); i++) {
                SimulatedAgent agent = load.add(
                        identities.get(i),
                        new Script(i, start, WINDOW_MS)::item,
                        new SimulatedAgent.Pace(BATCH, BATCH * FRAMES_UNDER_WAY),
                        (who, from, through) -> {});
                load.produce(agent, Long.MAX_VALUE);
            }
            Load.run(warmUp);
            Outcome all = measured(hub, load, seconds);
            for (int turn = 1; turn < turns; turn++) {
                standStill(hub, other);
                Load.run(AGAIN_S);
                all = all.plus(measured(hub, load, seconds));
            }
            standStill(hub, other);
            load.requireNoFaults();
            return all;
        }
    }

    private static Outcome measured(HubProcess hub, Load load, int seconds) {
        Usage before = Usage.now(hub);
        long ackedBefore = load.acked();
        Load.run(seconds);
        Usage used = Usage.now(hub).since(before);
        return new Outcome(load.acked() - ackedBefore, used);
    }

    private static void standStill(HubProcess hub, Runnable other) {
        hub.suspend();
        try {
            other.run();
        } finally {
            hub.resume();
        }
    }
}
