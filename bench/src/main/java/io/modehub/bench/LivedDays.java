package io.modehub.bench;

import io.modehub.activity.Sample;
import io.modehub.classify.FoldedDays;
import io.modehub.classify.ModeModel;
import io.modehub.classify.ModeTracker;
import io.modehub.classify.Pace;
import io.modehub.classify.Replay;
import io.modehub.classify.Setup;
import io.modehub.classify.SetupHistory;
import io.modehub.classify.Step;
import io.modehub.simulator.Lived;
import io.modehub.spans.DayReplay;
import io.modehub.spans.Draft;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Days replayed through models that never saw them: live at a pace, or with hindsight as finished days are recorded. */
final class LivedDays {
    private final FoldedDays folded;
    private final List<ModeModel> models;

    LivedDays(FoldedDays folded) {
        this.folded = folded;
        this.models = folded.models();
    }

    List<List<Step>> live(Pace pace) {
        List<List<Step>> steps = new ArrayList<>();
        for (int fold = 0; fold < FoldedDays.FOLDS; fold++) {
            for (List<Lived> day : folded.days(fold)) {
                steps.add(live(tracker(fold, pace), day));
            }
        }
        return steps;
    }

    List<List<Step>> withHindsight() {
        List<List<Step>> steps = new ArrayList<>();
        for (int fold = 0; fold < FoldedDays.FOLDS; fold++) {
            for (List<Lived> day : folded.days(fold)) {
                steps.add(recorded(fold, day));
            }
        }
        return steps;
    }

    private ModeTracker tracker(int fold, Pace pace) {
        return new ModeTracker(SetupHistory.always(Setup.of(models.get(fold)).at(pace)));
    }

    private static List<Step> live(ModeTracker tracker, List<Lived> day) {
        Replay replay = new Replay(tracker);
        day.forEach(sample -> replay.add(sample.activity(), sample.mode()));
        return replay.take();
    }

    /** What is shown live, with the spans of the finished day as what was said in the end. */
    private List<Step> recorded(int fold, List<Lived> day) {
        List<Sample> activities =
                day.stream().map(Lived::activity).map(Sample::of).toList();
        LocalDate date = day.get(0).activity().at().atZone(ZoneOffset.UTC).toLocalDate();
        List<Draft> spans = DayReplay.of(date, activities, () -> tracker(fold, Pace.BALANCED)::next, true)
                .spans();
        List<Step> steps = new ArrayList<>();
        int span = 0;
        for (Step step : live(tracker(fold, Pace.BALANCED), day)) {
            while (span + 1 < spans.size() && !spans.get(span).to().isAfter(step.from())) {
                span++;
            }
            Draft draft = spans.get(span);
            steps.add(new Step(
                    step.from(),
                    step.to(),
                    step.truth(),
                    step.live(),
                    draft.mode(),
                    draft.confidence(),
                    step.conversing()));
        }
        return steps;
    }
}
