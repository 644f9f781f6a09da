package io.modehub.models;

import io.modehub.classify.FeatureVector;
import io.modehub.classify.ModeModel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/** Judges candidates on the same rows and folds. */
final class Judge {
    private final List<Row> rows;
    private final Folds folds;
    private final Fit.Origin origin;
    private final List<String> modes;
    private final int[] truth;

    Judge(List<Row> rows, Folds folds, Fit.Origin origin) {
        this.rows = rows;
        this.folds = folds;
        this.origin = origin;
        this.modes = rows.stream().map(Row::mode).distinct().sorted().toList();
        this.truth = rows.stream().mapToInt(row -> modes.indexOf(row.mode())).toArray();
    }

    /** A trial and what ranking and calibrating need of it. */
    record Judged(Trial trial, Metrics metrics, List<Double> aucByFold, double temperature) {
        Candidate candidate() {
            return trial.candidate();
        }
    }

    /** What one fold's model said. */
    private record Answers(List<double[]> probabilities, long trainNanos, long predictNanos, int bytes) {}

    Judged judge(int number, Candidate candidate, Effort effort) {
        List<Callable<Answers>> work = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            int held = fold;
            work.add(() -> answers(candidate, held, effort.within()));
        }
        List<Answers> all = effort.all(work);
        double[][] raw = new double[rows.size()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            Iterator<double[]> answers = all.get(fold).probabilities.iterator();
            for (int row : folds.held(fold)) {
                raw[row] = answers.next();
            }
        }
        HeldOut heldOut = new HeldOut(folds, modes, truth, raw);
        Metrics metrics = heldOut.metrics();
        long predictNanos = all.stream().mapToLong(Answers::predictNanos).sum();
        Trial trial = new Trial(
                number,
                candidate,
                origin.seed(),
                Trial.State.DONE,
                metrics,
                all.stream().mapToLong(Answers::trainNanos).sum() / 1_000_000,
                predictNanos / 1e3 / rows.size(),
                all.get(0).bytes,
                null);
        return new Judged(trial, metrics, heldOut.aucByFold(), heldOut.temperature());
    }

    private Answers answers(Candidate candidate, int fold, Effort effort) {
        long start = System.nanoTime();
        ModeModel model =
                Fit.of(candidate, folds.kept(rows, fold), origin, effort).model();
        long trained = System.nanoTime();
        int[] places = model.modes().stream().mapToInt(modes::indexOf).toArray();
        List<double[]> answers = new ArrayList<>();
        FeatureVector vector = new FeatureVector();
        long asked = 0;
        for (int row : folds.held(fold)) {
            rows.get(row).fill(vector);
            long before = System.nanoTime();
            double[] each = model.probabilities(vector);
            asked += System.nanoTime() - before;
            double[] placed = new double[modes.size()];
            for (int mode = 0; mode < each.length; mode++) {
                placed[places[mode]] = each[mode];
            }
            answers.add(placed);
        }
        return new Answers(answers, trained - start, asked, model.write().length);
    }
}
