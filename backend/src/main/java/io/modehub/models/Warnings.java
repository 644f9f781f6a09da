package io.modehub.models;

import io.modehub.models.Metrics.OfMode;
import io.modehub.models.Metrics.Warning;
import java.util.ArrayList;
import java.util.List;

/** Why to be careful with figures, in words for people. */
final class Warnings {
    private static final int ENOUGH_DAYS = 5;
    private static final int RARE = 30;

    private Warnings() {}

    static List<Warning> of(Folds folds, List<OfMode> modes) {
        List<Warning> warnings = new ArrayList<>();
        if (folds.isOptimistic()) {
            warnings.add(new Warning(
                    "optimistic",
                    "Rows were held out at random, so that nearly the same moments were learned and judged. Expect"
                            + " clearly worse on days to come."));
        }
        if (folds.kind() != Folds.Kind.APPS && folds.days() == 0) {
            warnings.add(new Warning(
                    "no_dates", "The table has no dates, so that nobody can tell how it does on another day."));
        } else if (folds.kind() != Folds.Kind.APPS && folds.days() < ENOUGH_DAYS) {
            warnings.add(new Warning(
                    "too_few_days",
                    "Labels are from " + folds.days() + (folds.days() == 1 ? " day" : " days") + "; figures can be"
                            + " relied on from " + ENOUGH_DAYS + " days on."));
        }
        for (OfMode mode : modes) {
            if (mode.support() < RARE) {
                warnings.add(new Warning(
                        "mode_rare",
                        mode.mode() + " has only " + mode.support() + " rows; its figures are mostly chance below "
                                + RARE + ".",
                        mode.mode()));
            }
        }
        return warnings;
    }
}
