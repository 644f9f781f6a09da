package io.modehub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code bench/run [NAME] [--short] [--reveal]}: one benchmark, or the list of them. */
public final class Main {
    private static final String SHORT = "--short";
    private static final String REVEAL = "--reveal";

    /** Needs no hub. */
    private static final String TREES = "trees";

    private Main() {}

    /** A benchmark, on a hub of its own that has just started. */
    private interface Benchmark {
        Figures run(HubProcess hub, boolean brief);
    }

    private static Map<String, Benchmark> benchmarks(boolean reveal) {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("ingest", IngestBenchmark::run);
        all.put("live", LiveBenchmark::run);
        all.put("idle", IdleBenchmark::run);
        all.put("fanout", FanoutBenchmark::run);
        all.put("summary", SummaryBenchmark::run);
        all.put("storage", StorageBenchmark::run);
        all.put("truth", TruthBenchmark::run);
        all.put("agent", AgentBenchmark::run);
        all.put("rules", (hub, brief) -> RulesBenchmark.run(brief));
        all.put("models", ModelsBenchmark::run);
        all.put("start", StartBenchmark::run);
        all.put("footprint", FootprintBenchmark::run);
        all.put("chat", (hub, brief) -> ChatBenchmark.run(hub, brief, reveal));
        return all;
    }

    private static final String LIST = """
            bench/run NAME [--short] [--reveal]
              ingest   durable activities a second, CPU an activity, time from sent to acknowledged; beside bare inserts
              live     time from sent to a frame at a dashboard
              idle     memory and CPU of links that say nothing
              fanout   CPU a delivery to 500 dashboards; beside nginx with nchan and nats-server
              summary  how long a summary of a year and of five years takes, however much there is; beside raw rows
              storage  whether activities would be better off in partitions by month
              truth    what it costs to keep roll-ups true: activities a second and CPU with and without them
              classify whether modes come out right: days held out, beside scikit-learn; what smoothing makes of them
              models   a year judged again by another model; what others notice of a search
              agent    what the agent takes on a person's machine: memory, CPU, start, wake-ups, bytes
              pages    the dashboard in a browser: from a change to the page, zooming 5,000 stretches, memory over an hour
              rules    what a person's own rules add to judging an activity, hostile ones too
              chat     whether the chat's answers are right; time to the first text, cancelling, 50 answers at once
              start    from a hub's start to ready, beside a bare server with a connected pool
              footprint  memory of a hub in 512 MB with 1,000 agents, 50 dashboards and a search for a model
              trees    training, asking and storing trees of our own, beside Tribuo's; a whole search
              --short  takes at most a minute
              --reveal chat: also shows what was not right among the questions that nobody may tune it on""";

    public static void main(String[] args) {
        List<String> names = new ArrayList<>(List.of(args));
        boolean brief = names.remove(SHORT);
        boolean reveal = names.remove(REVEAL);
        if (names.isEmpty()) {
            System.out.println(LIST);
            return;
        }
        if (names.equals(List.of("classify"))) {
            classify(brief);
            return;
        }
        Benchmark benchmark = benchmarks(reveal).get(names.get(0));
        if (names.equals(List.of(TREES))) {
            TreesBenchmark.run(brief).print();
            return;
        }
        if (benchmark == null || names.size() > 1) {
            System.err.println("bench: unknown: " + String.join(" ", names) + "\n" + LIST);
            System.exit(1);
            return;
        }
        run(benchmark, brief);
    }

    private static void run(Benchmark benchmark, boolean brief) {
        Path directory = temporary();
        HubProcess hub = new HubProcess(directory.resolve("data"));
        // Ctrl-C ends the hub and its PostgreSQL as well.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            hub.close();
            delete(directory);
        }));
        hub.start();
        benchmark.run(hub, brief).print();
    }

    /** Needs no hub. */
    private static void classify(boolean brief) {
        Path directory = temporary();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        ClassifyBenchmark.run(brief, directory).print();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("modehub-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path folder, java.io.@org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("bench: " + directory + " is left behind: " + e);
        }
    }
}
