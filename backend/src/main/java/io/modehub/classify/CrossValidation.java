package io.modehub.classify;

import io.modehub.classify.TrainingSet.Row;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Trains and measures over folds that hold out whole groups, such as days, as neighbouring rows are nearly alike. */
final class CrossValidation {
    private CrossValidation() {}

    /**
     * Figures against the true labels.
     *
     * @param accuracy share of rows that are right
     * @param macroF1 mean of the modes' F1
     */
    record Figures(double accuracy, double macroF1) {}

    /** Something that answers a row with a mode's name. */
    interface Judge extends Function<Row, String> {}

    /** Fits a judge to rows. */
    interface Fit extends Function<List<Row>, Judge> {}

    /** Holds out one group at a time and pools the answers. */
    static Figures run(List<Row> rows, Function<Row, Object> group, Fit fit) {
        Tally tally = new Tally();
        for (Object held : rows.stream().map(group).distinct().toList()) {
            Predicate<Row> isHeld = row -> group.apply(row).equals(held);
            Judge judge = fit.apply(rows.stream().filter(isHeld.negate()).toList());
            rows.stream().filter(isHeld).forEach(row -> tally.add(row.truth(), judge.apply(row)));
        }
        return tally.figures();
    }

    /** Figures of a finished judge on other rows. */
    static Figures measure(List<Row> rows, Judge judge) {
        Tally tally = new Tally();
        rows.forEach(row -> tally.add(row.truth(), judge.apply(row)));
        return tally.figures();
    }

    static Fit trained(Trainer<Label> trainer) {
        return rows -> {
            Model<Label> model = train(trainer, rows);
            return row -> model.predict(row.example()).getOutput().getLabel();
        };
    }

    /** Rarer modes weigh more, by the root of how much rarer, so that the frequent one doesn't win every doubt. */
    static Model<Label> train(Trainer<Label> trainer, List<Row> rows) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset = new MutableDataset<>(
                new SimpleDataSourceProvenance("simulated days", OffsetDateTime.parse("2026-01-01T00:00:00Z"), labels),
                labels);
        Map<String, Long> counts =
                rows.stream().collect(Collectors.groupingBy(CrossValidation::label, Collectors.counting()));
        for (Row row : rows) {
            Example<Label> example = row.example();
            double fair = rows.size() / (double) (counts.size() * counts.getOrDefault(label(row), 1L));
            example.setWeight((float) Math.sqrt(fair));
            dataset.add(example);
        }
        return trainer.train(dataset);
    }

    private static String label(Row row) {
        return row.example().getOutput().getLabel();
    }

    /** Counts answers by truth. */
    private static final class Tally {
        private final Map<String, Integer> right = new HashMap<>();
        private final Map<String, Integer> truths = new HashMap<>();
        private final Map<String, Integer> answers = new HashMap<>();
        private int total;

        void add(String truth, String answer) {
            total++;
            truths.merge(truth, 1, Integer::sum);
            answers.merge(answer, 1, Integer::sum);
            if (truth.equals(answer)) {
                right.merge(truth, 1, Integer::sum);
            }
        }

        Figures figures() {
            double accuracy =
                    right.values().stream().mapToInt(Integer::intValue).sum() / (double) total;
            double f1 = new TreeSet<>(truths.keySet())
                    .stream().mapToDouble(this::f1).average().orElse(0);
            return new Figures(accuracy, f1);
        }

        private double f1(String mode) {
            int answered = answers.getOrDefault(mode, 0) + truths.getOrDefault(mode, 0);
            return answered == 0 ? 0 : 2.0 * right.getOrDefault(mode, 0) / answered;
        }
    }
}
