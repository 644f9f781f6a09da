package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.tribuo.Example;
import org.tribuo.classification.Label;

/** Labelled rows of simulated days, reproducible from the setting. */
final class TrainingSet {
    static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 1, 5);
    private static final List<String> MODES =
            List.of(ModeNames.WORK, ModeNames.MEETING, ModeNames.RELAX, ModeNames.GAMING);

    /**
     * How much to simulate.
     *
     * @param firstSeed people count from here; apart from other settings' for unseen people
     * @param people of each persona
     * @param days of each of them
     * @param everySeconds one row at most so often, as neighbours are nearly alike
     * @param labelNoise share of rows with a wrong label
     * @param poorer share of days on which the device can't measure everything
     */
    record Setting(long firstSeed, int people, int days, int everySeconds, double labelNoise, double poorer) {}

    /**
     * One row.
     *
     * @param example features with the label as a person might have given it, wrong at times
     * @param truth the true mode
     * @param category what was in front, for the baseline
     */
    record Row(Example<Label> example, String truth, Category category, Persona persona, int day) {}

    private TrainingSet() {}

    static List<Row> simulate(Setting setting, IntPredicate keptFeatures) {
        List<Row> rows = new ArrayList<>();
        for (Persona persona : Persona.values()) {
            for (long seed = setting.firstSeed; seed < setting.firstSeed + setting.people; seed++) {
                SplittableRandom random = new SplittableRandom(seed * 31 + rows.size());
                Simulator person = Simulator.of(persona, seed, ZoneOffset.UTC);
                for (int day = 0; day < setting.days; day++) {
                    List<Lived> samples = person.day(FIRST_MONDAY.plusDays(day));
                    addDay(rows, setting, keptFeatures, samples, new DayOf(persona, day), random);
                }
            }
        }
        return rows;
    }

    /** Which day of whom. */
    private record DayOf(Persona persona, int day) {}

    private static void addDay(
            List<Row> rows,
            Setting setting,
            IntPredicate kept,
            List<Lived> samples,
            DayOf of,
            SplittableRandom random) {
        Sensors sensors = Sensors.some(random, setting.poorer);
        Evidence evidence = new Evidence();
        FeatureVector features = new FeatureVector();
        double untilRow = 0;
        for (Lived sample : samples) {
            Activity activity = sensors.see(sample.activity());
            Observed now = evidence.add(activity);
            untilRow -= activity.durationMs() / 1000.0;
            if (untilRow <= 0 && !sample.mode().equals(ModeNames.AWAY)) {
                untilRow = setting.everySeconds * (0.5 + random.nextDouble());
                Label label = new Label(noisy(sample.mode(), setting.labelNoise, random));
                rows.add(new Row(
                        ModeModel.example(evidence.fill(features, ZoneOffset.UTC), kept, label),
                        sample.mode(),
                        now.front().category(),
                        of.persona,
                        of.day));
            }
        }
    }

    private static String noisy(String mode, double noise, SplittableRandom random) {
        boolean wrong = random.nextDouble() < noise;
        List<String> others =
                MODES.stream().filter(other -> !other.equals(mode)).toList();
        return wrong ? others.get(random.nextInt(others.size())) : mode;
    }
}
