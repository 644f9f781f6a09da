package io.modehub.simulator;

/**
 * A piece of the plan of a day.
 *
 * @param from seconds after midnight
 * @param to seconds after midnight, above {@code from}
 */
record Stretch(Doing doing, int from, int to) {}
