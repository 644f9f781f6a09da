package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Sample;
import io.modehub.simulator.Simulator;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a tracker does on days of people nobody trained on: what counts in the end, smoothing and rules included. */
final class TrackerReport {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 9, 7);

    private final Map<String, Map<String, Long>> millisByTruthAndAnswer = new TreeMap<>();
    private final List<Long> meetingDelaysMs = new ArrayList<>();
    private long millis;
    private long right;
    private int changes;
    private int trueChanges;
    private int meetings;

    /** Runs one tracker a person over so many days. */
    static TrackerReport of(ModeModel model, long firstSeed, int people, int days) {
        TrackerReport report = new TrackerReport();
        for (Persona persona : Persona.values()) {
            for (long seed = firstSeed; seed < firstSeed + people; seed++) {
                Simulator person = Simulator.of(persona, seed, ZoneOffset.UTC);
                ModeTracker tracker = new ModeTracker(model);
                for (int day = 0; day < days; day++) {
                    report.add(tracker, person.day(FIRST_MONDAY.plusDays(day)));
                }
            }
        }
        return report;
    }

    /** Share of time with the right mode, {@code Away} included. */
    double accuracy() {
        return right / (double) millis;
    }

    /** Share of the time truly spent in a mode that was shown as it. */
    double recall(String mode) {
        Map<String, Long> answers = millisByTruthAndAnswer.getOrDefault(mode, Map.of());
        long all = answers.values().stream().mapToLong(Long::longValue).sum();
        return answers.getOrDefault(mode, 0L) / (double) Math.max(1, all);
    }

    /** Shown changes of mode over true ones. */
    double changesOverTruth() {
        return changes / (double) trueChanges;
    }

    /** Median time from a meeting's true start to its being shown, in ms; those never shown are left out. */
    long medianMeetingDelayMs() {
        Collections.sort(meetingDelaysMs);
        return meetingDelaysMs.isEmpty() ? -1 : meetingDelaysMs.get(meetingDelaysMs.size() / 2);
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                "tracker on unseen people: right %.3f of the time, changes/true %.2f, meeting shown after %d s (%d of %d)%n",
                accuracy(), changesOverTruth(), medianMeetingDelayMs() / 1000, meetingDelaysMs.size(), meetings));
        millisByTruthAndAnswer.forEach((truth, answers) -> {
            text.append(String.format("  %-8s", truth));
            answers.forEach((answer, ms) -> text.append(String.format(" %s %.1f h", answer, ms / 3_600_000.0)));
            text.append(System.lineSeparator());
        });
        return text.toString();
    }

    private void add(ModeTracker tracker, List<Sample> day) {
        String truth = "";
        String answer = "";
        long meetingStart = -1;
        for (Sample sample : day) {
            Activity activity = sample.activity();
            Prediction prediction = tracker.next(activity);
            if (!sample.mode().equals(truth)) {
                trueChanges++;
                boolean meets = sample.mode().equals(ModeNames.MEETING);
                meetings += meets ? 1 : 0;
                meetingStart = meets ? activity.at().toEpochMilli() : -1;
            }
            if (meetingStart >= 0 && prediction.mode().equals(ModeNames.MEETING)) {
                meetingDelaysMs.add(activity.end().toEpochMilli() - meetingStart);
                meetingStart = -1;
            }
            changes += prediction.mode().equals(answer) ? 0 : 1;
            truth = sample.mode();
            answer = prediction.mode();
            millis += activity.durationMs();
            right += truth.equals(answer) ? activity.durationMs() : 0;
            millisByTruthAndAnswer
                    .computeIfAbsent(truth, any -> new TreeMap<>())
                    .merge(answer, (long) activity.durationMs(), Long::sum);
        }
    }
}
