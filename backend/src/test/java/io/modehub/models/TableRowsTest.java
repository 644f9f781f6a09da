package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modehub.classify.FeatureReader;
import io.modehub.classify.FeatureVector;
import io.modehub.classify.Features;
import io.modehub.protocol.Activity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableRowsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void withoutDatesEachRowStandsOnItsOwn() {
        TrainingLine typed = new TrainingLine("code", "x.java", 1, 9.0, 9, 1, "Work", null, null, null, null);
        TrainingLine still = new TrainingLine("code", "x.java", 1, 0.0, 9, 1, "Work", null, null, null, null);

        List<Row> rows = TableRows.of(List.of(typed, still), BERLIN);

        assertThat(features(rows.get(1)))
                .isEqualTo(features(TableRows.of(List.of(still), BERLIN).get(0)));
        assertThat(rows).allSatisfy(row -> assertThat(row.when()).isNull());
    }

    @Test
    void hourAndWeekdayAreThePersonsOwn() {
        Map<String, Float> saturdayAtSix = features(TableRows.of(
                        List.of(new TrainingLine("a", null, 0, null, 6, 6, "Relax", null, null, null, null)), BERLIN)
                .get(0));

        assertThat(saturdayAtSix.get("clock:weekend")).isEqualTo(1);
        assertThat(saturdayAtSix.get("clock:sin")).isCloseTo((float) Math.sin(6.5 / 12 * Math.PI), within(1e-4f));
    }

    @Test
    void withTimesTheyAreWhatLivePredictionsWouldHaveSeen() {
        Instant nine = Instant.parse("2026-11-23T09:00:00Z");
        List<TrainingLine> lines = List.of(
                new TrainingLine("b", null, 2, 1.0, 10, 1, "Work", -40.0, null, 0.5, nine.plusSeconds(30)),
                new TrainingLine("a", "t", 1, 2.0, 10, 1, "Work", null, -30.0, 0.5, nine),
                new TrainingLine("a", "t", 1, 2.0, 11, 1, "Relax", null, null, null, nine.plusSeconds(7_200)));

        List<Row> rows = TableRows.of(lines, BERLIN);

        FeatureReader live = new FeatureReader(BERLIN);
        live.next(activity(nine, 30_000, "a", "t", 1, 2));
        assertThat(rows).extracting(Row::mode).containsExactly("Work", "Work", "Relax");
        assertThat(rows)
                .extracting(Row::when)
                .extracting(when -> when.session())
                .containsExactly(1, 1, 2);
        assertThat(rows.get(0).when().day()).isEqualTo(LocalDate.of(2026, 11, 23));
        FeatureReader after = new FeatureReader(BERLIN);
        assertThat(features(rows.get(2)))
                .isEqualTo(features(Row.of(
                        after.next(activity(nine.plusSeconds(7_200), 60_000, "a", "t", 1, 2)), "Relax", "a", 1, null)));
        assertThat(features(rows.get(1))).containsKey("1m:micVoice").containsKey("micVoice");
        assertThat(features(rows.get(0))).doesNotContainKey("micVoice").containsKey("systemVoice");
    }

    private static Activity activity(Instant at, int ms, String app, String title, double mouse, double keyboard) {
        return new Activity(at, ms, app, title, null, mouse, keyboard, null, List.of());
    }

    private static Map<String, Float> features(Row row) {
        FeatureVector vector = new FeatureVector();
        row.fill(vector);
        Map<String, Float> features = new TreeMap<>();
        for (int i = 0; i < vector.size(); i++) {
            features.put(Features.name(vector.slot(i)), (float) vector.value(i));
        }
        return features;
    }
}
