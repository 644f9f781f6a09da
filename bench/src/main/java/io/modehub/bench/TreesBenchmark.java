package io.modehub.bench;

import com.sun.management.OperatingSystemMXBean;
import io.modehub.activity.ModeNames;
import io.modehub.classify.FeatureReader;
import io.modehub.classify.FeatureVector;
import io.modehub.classify.Flattened;
import io.modehub.classify.ModeModel;
import io.modehub.models.Checkpoint;
import io.modehub.models.Effort;
import io.modehub.models.Examples;
import io.modehub.models.FeatureSet;
import io.modehub.models.ForestTrainer;
import io.modehub.models.Outcome;
import io.modehub.models.Row;
import io.modehub.models.Search;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.common.tree.ExtraTreesTrainer;

/**
 * What trees of our own cost beside Tribuo's, in the same run: training, a whole search, a prediction by the very same
 * trees, size. Needs no hub.
 */
final class TreesBenchmark {
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final long SEED = 11;
    private static final int TREES = 100;
    private static final double NOISE = 0.05;
    private static final int ASKED = 2_000;
    private static final int DAY_MINUTES = 1_440;

    private final int rowCount;
    private final int tribuoTrees;
    private final Figures figures;
    private final List<Row> rows = new ArrayList<>();
    private final List<Activity> windows = new ArrayList<>();

    private TreesBenchmark(boolean brief) {
        this.rowCount = brief ? 2_000 : 8_500;
        this.tribuoTrees = brief ? 5 : 30;
        this.figures = new Figures("trees", brief);
    }

    static Figures run(boolean brief) {
        TRIBUO.setLevel(Level.WARNING);
        TreesBenchmark benchmark = new TreesBenchmark(brief);
        benchmark.simulate();
        ModeModel forest = benchmark.train();
        benchmark.compare();
        benchmark.replay(forest);
        benchmark.search();
        return benchmark.figures;
    }

    /** One person's minutes, with some wrong labels; to the rows the windows that they came from. */
    private void simulate() {
        Simulator person = Simulator.of(Persona.STUDENT, SEED, ZoneOffset.UTC);
        SplittableRandom random = new SplittableRandom(SEED);
        FeatureReader reader = new FeatureReader(ZoneOffset.UTC);
        int session = 0;
        for (int day = 0; rows.size() < rowCount; day++) {
            LocalDate date = MONDAY.plusDays(day);
            long waitMs = 0;
            for (Lived sample : person.day(date)) {
                FeatureVector features = reader.next(sample.activity());
                session += reader.isFresh() ? 1 : 0;
                waitMs -= sample.activity().durationMs();
                if (waitMs > 0 || sample.mode().equals(ModeNames.AWAY) || rows.size() == rowCount) {
                    continue;
                }
                waitMs = 60_000;
                String mode = random.nextDouble() < NOISE ? ModeNames.RELAX : sample.mode();
                windows.add(sample.activity());
                rows.add(Row.of(features, mode, sample.activity().app(), 1, new Row.When(date, session)));
            }
        }
    }

    private ModeModel train() {
        Dataset<Label> data = data();
        figures.part(rows.size() + " rows of " + data.getFeatureMap().size() + " features, ExtraTrees of " + TREES)
                .add("rows", "rows", rows.size(), "")
                .add("features", "features", data.getFeatureMap().size(), "");
        train(1);
        ModeModel forest = Examples.flat("own", train(Effort.MOST_THREADS));
        byte[] file = forest.write();
        long start = System.nanoTime();
        ModeModel.read("read", file);
        return reported(forest, file.length, seconds(start));
    }

    private Model<Label> train(int threads) {
        try (Effort effort = Effort.of(threads, Checkpoint.NONE)) {
            ForestTrainer trainer = ForestTrainer.extraTrees(TREES, 2, SEED, effort);
            long start = System.nanoTime();
            Model<Label> model = trainer.train(data());
            figures.add("trainSeconds" + threads, "training, threads: " + threads, seconds(start), "s");
            return model;
        }
    }

    private ModeModel reported(ModeModel forest, int bytes, double loadSeconds) {
        FeatureVector vector = new FeatureVector();
        double[] micros = micros(i -> rows.get(i).fill(vector), i -> forest.probabilities(vector));
        figures.add("fileKb", "file", bytes / 1024.0, "KB")
                .add("loadMs", "reading it", loadSeconds * 1e3, "ms")
                .add("predictMicrosP50", "prediction, p50", micros[micros.length / 2], "µs")
                .add("predictMicrosP99", "prediction, p99", micros[micros.length * 99 / 100], "µs");
        return forest;
    }

    /** The same trees, as Tribuo asks them and flattened. */
    private void compare() {
        CARTClassificationTrainer tree =
                new CARTClassificationTrainer(Integer.MAX_VALUE, 2, 0, fraction(), true, new GiniIndex(), SEED);
        ExtraTreesTrainer<Label> trainer =
                new ExtraTreesTrainer<>(tree, new FullyWeightedVotingCombiner(), tribuoTrees, SEED);
        Dataset<Label> data = data();
        long start = System.nanoTime();
        Model<Label> original = trainer.train(data);
        double theirs = seconds(start);
        start = System.nanoTime();
        ForestTrainer.extraTrees(tribuoTrees, 2, SEED, Effort.alone(Checkpoint.NONE))
                .train(data());
        double ours = seconds(start);
        ModeModel flat = Flattened.of("flat", original);
        FeatureVector vector = new FeatureVector();
        double[] unflattened = micros(i -> {}, i -> original.predict(data.getExample(i)));
        double[] flattened = micros(i -> rows.get(i).fill(vector), i -> flat.probabilities(vector));
        double before = unflattened[unflattened.length / 2];
        double after = flattened[flattened.length / 2];
        figures.part("Tribuo's own ExtraTrees of " + tribuoTrees + ", and the same trees flattened")
                .add("tribuoTrainSeconds", "training, Tribuo", theirs, "s")
                .add("ownTrainSeconds", "training, own, 1 thread", ours, "s")
                .add("trainRatio", "ratio", theirs / ours, "times")
                .add("tribuoPredictMicros", "prediction, Tribuo, p50", before, "µs")
                .add("flatPredictMicros", "prediction, flattened, p50", after, "µs")
                .add("predictRatio", "ratio (goal 10)", before / after, "times")
                .add("tribuoFileKb", "file, Tribuo", original.serialize().getSerializedSize() / 1024.0, "KB")
                .add("flatFileKb", "file, flattened", flat.write().length / 1024.0, "KB");
    }

    /** A day of minutes from activities to probabilities, features included. */
    private void replay(ModeModel forest) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            FeatureReader reader = new FeatureReader(ZoneOffset.UTC);
            long start = System.nanoTime();
            for (Activity window : windows.subList(0, DAY_MINUTES)) {
                forest.probabilities(reader.next(window));
            }
            best = Math.min(best, seconds(start));
        }
        figures.add("dayMs", "a day of 1,440 windows, features included", best * 1e3, "ms");
    }

    private void search() {
        Search search = new Search(
                Search.Setting.of(SEED, "simulated days"), Checkpoint.NONE, progress -> {}, System::nanoTime);
        long start = System.nanoTime();
        long cpu = cpuNanos();
        Outcome outcome = search.run(rows);
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        figures.part("the whole search: " + outcome.leaderboard().size() + " trials, 2 threads, "
                        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB of heap")
                .add("searchSeconds", "search", seconds(start), "s")
                .add("searchCpuSeconds", "CPU of it, however busy the machine", cpuSeconds, "s")
                .line("winner: " + outcome.winner().candidate() + (outcome.complete() ? "" : "; the time was up"));
    }

    private Dataset<Label> data() {
        return Examples.of(rows, FeatureSet.ALL, false, "simulated days");
    }

    /** The root of the number of features, as a share of them. */
    private float fraction() {
        return (float) (1 / Math.sqrt(data().getFeatureMap().size()));
    }

    /** Sorted times of the second of two rounds; what prepares isn't timed. */
    private static double[] micros(IntConsumer prepare, IntConsumer ask) {
        double[] micros = new double[ASKED];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < ASKED; i++) {
                prepare.accept(i);
                long start = System.nanoTime();
                ask.accept(i);
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(micros);
        return micros;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
