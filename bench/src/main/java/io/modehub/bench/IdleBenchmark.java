package io.modehub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What links that say nothing cost: memory after full collections, and CPU for being pinged. */
final class IdleBenchmark {
    private static final int LINKS = 10_000;
    private static final int BRIEF_LINKS = 2_000;
    private static final int FIRST = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private IdleBenchmark() {}

    static Figures run(HubProcess hub, boolean brief) {
        int links = brief ? BRIEF_LINKS : LINKS;
        List<HubApi.Identity> fleet = Fleet.of(hub, links + FIRST);
        try (Load first = open(hub, fleet.subList(0, FIRST), 1)) {
            awaitAcked(first, FIRST);
        }
        Load.run(2);
        long base = residentAfterCollection(hub);
        Instant began = Instant.now();
        try (Load load = open(hub, fleet.subList(FIRST, links + FIRST), 0)) {
            await(() -> load.agents().stream().mapToInt(SimulatedAgent::links).sum() >= links);
            double opened = Duration.between(began, Instant.now()).toMillis() / 1e3;
            long silent = residentAfterCollection(hub);
            load.agents().forEach(agent -> load.produce(agent, 1));
            awaitAcked(load, links);
            long spoke = residentAfterCollection(hub);
            Usage before = Usage.now(hub);
            Load.run(brief ? 10 : 30);
            Usage used = Usage.now(hub).since(before);
            load.requireNoFaults();
            return new Figures("idle", brief)
                    .part(links + " agent links that say nothing")
                    .add("openedSeconds", "until all were welcomed", opened, "s")
                    .add("baseMegabytes", "memory of the hub before, after full collections", base / 1e3, "MB")
                    .add("silentMegabytes", "with all links", silent / 1e3, "MB")
                    .add("silentKilobytes", "a link", (silent - base) / (double) links, "kB")
                    .add("spokeMegabytes", "once each has sent an activity", spoke / 1e3, "MB")
                    .add("spokeKilobytes", "a link (goal: 20)", (spoke - base) / (double) links, "kB")
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

    /** What the hub has of the machine's memory after full collections, in kB. */
    static long residentAfterCollection(HubProcess hub) {
        try {
            for (int i = 0; i < 3; i++) {
                Process collect = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(hub.pid()),
                                "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!collect.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the hub did not collect its garbage");
                }
            }
            return Files.readAllLines(Path.of("/proc", Long.toString(hub.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
