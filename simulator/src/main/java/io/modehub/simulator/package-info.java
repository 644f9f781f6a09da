/**
 * Whole believable days of invented people at their machines, with the truth beside every activity. Seeded: the same
 * persona, seed, zone and date give the same day, on every machine.
 */
@NullMarked
package io.modehub.simulator;

import org.jspecify.annotations.NullMarked;
