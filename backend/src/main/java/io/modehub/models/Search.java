package io.modehub.models;

import io.modehub.models.Candidate.Family;
import io.modehub.models.Judge.Judged;
import io.modehub.models.Trial.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One search for a better model. It narrows down: every family in its plain setting on every feature set, forests with
 * 30 trees; then variants on the two most promising feature sets; then the two best forests with 100 trees; at last
 * CART. The same rows, seed and setting give the same model, unless the time was up.
 */
public final class Search {
    private static final int FEW_TREES = 30;
    private static final int TREES = 100;
    private static final int FINALISTS = 2;
    private static final int PROMISING_SETS = 2;

    /** Trials that a run comes to, for its progress. */
    private static final int PLANNED = 18 + 2 + 3 * PROMISING_SETS + FINALISTS;

    /** What is left of the time is for fitting the winner to all rows. */
    private static final double TO_JUDGE = 0.8;

    /** Tribuo tells of every epoch; held here, as the level goes with a logger that nobody holds. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private final Setting setting;
    private final Checkpoint checkpoint;
    private final Consumer<Progress> progress;
    private final LongSupplier nanos;

    /**
     * How to search.
     *
     * @param budget no trial begins after four fifths of it
     * @param threads 1 or 2
     * @param source where the rows are from, for provenance
     */
    public record Setting(Duration budget, long seed, int threads, String source) {
        /** A minute on two threads. */
        public static Setting of(long seed, String source) {
            return new Setting(Duration.ofSeconds(60), seed, Effort.MOST_THREADS, source);
        }
    }

    /**
     * How far a run is.
     *
     * @param done trials that are over
     * @param all trials that there will be
     * @param current what is being tried
     */
    public record Progress(int done, int all, String current) {}

    /**
     * @param checkpoint to pause or cancel
     * @param progress told before each trial, on the caller's thread
     * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
     */
    public Search(Setting setting, Checkpoint checkpoint, Consumer<Progress> progress, LongSupplier nanos) {
        this.setting = setting;
        this.checkpoint = checkpoint;
        this.progress = progress;
        this.nanos = nanos;
    }

    /**
     * Searches on the caller's thread and its own.
     *
     * @param rows in order of time; {@link TooFewRows} says how many are needed
     * @throws TooFewRows if there are fewer
     * @throws CancellationException if the checkpoint ended it
     */
    public Outcome run(List<Row> rows) {
        TooFewRows.check(rows.stream().map(Row::mode).toList());
        try (Effort effort = Effort.of(setting.threads, checkpoint)) {
            return new Run(Thinning.of(rows), rows.size(), effort).search();
        }
    }

    /** One run's state. */
    private final class Run {
        private final long start = nanos.getAsLong();
        private final Fit.Origin origin = new Fit.Origin(setting.seed, setting.source);
        private final List<Row> rows;
        private final int allRows;
        private final Effort effort;
        private final Folds folds;
        private final Judge judge;
        private final List<Judged> judged = new ArrayList<>();
        private final List<Trial> others = new ArrayList<>();
        private int number;

        Run(List<Row> rows, int allRows, Effort effort) {
            this.rows = rows;
            this.allRows = allRows;
            this.effort = effort;
            this.folds = Folds.of(rows, setting.seed);
            this.judge = new Judge(rows, folds, origin);
        }

        Outcome search() {
            plain().forEach(this::attempt);
            variants().forEach(this::attempt);
            pursueForests();
            readable().forEach(this::attempt);
            Judged winner = Ranking.best(judged);
            progress.accept(new Progress(number, number, "the winner on all rows"));
            Fit fit = Fit.of(winner.candidate(), rows, origin, effort);
            return new Outcome(
                    fit.model().calibrated(winner.temperature()).learnedFrom(allRows),
                    winner.trial(),
                    leaderboard(winner),
                    folds.isOptimistic() ? withoutApps(winner.candidate()) : null,
                    others.stream().noneMatch(trial -> trial.state() == State.SKIPPED),
                    fit.provenance(),
                    (nanos.getAsLong() - start) / 1_000_000);
        }

        private List<Candidate> plain() {
            List<Candidate> plain = new ArrayList<>();
            plain.add(Candidate.of(Family.MAJORITY, FeatureSet.LEAST));
            plain.add(Candidate.of(Family.APP_RULE, FeatureSet.LEAST));
            for (FeatureSet features : FeatureSet.values()) {
                plain.add(Candidate.of(Family.NAIVE_BAYES, features));
                plain.add(Candidate.logistic(0.1, 8, features));
                plain.add(Candidate.forest(Family.EXTRA_TREES, FEW_TREES, 2, features));
                plain.add(Candidate.forest(Family.RANDOM_FOREST, FEW_TREES, 2, features));
            }
            return plain;
        }

        /** One tree that can be read. Last, as Tribuo takes its time for it and it hardly ever wins. */
        private static List<Candidate> readable() {
            return List.of(Candidate.cart(12, 20, FeatureSet.LEAST), Candidate.cart(12, 20, FeatureSet.NO_TITLES));
        }

        private List<Candidate> variants() {
            Map<FeatureSet, Double> auc = new EnumMap<>(FeatureSet.class);
            judged.forEach(each ->
                    auc.merge(each.candidate().features(), each.metrics().weightedAuc(), Math::max));
            return auc.entrySet().stream()
                    .sorted(Map.Entry.<FeatureSet, Double>comparingByValue(Comparator.reverseOrder()))
                    .limit(PROMISING_SETS)
                    .map(Map.Entry::getKey)
                    .flatMap(features -> List.of(
                            Candidate.logistic(0.03, 3, features),
                            Candidate.logistic(0.3, 12, features),
                            Candidate.forest(Family.EXTRA_TREES, FEW_TREES, 5, features))
                            .stream())
                    .toList();
        }

        /** The best forests again with all their trees; without the time for it they stay as they are. */
        private void pursueForests() {
            List<Judged> forests = judged.stream()
                    .filter(each -> each.candidate().family().isForest())
                    .sorted(Ranking.BY_AUC)
                    .toList();
            for (Judged forest : forests.subList(0, Math.min(FINALISTS, forests.size()))) {
                if (!attempt(forest.candidate().withTrees(TREES))) {
                    return;
                }
            }
            judged.removeAll(forests);
            forests.forEach(forest -> others.add(forest.trial().narrowed()));
        }

        /** Answers whether there was time for it. */
        private boolean attempt(Candidate candidate) {
            number++;
            if (!judged.isEmpty() && nanos.getAsLong() - start > TO_JUDGE * setting.budget.toNanos()) {
                others.add(
                        Trial.without(number, candidate, setting.seed, State.SKIPPED, "the time for the run was up"));
                return false;
            }
            progress.accept(new Progress(number - 1, Math.max(PLANNED, number), describe(candidate)));
            try {
                judged.add(judge.judge(number, candidate, effort));
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                others.add(Trial.without(number, candidate, setting.seed, State.FAILED, e.toString()));
            }
            return true;
        }

        private @Nullable Metrics withoutApps(Candidate candidate) {
            Folds byApp = Folds.byApp(rows);
            if (byApp.count() < 2) {
                return null;
            }
            return new Judge(rows, byApp, origin).judge(0, candidate, effort).metrics();
        }

        private List<Trial> leaderboard(Judged winner) {
            List<Trial> leaderboard = new ArrayList<>();
            leaderboard.add(winner.trial());
            judged.stream()
                    .filter(each -> each.trial().number() != winner.trial().number())
                    .sorted(Ranking.BY_AUC)
                    .forEach(each -> leaderboard.add(each.trial()));
            others.stream()
                    .sorted(Comparator.comparing(Trial::state).thenComparingInt(Trial::number))
                    .forEach(leaderboard::add);
            return leaderboard;
        }

        private static String describe(Candidate candidate) {
            return candidate.family() + " " + candidate.settings() + ", "
                    + candidate.features().words();
        }
    }
}
