package io.modehub.bench;

import io.modehub.classify.FoldedDays;
import io.modehub.classify.FoldedDays.Columns;
import io.modehub.classify.Pace;
import io.modehub.classify.ReplayFigures;
import io.modehub.classify.Scores;
import io.modehub.classify.Step;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether modes come out right on days that no model saw: rows beside scikit-learn's on the same folds, how hard the simulated
 * days are, and what smoothing makes of them. Needs no hub.
 */
final class ClassifyBenchmark {
    /** Held here, as a logger nobody holds forgets its level. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    /** Looked at while the simulator, paces and weights were set. */
    private static final List<Long> KNOWN_SEEDS = List.of(1L, 2L, 3L);

    /** Never looked at before anything was set. */
    private static final List<Long> FRESH_SEEDS = List.of(11L, 12L, 13L);

    /** A third of what a person's search has, as there are five a seed. */
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private static final Duration BRIEF_BUDGET = Duration.ofSeconds(4);

    private static final int DAYS = 12;
    private static final int FEW_DAYS = 5;

    private final Figures figures;
    private final boolean brief;
    private final int days;
    private final Path folder;
    private final ScikitLearn scikitLearn;
    private final Map<Pace, List<List<Step>>> live = new EnumMap<>(Pace.class);
    private final List<List<Step>> recorded = new ArrayList<>();

    private ClassifyBenchmark(boolean brief, Path folder) throws IOException {
        TRIBUO.setLevel(Level.WARNING);
        figures = new Figures("classify", brief);
        this.brief = brief;
        days = brief ? FEW_DAYS : DAYS;
        this.folder = folder;
        scikitLearn = new ScikitLearn(folder);
    }

    /** @param folder an empty one for the rows, to be deleted afterwards */
    static Figures run(boolean brief, Path folder) {
        try {
            return new ClassifyBenchmark(brief, folder).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures run() throws IOException {
        if (brief) {
            group("known", List.of(KNOWN_SEEDS.get(0)));
        } else {
            group("known", KNOWN_SEEDS);
            group("fresh", FRESH_SEEDS);
        }
        return figures;
    }

    private void group(String key, List<Long> seeds) throws IOException {
        live.clear();
        recorded.clear();
        for (long seed : seeds) {
            FoldedDays folded = new FoldedDays(seed, days);
            rows(seed, folded);
            replay(folded);
            progress("seed " + seed + " done");
        }
        String words = ", seeds " + seeds;
        figures.part("Live, by pace" + words
                + ": flips/h over true, segment F1, delay at a change s median and p90, right %");
        live.forEach((pace, steps) -> pace(key, pace, steps));
        smoothed(
                key + "Live",
                "Live at the usual pace" + words,
                ReplayFigures.of(live.getOrDefault(Pace.BALANCED, List.of())));
        smoothed(key + "Finished", "Finished days, as recorded" + words, ReplayFigures.of(recorded));
    }

    private void rows(long seed, FoldedDays folded) throws IOException {
        figures.part("Seed " + seed + ": days held out, by accuracy, macro-F1 and weighted AUC, in %");
        for (Columns columns : Columns.values()) {
            Path file = folder.resolve(seed + "-" + columns + ".txt");
            int rows = folded.write(file, columns);
            boolean all = columns == Columns.WINDOWS;
            JsonObject reference =
                    all ? scikitLearn.judge(file, "extraTrees", "logistic") : scikitLearn.judge(file, "extraTrees");
            Files.delete(file);
            String key = "seed" + seed + camel(columns);
            String words = words(columns);
            row(key + "ExtraTrees", "scikit-learn ExtraTrees, " + words, reference.getJsonObject("extraTrees"));
            if (all) {
                row(key + "SklearnLogistic", "scikit-learn logistic, " + words, reference.getJsonObject("logistic"));
                row(key + "Logistic", "Tribuo logistic, " + words, folded.logistic(columns));
                searched(
                        key,
                        new SearchedModels(folded, columns, brief ? BRIEF_BUDGET : BUDGET),
                        scores(reference.getJsonObject("extraTrees")));
                figures.add("seed" + seed + "Rows", "rows", rows, "");
            }
        }
    }

    /** What a search chooses, and how far it is from scikit-learn's trees. */
    private void searched(String key, SearchedModels models, Scores trees) {
        Scores ours = models.scores();
        row(key + "Ours", "Modehub, chosen by its search", ours);
        row(
                key + "Lead",
                "  minus scikit-learn ExtraTrees (goal: -1)",
                new Scores(
                        ours.accuracy() - trees.accuracy(),
                        ours.macroF1() - trees.macroF1(),
                        ours.weightedAuc() - trees.weightedAuc()));
        figures.line("chosen by folds: " + models.chosen());
    }

    private void row(String key, String words, JsonObject scores) {
        row(key, words, scores(scores));
    }

    private static Scores scores(JsonObject json) {
        return new Scores(json.getDouble("accuracy"), json.getDouble("macroF1"), json.getDouble("weightedAuc"));
    }

    private void row(String key, String words, Scores scores) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(key + "AccuracyPercent", 100 * scores.accuracy());
        values.put(key + "MacroF1Percent", 100 * scores.macroF1());
        values.put(key + "WeightedAucPercent", 100 * scores.weightedAuc());
        figures.row(words, values, "");
    }

    private void replay(FoldedDays folded) {
        LivedDays lived = new LivedDays(folded);
        for (Pace pace : Pace.values()) {
            live.computeIfAbsent(pace, any -> new ArrayList<>()).addAll(lived.live(pace));
        }
        recorded.addAll(lived.withHindsight());
    }

    private void pace(String group, Pace pace, List<List<Step>> steps) {
        ReplayFigures found = ReplayFigures.of(steps);
        String key = group + "Pace" + camel(pace);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(key + "FlipsOverTruth", found.flipsOverTruth());
        values.put(key + "SegmentF1", found.segmentF1());
        values.put(key + "DelayP50S", found.medianDelayMs() / 1e3);
        values.put(key + "DelayP90S", found.p90DelayMs() / 1e3);
        values.put(key + "RightPercent", 100 * found.accuracy());
        figures.row(pace.name().toLowerCase(Locale.ROOT), values, "");
    }

    private void smoothed(String key, String title, ReplayFigures found) {
        figures.part(title)
                .add(key + "RightPercent", "right", 100 * found.accuracy(), "% of the time")
                .add(key + "TrueFlipsPerHour", "true changes of mode", found.trueFlipsAnHour(), "an hour")
                .add(
                        key + "FlipsOverTruth",
                        "changes shown over true ones (goal: at most 1.4)",
                        found.flipsOverTruth(),
                        "")
                .add(key + "SegmentF1", "segment F1 at IoU 0.5 (goal: at least 0.78)", found.segmentF1(), "")
                .add(key + "Segments", "segments of at least 5 min", found.segments(), "")
                .add(key + "MissedPercent", "of them never shown", 100 * found.missed(), "%")
                .add(
                        key + "DelayP50S",
                        "delay at a change, median (goal: at most 120)",
                        found.medianDelayMs() / 1e3,
                        "s")
                .add(key + "DelayP90S", "delay at a change, p90", found.p90DelayMs() / 1e3, "s")
                .add(
                        key + "Coverage97Percent",
                        "told with 97 % right (goal: at least 80)",
                        100 * found.coverageAt97(),
                        "%")
                .add(
                        key + "CalibrationErrorPercent",
                        "calibration error (goal: at most 5)",
                        100 * found.calibrationError(),
                        "%")
                .add(key + "Meetings", "meetings with voices on both sides", found.meetings(), "")
                .add(
                        key + "MeetingStartP95S",
                        "from these to shown, p95 (goal: at most 5)",
                        found.meetingStartP95Ms() / 1e3,
                        "s");
    }

    private static String words(Columns columns) {
        return switch (columns) {
            case APP_MOUSE_HOUR -> "app, mouse, hour";
            case ONE_SAMPLE -> "one sample";
            case WINDOWS -> "windows";
        };
    }

    private static String camel(Enum<?> value) {
        StringBuilder camel = new StringBuilder();
        for (String word : value.name().split("_")) {
            camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return camel.toString();
    }

    private static void progress(String what) {
        System.err.println("bench: " + what);
    }
}
