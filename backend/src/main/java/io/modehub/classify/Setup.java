package io.modehub.classify;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What judges a person's activities at some time.
 *
 * @param rules the person's own, which beat the model
 * @param zone where the hours of rules and models are read
 */
public record Setup(OwnRules rules, ModeModel model, ZoneId zone) {
    /** A model alone, hours read in UTC. */
    public static Setup of(ModeModel model) {
        return new Setup(OwnRules.NONE, model, ZoneOffset.UTC);
    }
}
