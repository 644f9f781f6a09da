package io.modehub.classify;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What judges a person's activities at some time.
 *
 * @param rules the person's own, which beat the model
 * @param zone where the hours of rules and models are read
 * @param remote whether what a classifier outside the hub said of an activity goes before the model
 */
public record Setup(OwnRules rules, ModeModel model, ZoneId zone, boolean remote) {
    /** The name under which predictions by a classifier outside the hub are recorded. */
    public static final String REMOTE = "azure-ml";

    /** Without a classifier outside the hub. */
    public Setup(OwnRules rules, ModeModel model, ZoneId zone) {
        this(rules, model, zone, false);
    }

    /** A model alone, hours read in UTC. */
    public static Setup of(ModeModel model) {
        return new Setup(OwnRules.NONE, model, ZoneOffset.UTC);
    }

    Setup withRules(OwnRules others) {
        return new Setup(others, model, zone, remote);
    }
}
