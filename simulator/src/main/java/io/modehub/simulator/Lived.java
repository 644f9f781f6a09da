package io.modehub.simulator;

import io.modehub.protocol.Activity;

/**
 * One simulated activity and the truth about it.
 *
 * @param activity what an agent would have reported
 * @param mode name of the true mode: Work, Meeting, Relax, Gaming or Away
 */
public record Lived(Activity activity, String mode) {}
