package io.modehub.classify;

import io.modehub.classify.TrainingSet.Row;
import io.modehub.classify.TrainingSet.Setting;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * Makes the shipped model: simulates days, compares trainers on held-out days and held-out personas, prints the table
 * and writes the model with its provenance. The same sources give the same model, but for the date noted in it. Run it
 * from {@code backend/} with the module's class path; it takes about a minute.
 */
public final class TrainShippedModel {
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final long SEED = 20_260_101;
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 9, 7);
    private static final int PEOPLE_TO_JUDGE_BY = 4;
    private static final int DAYS_TO_JUDGE_BY = 7;

    /** People and days that the shipped model is made from. */
    static final Setting SHIPPED = new Setting(1, 6, 10, 40, 0.05, 0.3);

    /** Fewer rows to compare candidates by, as each is trained eight times. */
    private static final Setting COMPARED = new Setting(1, 3, 10, 90, 0.05, 0.3);

    /** First seed of people whom no training has seen. */
    static final long UNSEEN_SEED = 1_000;

    private TrainShippedModel() {}

    /**
     * Compares, trains and writes.
     *
     * @param args the folder to write to; by default the resources, seen from {@code backend/}
     */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        TRIBUO.setLevel(Level.WARNING);
        Path folder = Path.of(args.length > 0 ? args[0] : "src/main/resources/classify");
        List<Row> rows = TrainingSet.simulate(SHIPPED, Features::isGeneral);
        Comparison table = new Comparison();
        compare(table);
        byte[] model = train(rows);
        ReplayFigures replay =
                replay(ModeModel.read(ShippedModel.NAME, model), UNSEEN_SEED, PEOPLE_TO_JUDGE_BY, DAYS_TO_JUDGE_BY);
        System.out.println(table.text() + replay);
        Files.createDirectories(folder);
        Files.write(folder.resolve(ShippedModel.FILE), model);
        Files.writeString(folder.resolve("shipped-model.json"), provenance(rows.size(), model.length, table, replay));
    }

    /** How a tracker does on days of people nobody trained on, so many of each kind. */
    static ReplayFigures replay(ModeModel model, long firstSeed, int people, int days) {
        List<List<Step>> steps = new ArrayList<>();
        for (Persona persona : Persona.values()) {
            for (long seed = firstSeed; seed < firstSeed + people; seed++) {
                Simulator person = Simulator.of(persona, seed, ZoneOffset.UTC);
                Replay replay = new Replay(new ModeTracker(model));
                for (int day = 0; day < days; day++) {
                    person.day(FIRST_MONDAY.plusDays(day))
                            .forEach(sample -> replay.add(sample.activity(), sample.mode()));
                    steps.add(replay.take());
                }
            }
        }
        return ReplayFigures.of(steps);
    }

    /** The shipped trainer on these rows, in the form of a model's file. */
    static byte[] train(List<Row> rows) {
        return Flattened.of(ShippedModel.NAME, CrossValidation.train(logisticRegression(), rows))
                .write();
    }

    private static void compare(Comparison table) {
        List<Row> general = TrainingSet.simulate(COMPARED, Features::isGeneral);
        table.baseline("majority", general, Comparison::majority);
        table.baseline("app rule", general, Comparison::appRule);
        table.trained("CART, general", general, new CARTClassificationTrainer(12, 20f, 0f, 1f, new GiniIndex(), SEED));
        table.trained("logistic, general (shipped)", general, logisticRegression());
        table.trained(
                "logistic, app, mouse, hour",
                TrainingSet.simulate(COMPARED, Features::isAppMouseOrHour),
                logisticRegression());
        table.trained(
                "logistic, one sample", TrainingSet.simulate(COMPARED, Features::isOneSample), logisticRegression());
        table.trained("logistic, all", TrainingSet.simulate(COMPARED, slot -> true), logisticRegression());
    }

    static Trainer<Label> logisticRegression() {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1, 0.1), 8, -1, 1, SEED);
    }

    private static String provenance(int rows, int bytes, Comparison table, ReplayFigures replay) {
        return String.format(
                """
                {
                  "model": "%s",
                  "featuresVersion": %d,
                  "trainer": "Tribuo 4.3.2 LinearSGD, log loss, AdaGrad 0.1, 8 epochs, seed %d",
                  "data": "simulated: personas office, student, gamer; seeds %d to %d, %d days each; 5 %% label noise",
                  "rows": %d,
                  "bytes": %d,
                  "dayBlockedAccuracy": %.3f,
                  "personaHeldOutAccuracy": %.3f,
                  "trackerAccuracyOnUnseenPeople": %.3f,
                  "trackerFlipsOverTruth": %.2f,
                  "trackerMeetingStartP95Ms": %d
                }
                """,
                ShippedModel.NAME,
                Features.VERSION,
                SEED,
                SHIPPED.firstSeed(),
                SHIPPED.firstSeed() + SHIPPED.people() - 1,
                SHIPPED.days(),
                rows,
                bytes,
                table.shipped().dayBlocked().accuracy(),
                table.shipped().personaHeldOut().accuracy(),
                replay.accuracy(),
                replay.flipsOverTruth(),
                replay.meetingStartP95Ms());
    }
}
