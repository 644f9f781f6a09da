package io.modehub.bench;

import io.modehub.config.DatabaseUrl;
import io.modehub.config.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * From a program's start to its first 200 that the database had a part in: a hub whose schema is current, beside a bare server, one
 * after the other in turns, each with an archive of its classes and without. PostgreSQL runs already, elsewhere as far as they know.
 */
final class StartBenchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HUB = "io.modehub.Main";
    private static final String BARE = "io.modehub.bench.BareServer";

    private final DatabaseUrl database;
    private final Path directory;

    private StartBenchmark(DatabaseUrl database, Path directory) {
        this.database = database;
        this.directory = directory;
    }

    /** One start. */
    private record Start(double ms, double cpuMs, double rssMb) {}

    static Figures run(HubProcess hub, boolean brief) {
        try {
            // The hub that has made the schema stands still meanwhile.
            Path directory = Files.createTempDirectory("modehub-start");
            return new StartBenchmark(hub.database(), directory).measure(brief ? 3 : 9, brief);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures measure(int times, boolean brief) {
        Figures figures = new Figures("start", brief);
        for (boolean archived : new boolean[] {true, false}) {
            if (archived) {
                start(
                        HUB,
                        List.of("-XX:ArchiveClassesAtExit=" + archive(HUB), "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
                start(
                        BARE,
                        List.of("-XX:ArchiveClassesAtExit=" + archive(BARE), "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
            }
            List<Start> hubs = new ArrayList<>();
            List<Start> bare = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                hubs.add(start(HUB, archived ? List.of("-XX:SharedArchiveFile=" + archive(HUB)) : List.of()));
                bare.add(start(BARE, archived ? List.of("-XX:SharedArchiveFile=" + archive(BARE)) : List.of()));
            }
            String suffix = archived ? "" : "Plain";
            double ours = median(hubs.stream().map(Start::ms).toList());
            double theirs = median(bare.stream().map(Start::ms).toList());
            figures.part(archived ? "With an archive of its classes, as in the image and after ./run" : "Without one")
                    .add("readyMs" + suffix, "hub, start to ready, median of " + times, ours, "ms")
                    .add("bareMs" + suffix, "bare Vert.x server with a connected pool", theirs, "ms")
                    .add("ratio" + suffix, "hub ÷ bare", ours / theirs, "times")
                    .add(
                            "cpuMs" + suffix,
                            "CPU of the hub until then",
                            median(hubs.stream().map(Start::cpuMs).toList()),
                            "ms")
                    .add(
                            "bareCpuMs" + suffix,
                            "CPU of the bare server",
                            median(bare.stream().map(Start::cpuMs).toList()),
                            "ms")
                    .add(
                            "rssMb" + suffix,
                            "memory of the hub then",
                            median(hubs.stream().map(Start::rssMb).toList()),
                            "MB");
        }
        return figures;
    }

    private Path archive(String program) {
        return directory.resolve(program + ".jsa");
    }

    private Start start(String program, List<String> options) {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(HubProcess.java(), "-XX:+UseSerialGC", "-Xmx160m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(program + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        "" + port,
                        "DATA_DIR",
                        directory.resolve("data").toString(),
                        "JWT_SECRET",
                        "a secret of the benchmark, long enough to sign with",
                        "DATABASE_URL",
                        Sql.address(database)));
        try {
            long before = System.nanoTime();
            Process process = builder.start();
            while (!isReady(port)) {
                if (!process.isAlive() || System.nanoTime() - before > PATIENCE.toNanos()) {
                    throw new IllegalStateException(program + " does not start; see " + directory);
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
            double ms = (System.nanoTime() - before) / 1e6;
            Start start = new Start(ms, CpuTime.micros(process.pid()) / 1e3, Memory.rssMb(process.pid()));
            process.destroy();
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/ready")
                    .toURL()
                    .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
