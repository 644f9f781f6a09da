package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.modehub.classify.FeatureVector;
import io.modehub.classify.ModeModel;
import io.modehub.models.Candidate.Family;
import io.modehub.models.Search.Progress;
import io.modehub.models.Search.Setting;
import io.modehub.models.Trial.State;
import io.modehub.simulator.Persona;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final Setting SETTING = new Setting(Duration.ofMinutes(10), 7, 2, "days of a student");
    private static final List<Row> ROWS = Days.of(Persona.STUDENT, 7, 7, 300, 0.03);

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    @Test
    void findsAModelThatBeatsTheBaselinesOnDaysItHasNotSeen() {
        List<Progress> told = new ArrayList<>();

        Outcome outcome = search(Checkpoint.NONE, told).run(ROWS);

        Metrics metrics = outcome.winner().metrics();
        assertThat(metrics.heldOut()).isEqualTo("days");
        assertThat(metrics.days()).isEqualTo(7);
        assertThat(metrics.weightedAuc())
                .isGreaterThan(of(outcome, Family.APP_RULE).weightedAuc() + 0.03);
        assertThat(metrics.accuracy())
                .isGreaterThan(of(outcome, Family.MAJORITY).accuracy() + 0.2);
        assertThat(outcome.appsHeldOut()).isNull();
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.provenance()).contains("days of a student");
        assertThat(told).hasSize(outcome.leaderboard().size() + 1);
        assertThat(told.get(told.size() - 1).done())
                .isEqualTo(outcome.leaderboard().size());
        assertThat(told).allSatisfy(progress -> assertThat(progress.done()).isLessThanOrEqualTo(progress.all()));
        assertThat(outcome.model().rows()).isEqualTo(ROWS.size());
        assertThat(accuracy(ModeModel.read("read", outcome.model().write()), ROWS))
                .isGreaterThan(metrics.accuracy() - 0.02);
    }

    @Test
    void theSameSeedFindsTheSameModel() {
        Outcome once = search(Checkpoint.NONE, new ArrayList<>()).run(ROWS);
        Outcome again = search(Checkpoint.NONE, new ArrayList<>()).run(ROWS);

        assertThat(again.model().write()).isEqualTo(once.model().write());
        assertThat(again.leaderboard())
                .extracting(Trial::candidate, Trial::metrics)
                .isEqualTo(once.leaderboard().stream()
                        .map(trial -> tuple(trial.candidate(), trial.metrics()))
                        .toList());
    }

    @Test
    void cancellingEndsIt() {
        List<Progress> told = new ArrayList<>();
        Search search = search(Checkpoint.until(() -> told.size() > 3), told);

        assertThatThrownBy(() -> search.run(ROWS)).isInstanceOf(CancellationException.class);
        assertThat(told).hasSize(4);
    }

    @Test
    void whenTheTimeIsUpTheBestSoFarWins() {
        AtomicLong clock = new AtomicLong();
        Search search = new Search(
                new Setting(Duration.ofSeconds(10), 7, 2, "short"),
                Checkpoint.NONE,
                progress -> clock.addAndGet(1_000_000_000),
                clock::get);

        Outcome outcome = search.run(ROWS);

        assertThat(outcome.complete()).isFalse();
        assertThat(outcome.leaderboard())
                .filteredOn(trial -> trial.state() == State.DONE)
                .hasSize(9);
        assertThat(outcome.leaderboard())
                .filteredOn(trial -> trial.state() == State.SKIPPED)
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.metrics()).isNull());
    }

    @Test
    void aTableOf183RowsWithoutDatesShowsTheHonestFigureBesideTheFlatteringOne() {
        Outcome outcome = search(Checkpoint.NONE, new ArrayList<>()).run(TableRows.of(prototype(), ZoneOffset.UTC));

        Metrics flattering = outcome.winner().metrics();
        assertThat(flattering.heldOut()).isEqualTo("stratified");
        assertThat(flattering.warnings()).extracting(Metrics.Warning::code).contains("optimistic", "no_dates");
        assertThat(outcome.appsHeldOut()).isNotNull().satisfies(honest -> {
            assertThat(honest.heldOut()).isEqualTo("apps");
            assertThat(honest.accuracy()).isLessThan(flattering.accuracy());
            assertThat(honest.rows()).isEqualTo(183);
        });
    }

    @Test
    void tooFewRowsSayWhatIsMissing() {
        TooFewRows refusal = catchThrowableOfType(TooFewRows.class, () -> search(Checkpoint.NONE, new ArrayList<>())
                .run(rows("Work", 44, "Relax", 3)));

        assertThat(refusal.found()).isEqualTo(47);
        assertThat(refusal.perMode()).containsEntry("Work", 44).containsEntry("Relax", 3);
        assertThat(refusal.missing())
                .containsExactly(new TooFewRows.Missing("rows", 3), new TooFewRows.Missing("Relax", 2));
        assertThat(refusal)
                .hasMessage(
                        "there are 47 rows of at least 50; Relax has 3 of at least 5 rows. Label more, or leave such a mode out.");
    }

    @Test
    void oneRowOrOneModeAloneIsTooFew() {
        assertThatThrownBy(() -> search(Checkpoint.NONE, new ArrayList<>()).run(rows("Work", 1, "Relax", 0)))
                .isInstanceOf(TooFewRows.class)
                .hasMessageContaining("1 rows");
        assertThatThrownBy(() -> search(Checkpoint.NONE, new ArrayList<>()).run(rows("Work", 90, "Relax", 0)))
                .isInstanceOf(TooFewRows.class)
                .hasMessageContaining("two modes");
    }

    @Test
    void aModeOfOneDayAloneIsJudgedByFoldsThatHaveNeverSeenIt() {
        List<Row> rows = new ArrayList<>(
                ROWS.stream().filter(row -> row.mode().equals("Work")).toList());
        Row.When last = rows.get(rows.size() - 1).when();
        for (int i = 0; i < 6; i++) {
            rows.add(Row.of(still(), "Praying", "mosque", 1, last));
        }

        Outcome outcome = search(Checkpoint.NONE, new ArrayList<>()).run(rows);

        assertThat(outcome.model().modes()).containsExactly("Praying", "Work");
        assertThat(outcome.winner().metrics().warnings())
                .extracting(Metrics.Warning::code)
                .contains("mode_rare");
    }

    @Test
    void tooManyRowsAreThinnedButRareModesStay() {
        List<Row> many = new ArrayList<>(rows("Work", 60_000, "Relax", 60));

        List<Row> thin = Thinning.of(many);

        assertThat(thin).hasSizeBetween(Thinning.MOST - 100, Thinning.MOST + 100);
        assertThat(thin).filteredOn(row -> row.mode().equals("Relax")).hasSize(60);
    }

    @Test
    void yearsOfRowsAreNeverHeldAllAtOnce() {
        Thinning thinning = new Thinning();
        rows("Work", 60_000, "Relax", 60).forEach(thinning::add);

        List<Row> held = thinning.rows();

        assertThat(held).hasSizeBetween(Thinning.MOST, 4 * Thinning.MOST);
        assertThat(held).filteredOn(row -> row.mode().equals("Relax")).hasSize(60);
    }

    private static Search search(Checkpoint checkpoint, List<Progress> told) {
        return new Search(SETTING, checkpoint, told::add, System::nanoTime);
    }

    private static Metrics of(Outcome outcome, Family family) {
        return outcome.leaderboard().stream()
                .filter(trial -> trial.candidate().family() == family)
                .findFirst()
                .orElseThrow()
                .metrics();
    }

    private static double accuracy(ModeModel model, List<Row> rows) {
        FeatureVector vector = new FeatureVector();
        int right = 0;
        for (Row row : rows) {
            row.fill(vector);
            double[] said = model.probabilities(vector);
            int truth = model.modes().indexOf(row.mode());
            right += Arrays.stream(said).max().orElse(0) == said[truth] ? 1 : 0;
        }
        return right / (double) rows.size();
    }

    /** Four columns, nine applications, as the prototype's own table. */
    private static List<TrainingLine> prototype() {
        SplittableRandom random = new SplittableRandom(5);
        List<String> apps = List.of(
                "Excel", "Outlook", "Visual Studio", "Netflix", "Spotify", "YouTube", "Minecraft", "Steam", "FIFA");
        StringBuilder csv = new StringBuilder("app_name,mouse_activity,hour,day_of_week,mode\n");
        for (int i = 0; i < 183; i++) {
            int kind = random.nextInt(3);
            String mode = List.of("Work", "Relax", "Gaming").get(random.nextInt(10) == 0 ? random.nextInt(3) : kind);
            csv.append(apps.get(3 * kind + random.nextInt(3)))
                    .append(',')
                    .append(Math.min(10, 3 * kind + random.nextInt(6)))
                    .append(',')
                    .append(9 + 4 * kind + random.nextInt(5))
                    .append(',')
                    .append(1 + random.nextInt(7))
                    .append(',')
                    .append(mode)
                    .append('\n');
        }
        return TrainingCsv.read(csv.toString().getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC);
    }

    private static FeatureVector still() {
        FeatureVector vector = new FeatureVector();
        vector.add(0, 1);
        return vector;
    }

    private static List<Row> rows(String mode, int count, String other, int others) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count + others; i++) {
            rows.add(Row.of(new FeatureVector(), i < count ? mode : other, "app", 1, null));
        }
        return rows;
    }
}
