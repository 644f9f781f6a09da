/**
 * Time that is stored: timelines and summaries as people see them, the roll-ups that make them quick, and the upkeep that seals,
 * smooths, thins out and verifies what is kept.
 */
@NullMarked
package io.modehub.timeline;

import org.jspecify.annotations.NullMarked;
