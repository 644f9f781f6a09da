package io.modehub.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What links that say nothing cost: memory after full collections, and CPU for being pinged. Each agent belongs to a person of its
 * own. The hub has the image's Java settings, by which its heap shrinks to what it needs, the heap of {@code ./run}, and begins with
 * as little of it as in the image's 512 MB: what is touched already would hide what links take.
 */
final class IdleBenchmark {
    private static final String OPTIONS = "@docs/image/options";
    private static final List<String> HEAP = List.of("-Xms8m", "-Xmx384m");
    private static final int LINKS = 10_000;
    private static final int BRIEF_LINKS = 2_000;

    /** Come and go before anything is measured, so that what the program itself takes for its work is there. */
    private static final int FIRST = 1_000;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private IdleBenchmark() {}

    static Figures run(HubProcess hub, boolean brief) {
        int links = brief ? BRIEF_LINKS : LINKS;
        List<HubApi.Identity> fleet = Fleet.of(hub, links + FIRST, 1);
        hub.stop();
        hub.start(
                Map.of(),
                Stream.concat(Stream.of(HubProcess.java(), OPTIONS), HEAP.stream())
                        .toList());
        try (Load first = open(hub, fleet.subList(0, FIRST), 1)) {
            awaitAcked(first, FIRST);
        }
        Load.run(2);
        Taken base = Taken.by(hub);
        Instant began = Instant.now();
        try (Load load = open(hub, fleet.subList(FIRST, links + FIRST), 0)) {
            await(() -> load.agents().stream().allMatch(agent -> agent.links() > 0));
            double opened = Duration.between(began, Instant.now()).toMillis() / 1e3;
            Taken silent = Taken.by(hub);
            load.agents().forEach(agent -> load.produce(agent, 1));
            awaitAcked(load, links);
            Taken spoke = Taken.by(hub);
            Usage before = Usage.now(hub);
            Load.run(brief ? 10 : 30);
            Usage used = Usage.now(hub).since(before);
            load.requireNoFaults();
            return new Figures("idle", brief)
                    .part(links + " agent links that say nothing")
                    .add("openedSeconds", "until all were welcomed", opened, "s")
                    .add("baseMegabytes", "memory of the hub before, after full collections", base.residentMb(), "MB")
                    .add("silentMegabytes", "with all links", silent.residentMb(), "MB")
                    .add("silentKilobytes", "a link", silent.residentKb(base, links), "kB")
                    .add("spokeMegabytes", "once each has sent an activity", spoke.residentMb(), "MB")
                    .add("spokeKilobytes", "a link (goal: 20)", spoke.residentKb(base, links), "kB")
                    .add("silentHeapKilobytes", "of it live objects, silent", silent.liveKb(base, links), "kB")
                    .add(
                            "spokeHeapKilobytes",
                            "of it live objects, once it has spoken",
                            spoke.liveKb(base, links),
                            "kB")
                    .add(
                            "hubPercent",
                            "CPU of the hub, pings among it",
                            100 * used.hubMicros() / 1e6 / used.seconds(),
                            "% of a core")
                    .add("othersPercent", "CPU of other programs", used.othersPercent(), "% of a core");
        }
    }

    private static Load open(HubProcess hub, List<HubApi.Identity> fleet, long produced) {
        Load load = new Load(hub::port);
        Instant start = Instant.now().minusSeconds(60);
        for (int i = 0; i < fleet.size(); i++) {
            SimulatedAgent agent = load.add(
                    fleet.get(i),
                    new Script(i, start, 5_000)::item,
                    new SimulatedAgent.Pace(1, 1_000),
                    (who, from, through) -> {});
            load.produce(agent, produced);
        }
        return load;
    }

    private static void awaitAcked(Load load, long count) {
        await(() -> load.acked() >= count);
    }

    private static void await(java.util.function.BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not reached within " + PATIENCE);
            }
            Load.run(1);
        }
    }

    /**
     * What the hub takes after full collections.
     *
     * @param resident of the machine's memory, in kB
     * @param live bytes of objects
     */
    private record Taken(long resident, long live) {
        static Taken by(HubProcess hub) {
            return new Taken(Memory.residentAfterCollection(hub), Memory.liveBytes(hub));
        }

        double residentMb() {
            return resident / 1e3;
        }

        double residentKb(Taken before, int links) {
            return (resident - before.resident) / (double) links;
        }

        double liveKb(Taken before, int links) {
            return (live - before.live) / 1e3 / links;
        }
    }
}
