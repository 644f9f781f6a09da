package io.modehub.truth;

import org.jspecify.annotations.Nullable;

/**
 * A person's word about a stretch of time.
 *
 * @param id greater than those said before
 * @param agent the place of the agent in the order of pairing; null for the person's own timeline
 */
record Label(long id, @Nullable Integer agent, long from, long to, String mode) {}
