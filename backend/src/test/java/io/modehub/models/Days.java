package io.modehub.models;

import io.modehub.activity.ModeNames;
import io.modehub.classify.FeatureReader;
import io.modehub.classify.FeatureVector;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Labelled rows of one invented person's days. */
final class Days {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);

    private Days() {}

    /**
     * @param everySeconds one row at most so often
     * @param noise share of wrong labels
     */
    static List<Row> of(Persona persona, long seed, int days, int everySeconds, double noise) {
        Simulator person = Simulator.of(persona, seed, ZoneOffset.UTC);
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> rows = new ArrayList<>();
        FeatureReader reader = new FeatureReader(ZoneOffset.UTC);
        int session = 0;
        for (int day = 0; day < days; day++) {
            LocalDate date = MONDAY.plusDays(day);
            double wait = 0;
            for (Lived sample : person.day(date)) {
                Activity activity = sample.activity();
                FeatureVector features = reader.next(activity);
                session += reader.isFresh() ? 1 : 0;
                wait -= activity.durationMs() / 1000.0;
                if (wait <= 0 && !sample.mode().equals(ModeNames.AWAY)) {
                    wait = everySeconds;
                    String mode = random.nextDouble() < noise ? "Relax" : sample.mode();
                    rows.add(Row.of(features, mode, activity.app(), 1, new Row.When(date, session)));
                }
            }
        }
        return rows;
    }
}
