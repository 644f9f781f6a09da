package io.modehub.bench;

import io.modehub.activity.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * One change to many screens: 100 changes a second to 500 pages of one person, beside servers that do nothing else. Ours
 * takes each change in as an activity, judges and stores it as well.
 */
final class FanoutBenchmark {
    private static final int PAGES = 500;
    private static final int AGENTS = 20;
    private static final int STEP_MS = 200;
    private static final int MESSAGES_PER_SECOND = 1_000 * AGENTS / STEP_MS;

    private final boolean brief;
    private final Figures figures;

    private FanoutBenchmark(boolean brief) {
        this.brief = brief;
        this.figures = new Figures("fanout", brief);
    }

    /** CPU a delivery in µs and the 99th percentile in ms. */
    private record Outcome(double micros, double p99) {}

    static Figures run(HubProcess hub, boolean brief) {
        FanoutBenchmark benchmark = new FanoutBenchmark(brief);
        try {
            Path directory = Files.createTempDirectory("modehub-fanout");
            Outcome nchan = benchmark.peer("nchan", "nginx with nchan", FanoutPeer::nchan, directory);
            Outcome nats = benchmark.peer("nats", "nats-server", FanoutPeer::nats, directory);
            Outcome ours = benchmark.ours(hub);
            benchmark
                    .figures
                    .part("Side by side")
                    .add("cpuRatio", "CPU a delivery ÷ nchan's (goal: 1)", ours.micros() / nchan.micros(), "")
                    .add("p99Ratio", "p99 ÷ nats-server's (goal: 1)", ours.p99() / nats.p99(), "");
            return benchmark.figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int warmUp() {
        return brief ? 4 : 30;
    }

    private int seconds() {
        return brief ? 6 : 20;
    }

    private Outcome peer(String key, String words, Function<Path, FanoutPeer> start, Path directory) {
        Histogram latency = new Histogram(3);
        boolean[] measuring = {false};
        try (FanoutPeer peer = start.apply(directory.resolve(key))) {
            for (int i = 0; i < PAGES; i++) {
                peer.subscribe(sentAt -> {
                    if (measuring[0]) {
                        latency.recordValue(System.nanoTime() - sentAt);
                    }
                });
            }
            Consumer<Long> publisher = peer.publisher();
            long start0 = System.nanoTime();
            long[] sent = {0};
            peer.vertx().setPeriodic(1, id -> {
                long due = (System.nanoTime() - start0) * MESSAGES_PER_SECOND / 1_000_000_000L;
                while (sent[0] < due) {
                    sent[0]++;
                    publisher.accept(start0 + sent[0] * 1_000_000_000L / MESSAGES_PER_SECOND);
                }
            });
            Load.run(warmUp());
            peer.vertx().runOnContext(nothing -> measuring[0] = true);
            long before = peer.micros();
            Load.run(seconds());
            long used = peer.micros() - before;
            return outcome(key, words, latency, used);
        }
    }

    private Outcome ours(HubProcess hub) {
        HubApi api = new HubApi(hub);
        List<HubApi.Identity> agents = Fleet.of(hub, AGENTS, AGENTS);
        UserId person = agents.get(0).person();
        Map<String, Integer> numbers = new HashMap<>();
        Histogram latency = new Histogram(3);
        boolean[] measuring = {false};
        long[] others = {0};
        try (Load load = new Load(hub::port)) {
            Schedule schedule = new Schedule(STEP_MS, AGENTS);
            for (int i = 0; i < AGENTS; i++) {
                numbers.put(agents.get(i).agentId(), i);
                load.add(
                        agents.get(i),
                        seq -> LiveBenchmark.talk(schedule.start(), seq, STEP_MS),
                        new SimulatedAgent.Pace(1, 1_000),
                        (agent, from, through) -> {});
            }
            String token = api.signIn(person);
            Dashboard dashboard = new Dashboard(load.vertx());
            for (int i = 0; i < PAGES; i++) {
                dashboard.open(hub.port(), token, text -> {
                    if (!measuring[0]) {
                        return;
                    }
                    long seq = LiveBenchmark.seq(text);
                    if (seq > 0) {
                        int at = text.indexOf("\"agentId\":\"") + 11;
                        Integer agent = numbers.get(text.substring(at, at + 36));
                        latency.recordValue(System.nanoTime() - schedule.intended(agent == null ? 0 : agent, seq));
                    } else {
                        others[0]++;
                    }
                });
            }
            schedule.begin(load);
            Load.run(warmUp());
            load.onLoop(() -> measuring[0] = true);
            Usage before = Usage.now(hub);
            Load.run(seconds());
            Usage used = Usage.now(hub).since(before);
            load.onLoop(() -> measuring[0] = false);
            load.requireNoFaults();
            Outcome outcome = outcome("hub", "Modehub, with PostgreSQL beside it", latency, used.hubMicros());
            figures.add("hubOtherFrames", "other frames", others[0] / used.seconds(), "/s")
                    .add(
                            "postgresPercent",
                            "CPU of PostgreSQL",
                            used.postgresMicros() / 1e4 / used.seconds(),
                            "% of a core")
                    .add("othersPercent", "CPU of other programs", used.othersPercent(), "% of a core");
            return outcome;
        }
    }

    private Outcome outcome(String key, String words, Histogram latency, long micros) {
        double deliveries = latency.getTotalCount();
        Outcome outcome = new Outcome(micros / deliveries, latency.getValueAtPercentile(99) / 1e6);
        figures.part(words + ": " + MESSAGES_PER_SECOND + " changes/s to " + PAGES + " pages")
                .add(key + "PerSecond", "deliveries", deliveries / seconds(), "/s")
                .add(key + "Micros", "CPU a delivery", outcome.micros(), "µs")
                .add(key + "P50Ms", "sent to delivered, p50", latency.getValueAtPercentile(50) / 1e6, "ms")
                .add(key + "P99Ms", "p99", outcome.p99(), "ms");
        return outcome;
    }
}
