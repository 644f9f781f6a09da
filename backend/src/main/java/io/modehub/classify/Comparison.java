package io.modehub.classify;

import io.modehub.classify.CrossValidation.Figures;
import io.modehub.classify.CrossValidation.Fit;
import io.modehub.classify.CrossValidation.Judge;
import io.modehub.classify.TrainingSet.Row;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** The table of candidates: figures on held-out days and personas, speed and size. */
final class Comparison {
    private static final int DAYS_A_BLOCK = 2;
    private static final String SHIPPED = "logistic, general (shipped)";

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder(String.format(
            "%-30s %9s %6s %11s %6s %8s %10s %6s%n",
            "", "day-block", "mF1", "persona-out", "mF1", "train s", "predict us", "KB"));

    /** One candidate's figures. */
    record Line(Figures dayBlocked, Figures personaHeldOut) {}

    void baseline(String name, List<Row> rows, Fit fit) {
        add(name, rows, fit);
        text.append(System.lineSeparator());
    }

    void trained(String name, List<Row> rows, Trainer<Label> trainer) {
        add(name, rows, CrossValidation.trained(trainer));
        long start = System.nanoTime();
        Model<Label> model = CrossValidation.train(trainer, rows);
        double seconds = (System.nanoTime() - start) / 1e9;
        int bytes = model.serialize().getSerializedSize();
        text.append(String.format(" %8.1f %10.1f %6d%n", seconds, medianMicros(model, rows), bytes / 1024));
    }

    Line shipped() {
        return Objects.requireNonNull(lines.get(SHIPPED));
    }

    String text() {
        return text.toString();
    }

    /** Always the most frequent mode. */
    static Judge majority(List<Row> rows) {
        String most = rows.stream()
                .collect(Collectors.groupingBy(row -> row.example().getOutput().getLabel(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .orElseThrow();
        return row -> most;
    }

    /** What the kind of the application in front suggests, else the most frequent mode. */
    static Judge appRule(List<Row> rows) {
        Judge majority = majority(rows);
        return row -> {
            String typical = row.category().typicalMode;
            return typical == null ? majority.apply(row) : typical;
        };
    }

    private void add(String name, List<Row> rows, Fit fit) {
        Figures byDay = CrossValidation.run(rows, row -> row.day() / DAYS_A_BLOCK, fit);
        Figures byPersona = CrossValidation.run(rows, Row::persona, fit);

        lines.put(name, new Line(byDay, byPersona));
        text.append(String.format(
                "%-30s %9.3f %6.3f %11.3f %6.3f",
                name, byDay.accuracy(), byDay.macroF1(), byPersona.accuracy(), byPersona.macroF1()));
    }

    private static double medianMicros(Model<Label> model, List<Row> rows) {
        double[] micros = new double[Math.min(20_000, rows.size())];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < micros.length; i++) {
                long start = System.nanoTime();
                model.predict(rows.get(i).example());
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(micros);
        return micros[micros.length / 2];
    }
}
