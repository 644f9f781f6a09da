package io.modehub.classify;

import io.modehub.classify.Scores.Judged;
import io.modehub.classify.TrainingSet.Row;
import io.modehub.classify.TrainingSet.Setting;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * Simulated days of three people, one of each kind, in folds of whole neighbouring days: what candidates are compared on. A
 * row a minute; one label in twenty is wrong; everything is measured against the truth.
 */
public final class FoldedDays {
    public static final int FOLDS = 5;

    private static final int EVERY_SECONDS = 60;
    private static final double LABEL_NOISE = 0.05;

    private final long seed;
    private final int days;

    /** @param days of each of the three, at least {@link #FOLDS} */
    public FoldedDays(long seed, int days) {
        if (days < FOLDS) {
            throw new IllegalArgumentException("days: at least " + FOLDS + ", one for each fold; found " + days);
        }
        this.seed = seed;
        this.days = days;
    }

    /** What a model may look at. */
    public enum Columns {
        /** Application, pointer, hour and weekday, as the prototype had them. */
        APP_MOUSE_HOUR,
        /** Everything that one moment tells; no hour. */
        ONE_SAMPLE,
        /** That and the last 1, 5 and 15 minutes; no hour. */
        WINDOWS;

        private boolean keeps(int slot) {
            return switch (this) {
                case APP_MOUSE_HOUR -> Features.isAppMouseOrHour(slot);
                case ONE_SAMPLE -> Features.isOneSample(slot);
                case WINDOWS -> Features.isTimeless(slot);
            };
        }
    }

    /** One line a row: fold, truth, label, then {@code column:value} of what isn't 0; answers the number of rows. */
    public int write(Path file, Columns columns) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        List<Row> rows = rows(columns);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Row row : rows) {
                out.write(fold(row) + " " + row.truth() + " " + label(row.example()));
                for (Feature feature : row.example()) {
                    int place = places.computeIfAbsent(feature.getName(), any -> places.size());
                    out.write(" " + place + ":" + (float) feature.getValue());
                }
                out.write('\n');
            }
        }
        return rows.size();
    }

    /** The shipped model's trainer, each fold judged by what the other folds taught. */
    public Scores logistic(Columns columns) {
        List<Row> rows = rows(columns);
        List<String> modes = rows.stream().map(Row::truth).distinct().sorted().toList();
        List<Judged> judged = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            Model<Label> model = without(fold, rows);
            for (Row row : rows) {
                if (fold(row) == fold) {
                    Map<String, Label> scores = model.predict(row.example()).getOutputScores();
                    judged.add(new Judged(
                            row.truth(),
                            modes.stream()
                                    .mapToDouble(mode -> score(scores, mode))
                                    .toArray()));
                }
            }
        }
        return Scores.of(modes, judged);
    }

    /** A row as a search learns from it. */
    public record Lesson(FeatureVector features, String label, LocalDate day) {}

    /** What the model of a fold may learn from: the rows of the other folds. */
    public List<Lesson> lessons(int fold, Columns columns) {
        return rows(columns).stream()
                .filter(row -> fold(row) != fold)
                .map(row -> new Lesson(
                        Flattened.vector(row.example()),
                        label(row.example()),
                        TrainingSet.FIRST_MONDAY.plusDays(row.day())))
                .toList();
    }

    /** Each fold judged by a model of its own, which hasn't seen it. */
    public Scores scores(Columns columns, List<ModeModel> models) {
        List<Row> rows = rows(columns);
        List<String> modes = rows.stream().map(Row::truth).distinct().sorted().toList();
        return Scores.of(
                modes,
                rows.stream()
                        .map(row -> judged(row, modes, models.get(fold(row))))
                        .toList());
    }

    private static Judged judged(Row row, List<String> modes, ModeModel model) {
        double[] said = model.probabilities(Flattened.vector(row.example()));
        double[] probabilities = new double[modes.size()];
        for (int mode = 0; mode < said.length; mode++) {
            probabilities[modes.indexOf(model.modes().get(mode))] = said[mode];
        }
        return new Judged(row.truth(), probabilities);
    }

    /** For each fold a model that the other folds taught. */
    public List<ModeModel> models() {
        List<Row> rows = rows(Columns.WINDOWS);
        List<ModeModel> models = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            models.add(Flattened.of("fold-" + fold, without(fold, rows)));
        }
        return models;
    }

    /** The days of a fold as they were lived, days off left out. */
    public List<List<Lived>> days(int fold) {
        List<List<Lived>> lived = new ArrayList<>();
        for (Persona persona : Persona.values()) {
            Simulator person = Simulator.of(persona, seed, ZoneOffset.UTC);
            for (int day = 0; day < days; day++) {
                List<Lived> samples = person.day(TrainingSet.FIRST_MONDAY.plusDays(day));
                if (fold(day) == fold && !samples.isEmpty()) {
                    lived.add(samples);
                }
            }
        }
        return lived;
    }

    private List<Row> rows(Columns columns) {
        return TrainingSet.simulate(new Setting(seed, 1, days, EVERY_SECONDS, LABEL_NOISE, 0), columns::keeps);
    }

    private Model<Label> without(int fold, List<Row> rows) {
        return CrossValidation.train(
                TrainShippedModel.logisticRegression(),
                rows.stream().filter(row -> fold(row) != fold).toList());
    }

    private int fold(Row row) {
        return fold(row.day());
    }

    private int fold(int day) {
        return day * FOLDS / days;
    }

    private static String label(Example<Label> example) {
        return example.getOutput().getLabel();
    }

    private static double score(Map<String, Label> scores, String mode) {
        Label label = scores.get(mode);
        return label == null ? 0 : label.getScore();
    }
}
