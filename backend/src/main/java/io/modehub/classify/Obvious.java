package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Prediction;
import io.modehub.activity.Prediction.Source;
import io.modehub.activity.Rule;
import io.modehub.protocol.Activity;
import io.modehub.protocol.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What needs no model: nobody there, a rule of the person's own, a meeting, a shipped rule; in this order. */
final class Obvious {
    private static final double AWAY_CONFIDENCE = 0.95;
    private static final double MEETING_CONFIDENCE = 0.95;

    private Obvious() {}

    /** The prediction for the evidence's last activity, where it is obvious. */
    static Optional<Prediction> of(Evidence evidence, Observed now, Setup setup) {
        String model = setup.model().name();
        Activity activity = now.activity();
        Instant away = evidence.awaySince();
        if (away != null) {
            List<Reason> reasons = List.of(Reasons.noInput(Duration.between(away, activity.end())));
            return Optional.of(new Prediction(
                    ModeNames.AWAY, away, AWAY_CONFIDENCE, Source.MODEL, model, reasons, evidence.isPresent()));
        }
        Optional<Rule> own =
                setup.rules().match(activity, evidence.heard(), activity.at().atZone(setup.zone()));
        if (own.isPresent()) {
            return own.map(rule -> new Prediction(
                    rule.mode(),
                    activity.at(),
                    1,
                    Source.RULE,
                    model,
                    Stream.concat(
                                    Stream.of(Reasons.own(rule)),
                                    Reasons.of(rule.mode(), now, evidence.minute()).stream())
                            .limit(4)
                            .toList(),
                    evidence.isPresent()));
        }
        if (evidence.isMeeting()) {
            return Optional.of(new Prediction(
                    ModeNames.MEETING,
                    activity.at(),
                    MEETING_CONFIDENCE,
                    Source.MODEL,
                    model,
                    Reasons.of(ModeNames.MEETING, now, evidence.minute()),
                    evidence.isPresent()));
        }
        return Rules.match(now, evidence.minute())
                .map(rule -> new Prediction(
                        rule.mode(),
                        activity.at(),
                        rule.confidence(),
                        Source.RULE,
                        model,
                        Stream.concat(
                                        Stream.of(Reasons.rule(rule)),
                                        Reasons.of(rule.mode(), now, evidence.minute()).stream())
                                .limit(4)
                                .toList(),
                        evidence.isPresent()));
    }
}
