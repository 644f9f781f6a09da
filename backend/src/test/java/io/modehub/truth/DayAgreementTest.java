package io.modehub.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.Sample;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.ShippedModel;
import io.modehub.spans.DayReplay;
import io.modehub.truth.Strip.Piece;
import io.modehub.truth.Windows.Reported;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Finished days of random histories are the reference's, without a hub in between, so that many can be compared. */
class DayAgreementTest {
    private static final int HISTORIES = 10 * Integer.getInteger("histories", 50);
    private static final ModeModel MODEL = ShippedModel.load();

    @Test
    void everyDayIsToldAsTheReferenceTellsIt() {
        int days = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            for (List<Reported> activities : agents(new RandomHistory(seed))) {
                for (long day : days(activities)) {
                    assertThat(told(day, activities))
                            .as("history %d, %s", seed, LocalDate.ofEpochDay(day))
                            .isEqualTo(new AgentDay(day, activities, new ModeTracker(MODEL)::next).spans(mode -> mode));
                    days++;
                }
            }
        }
        assertThat(days).isGreaterThan(HISTORIES);
    }

    private static List<Piece<String>> told(long number, List<Reported> activities) {
        LocalDate day = LocalDate.ofEpochDay(number);
        List<Sample> samples = Windows.inOrder(activities).stream()
                .map(Reported::activity)
                .filter(one -> !one.at().isBefore(DayReplay.windowFrom(day))
                        && one.at().isBefore(DayReplay.windowTo(day)))
                .map(Sample::of)
                .toList();
        Strip<String> told = new Strip<>();
        DayReplay.of(day, samples, () -> new ModeTracker(MODEL)::next, true)
                .spans()
                .forEach(
                        span -> told.paint(span.from().toEpochMilli(), span.to().toEpochMilli(), span.mode()));
        return told.joined();
    }

    /** What each agent of a history reports, before any of it is deleted. */
    private static List<List<Reported>> agents(RandomHistory history) {
        List<List<Reported>> agents = new ArrayList<>();
        Map<Integer, List<Reported>> bySlot = new HashMap<>();
        for (Step step : history.steps()) {
            if (step instanceof Step.Pair pair) {
                List<Reported> fresh = new ArrayList<>();
                agents.add(fresh);
                bySlot.put(pair.slot(), fresh);
            } else if (step instanceof Step.Report report && bySlot.containsKey(report.slot())) {
                List<Reported> reported = bySlot.get(report.slot());
                report.activities().forEach(activity -> reported.add(new Reported(activity, reported.size() + 1)));
            }
        }
        return agents;
    }

    private static TreeSet<Long> days(List<Reported> activities) {
        TreeSet<Long> days = new TreeSet<>();
        activities.forEach(one -> {
            days.add(Math.floorDiv(one.from(), AgentDay.DAY));
            days.add(Math.floorDiv(one.to(), AgentDay.DAY));
        });
        return days;
    }
}
