package io.modehub.activity;

import io.modehub.protocol.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hub believes about one activity.
 *
 * @param mode name of the mode in the classifier's own vocabulary ({@link ModeNames})
 * @param since where the stretch this prediction speaks for begins: the activity's start, or earlier when the evidence
 *     lies further back (the last sign of a person, for {@code Away})
 * @param confidence 0 to 1
 * @param source what decided
 * @param model name of the model behind it, for provenance
 * @param reasons most telling first, at most four
 * @param present whether the activity shows a sign of a person: input, or sound that counts as presence
 * @param opinion what the model says of this activity by itself; null where it wasn't asked (nobody there, a meeting)
 */
public record Prediction(
        String mode,
        Instant since,
        double confidence,
        Source source,
        String model,
        List<Reason> reasons,
        boolean present,
        @Nullable Opinion opinion) {

    /** What may decide about a mode; a person's word beats a rule, a rule beats a model. */
    public enum Source {
        MODEL("model"),
        RULE("rule"),
        LABEL("label"),
        HAND("hand");

        private final String wire;

        Source(String wire) {
            this.wire = wire;
        }

        /** The name on the wire and in the database. */
        public String wire() {
            return wire;
        }

        /** The source of that name. */
        public static Source of(String wire) {
            for (Source source : values()) {
                if (source.wire.equals(wire)) {
                    return source;
                }
            }
            throw new IllegalArgumentException("unknown source " + wire);
        }
    }

    public Prediction {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be from 0 to 1, is " + confidence);
        }
        reasons = List.copyOf(reasons);
    }

    /** Without a model's opinion. */
    public Prediction(
            String mode,
            Instant since,
            double confidence,
            Source source,
            String model,
            List<Reason> reasons,
            boolean present) {
        this(mode, since, confidence, source, model, reasons, present, null);
    }

    /** The same, with what the model says. */
    public Prediction with(@Nullable Opinion said) {
        return new Prediction(mode, since, confidence, source, model, reasons, present, said);
    }

    /** The same, unexplained. */
    public Prediction withoutReasons() {
        return new Prediction(mode, since, confidence, source, model, List.of(), present, opinion);
    }

    /** Another mode, so sure, for the same reasons. */
    public Prediction instead(String other, double sure) {
        return new Prediction(other, since, sure, source, model, reasons, present, opinion);
    }
}
