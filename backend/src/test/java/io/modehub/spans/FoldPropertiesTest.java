package io.modehub.spans;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.OwnRules;
import io.modehub.classify.Pace;
import io.modehub.classify.Setup;
import io.modehub.classify.SetupHistory;
import io.modehub.classify.ShippedModel;
import io.modehub.protocol.Activity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every history of one agent. */
class FoldPropertiesTest {
    private static final Instant EVENING = Instant.parse("2026-03-28T21:30:00Z");
    private static final ModeModel MODEL = ShippedModel.load();
    private static final SetupHistory SETUPS =
            SetupHistory.always(new Setup(OwnRules.NONE, MODEL, Pace.BALANCED, ZoneOffset.UTC, true));
    private static final Trackers SHIPPED = () -> new ModeTracker(SETUPS)::next;

    /** What one step of a history adds: a pause, then a window. */
    record Step(int pauseMs, int durationMs, String app, boolean input) {
        /** Of some windows a remote classifier has said something. */
        @Nullable Scores remote() {
            return switch (durationMs) {
                case 1_000 -> Scores.parse("Work:0.9,Relax:0.1");
                case 20_000 -> Scores.of("mode:7f");
                default -> null;
            };
        }
    }

    @Property(tries = 300, seed = "2026")
    void spansOfADayNeverOverlapAndStayWithinIt(@ForAll("histories") List<Step> steps, @ForAll boolean finished) {
        List<Sample> activities = activities(steps);
        for (LocalDate day : days(activities)) {
            Instant last = DayFold.startOf(day);
            for (Draft span : replay(day, activities, finished)) {
                assertThat(span.from()).isAfterOrEqualTo(last).isBefore(span.to());
                last = span.to();
            }
            assertThat(last).isBeforeOrEqualTo(DayFold.startOf(day.plusDays(1)));
        }
    }

    @Property(tries = 300, seed = "2026")
    void spansCoverAllActivityAndNoMoreThanAMinuteBetween(@ForAll("histories") List<Step> steps) {
        List<Sample> activities = activities(steps);
        List<AppWindow> windows = AppWindow.cut(activities.stream()
                .map(one -> new AppWindow(
                        one.at().toEpochMilli(),
                        one.end().toEpochMilli(),
                        one.activity().app(),
                        true))
                .toList());
        List<Draft> spans = new ArrayList<>();
        days(activities).forEach(day -> spans.addAll(replay(day, activities, false)));
        for (AppWindow window : windows) {
            assertThat(covered(spans, window.from(), window.to())).isEqualTo(window.to() - window.from());
        }
        for (Draft span : spans) {
            long at = span.from().toEpochMilli();
            for (AppWindow window : windows) {
                if (window.to() > at && window.from() < span.to().toEpochMilli()) {
                    assertThat(window.from() - at).isLessThanOrEqualTo(60_000);
                    at = window.to();
                }
            }
            assertThat(span.to().toEpochMilli())
                    .isLessThanOrEqualTo(Math.max(at, span.from().toEpochMilli() + 60_000));
        }
    }

    @Property(tries = 300, seed = "2026")
    void foldingAsItComesIsFoldingFromScratch(@ForAll("histories") List<Step> steps) {
        List<Sample> activities = activities(steps);
        AgentFold live = new AgentFold(SHIPPED);
        Map<Instant, Draft> kept = new TreeMap<>();
        for (Sample activity : activities) {
            for (SpanChanges changes : live.add(activity).changes()) {
                changes.gone().forEach(draft -> kept.remove(draft.from()));
                changes.put().forEach(draft -> kept.put(draft.from(), draft));
            }
        }
        List<Draft> fromScratch = new ArrayList<>();
        days(activities).forEach(day -> fromScratch.addAll(replay(day, activities, false)));
        assertThat(kept.values()).containsExactlyElementsOf(fromScratch);
    }

    @Property(tries = 200, seed = "2026")
    void aFoldGoesOnAfterARestartAsIfThereHadBeenNone(@ForAll("histories") List<Step> steps) {
        List<Sample> activities = activities(steps);
        AgentFold without = new AgentFold(SHIPPED);
        for (int i = 0; i + 1 < activities.size(); i++) {
            without.add(activities.get(i));
            Instant from = AgentFold.resumeFrom(activities.get(i).at());
            AgentFold resumed = new AgentFold(SHIPPED);
            activities.subList(0, i + 1).stream()
                    .filter(one -> !one.at().isBefore(from))
                    .forEach(resumed::add);
            Sample next = activities.get(i + 1);
            AgentFold copy = new AgentFold(SHIPPED);
            activities.subList(0, i + 1).forEach(copy::add);
            assertThat(resumed.add(next).changes()).isEqualTo(copy.add(next).changes());
        }
    }

    @Property(tries = 200, seed = "2026")
    void aStretchRunAgainIsThatPartOfTheDayRunAgain(
            @ForAll("histories") List<Step> steps, @ForAll boolean finished, @ForAll int seed) {
        List<Sample> activities = activities(steps);
        for (LocalDate day : days(activities)) {
            List<Sample> window = window(day, activities);
            Sample touched = window.get(Math.floorMod(seed, window.size()));
            DayReplay.Reach reach = new DayReplay.Reach(day, touched.at(), touched.end());
            window.forEach(one -> reach.add(one.at(), one.end()));
            List<Sample> part = window.stream()
                    .filter(one -> !one.at().isBefore(reach.begin()) && one.at().isBefore(reach.end()))
                    .toList();
            assertThat(part).contains(touched);
            DayReplay stretch = DayReplay.of(day, part, SHIPPED, finished);
            List<Draft> whole = replay(day, activities, finished).stream()
                    .filter(draft -> !draft.from().isBefore(stretch.from())
                            && draft.from().isBefore(stretch.to()))
                    .toList();
            assertThat(stretch.spans()).isEqualTo(whole);
        }
    }

    @Property(tries = 300, seed = "2026")
    void smoothingLeavesNoShortRunBetweenTwoThatAgree(@ForAll("words") List<Integer> words) {
        List<Activity> activities = new ArrayList<>();
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Instant at = EVENING.plusSeconds(20L * i);
            activities.add(window(at, 20_000, "editor", true));
            predictions.add(said(List.of("Work", "Relax", "Gaming", "Away").get(words.get(i)), at));
        }
        List<Prediction> smooth = DaySmoothing.smooth(activities, predictions);
        List<int[]> runs = runs(smooth);
        for (int i = 1; i + 1 < runs.size(); i++) {
            String before = smooth.get(runs.get(i - 1)[0]).mode();
            String mode = smooth.get(runs.get(i)[0]).mode();
            String after = smooth.get(runs.get(i + 1)[0]).mode();
            int seconds = 20 * (runs.get(i)[1] - runs.get(i)[0]);
            boolean agree = before.equals(after) && !before.equals(ModeNames.AWAY) && !mode.equals(ModeNames.AWAY);
            assertThat(agree && seconds < 60).as("%s", words).isFalse();
        }
        assertThat(smooth).hasSameSizeAs(predictions);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Integer> pause = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(12, Arbitraries.just(0)),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(-8_000, 8_000)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(59_999, 60_000, 60_001, 240_000)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(-3_000_000, -100_000)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(900_000, 900_001, 2_400_000)));
        Arbitrary<Integer> length = Arbitraries.of(1, 1_000, 5_000, 5_000, 20_000, 60_000, 600_000, 3_000_000);
        Arbitrary<String> app = Arbitraries.of("code", "vlc", "steam", "zoom", "something nobody knows");
        return Combinators.combine(pause, length, app, Arbitraries.of(true, true, false))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Integer>> words() {
        return Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(5, 0),
                        net.jqwik.api.Tuple.of(3, 1),
                        net.jqwik.api.Tuple.of(1, 2),
                        net.jqwik.api.Tuple.of(1, 3))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static List<Sample> activities(List<Step> steps) {
        List<Sample> activities = new ArrayList<>();
        Instant at = EVENING;
        for (Step step : steps) {
            at = at.plusMillis(step.pauseMs());
            activities.add(new Sample(window(at, step.durationMs(), step.app(), step.input()), step.remote()));
            at = at.plusMillis(step.durationMs());
        }
        activities.sort(Comparator.comparing(Sample::at)
                .thenComparing(sample -> sample.activity().durationMs()));
        return activities;
    }

    private static Activity window(Instant at, int durationMs, String app, boolean input) {
        return new Activity(at, durationMs, app, null, null, 0, input ? 5 : 0, input ? 0L : 600_000L, List.of());
    }

    private static Prediction said(String mode, Instant at) {
        return new Prediction(mode, at, 0.8, Source.MODEL, "m", List.of(), true);
    }

    private static List<int[]> runs(List<Prediction> predictions) {
        List<int[]> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= predictions.size(); i++) {
            if (i == predictions.size()
                    || !predictions.get(i).mode().equals(predictions.get(from).mode())) {
                runs.add(new int[] {from, i});
                from = i;
            }
        }
        return runs;
    }

    private static TreeSet<LocalDate> days(List<Sample> activities) {
        TreeSet<LocalDate> days = new TreeSet<>();
        activities.forEach(activity -> days.addAll(DayFold.daysTouchedBy(activity.at())));
        return days;
    }

    private static List<Sample> window(LocalDate day, List<Sample> activities) {
        return activities.stream()
                .filter(one -> !one.at().isBefore(DayReplay.windowFrom(day))
                        && one.at().isBefore(DayReplay.windowTo(day)))
                .toList();
    }

    private static List<Draft> replay(LocalDate day, List<Sample> activities, boolean finished) {
        return DayReplay.of(day, window(day, activities), SHIPPED, finished).spans();
    }

    private static long covered(List<Draft> spans, long from, long to) {
        return spans.stream()
                .mapToLong(span -> Math.max(
                        0,
                        Math.min(to, span.to().toEpochMilli())
                                - Math.max(from, span.from().toEpochMilli())))
                .sum();
    }
}
