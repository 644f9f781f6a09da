package io.modehub.classify;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What judges a person's activities at some time.
 *
 * @param rules the person's own, which beat the model
 * @param pace how soon another mode is shown
 * @param zone where the hours of rules and models are read
 * @param remote whether what a classifier outside the hub said of an activity goes before the model
 */
public record Setup(OwnRules rules, ModeModel model, Pace pace, ZoneId zone, boolean remote) {
    /** The name under which predictions by a classifier outside the hub are recorded. */
    public static final String REMOTE = "azure-ml";

    /** A model alone at a balanced pace, hours read in UTC. */
    public static Setup of(ModeModel model) {
        return new Setup(OwnRules.NONE, model, Pace.BALANCED, ZoneOffset.UTC, false);
    }

    /** The same at another pace. */
    public Setup at(Pace other) {
        return new Setup(rules, model, other, zone, remote);
    }

    Setup withRules(OwnRules others) {
        return new Setup(others, model, pace, zone, remote);
    }
}
