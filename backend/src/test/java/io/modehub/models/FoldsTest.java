package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.classify.FeatureVector;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);

    @Property(tries = 200)
    void aDayIsNeverBothLearnedAndJudged(
            @ForAll @Size(min = 5, max = 40) List<@IntRange(min = 1, max = 80) Integer> days) {
        List<Row> rows = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            rows.addAll(rows(days.get(day), new Row.When(MONDAY.plusDays(day), day)));
        }

        Folds folds = Folds.of(rows, 1);

        assertThat(folds.kind()).isEqualTo(Folds.Kind.DAYS);
        assertThat(folds.count()).isEqualTo(5);
        assertThat(folds.of()).isSorted().contains(0, 1, 2, 3, 4);
        Map<LocalDate, Integer> seen = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            int fold = folds.of().get(i);
            assertThat(seen.computeIfAbsent(rows.get(i).when().day(), day -> fold))
                    .isEqualTo(fold);
        }
    }

    @Test
    void fewerThanFiveDaysArePartedBySession() {
        List<Row> rows = new ArrayList<>();
        for (int session = 0; session < 8; session++) {
            rows.addAll(rows(10, new Row.When(MONDAY.plusDays(session / 3), session)));
        }

        Folds folds = Folds.of(rows, 1);

        assertThat(folds.kind()).isEqualTo(Folds.Kind.SESSIONS);
        assertThat(folds.days()).isEqualTo(3);
        assertThat(folds.isOptimistic()).isFalse();
    }

    @Test
    void withoutDatesTheyAreStratifiedAndSayThatTheyFlatter() {
        List<Row> rows = new ArrayList<>(rows(50, null));
        rows.addAll(rows(5, null, "Meeting"));

        Folds folds = Folds.of(rows, 1);

        assertThat(folds.isOptimistic()).isTrue();
        assertThat(folds.of().subList(50, 55)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(Folds.of(rows, 1)).isEqualTo(folds);
        assertThat(Folds.of(rows, 2)).isNotEqualTo(folds);
    }

    @Test
    void anApplicationIsHeldOutAsAWhole() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rows.add(Row.of(new FeatureVector(), "Work", "app " + i % 24, 1, null));
        }

        Folds folds = Folds.byApp(rows);

        assertThat(folds.count()).isEqualTo(20);
        for (int i = 24; i < 120; i++) {
            assertThat(folds.of().get(i)).isEqualTo(folds.of().get(i - 24));
        }
    }

    private static List<Row> rows(int count, Row.When when) {
        return rows(count, when, "Work");
    }

    private static List<Row> rows(int count, Row.When when, String mode) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Row.of(new FeatureVector(), mode, "app", 1, when));
        }
        return rows;
    }
}
