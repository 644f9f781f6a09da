package io.modehub.spans;

import java.util.Map;

/**
 * How long, by key.
 *
 * @param activeMs milliseconds by key, without {@code Away}; hours, weekdays, days, weeks and months in their order, modes
 *     and applications longest first
 * @param totalMs the sum of the rows
 * @param coverageMs all time with any span, {@code Away} included, whatever mode or application was asked for,
 *     in the hours that were
 */
public record Summary(Map<String, Long> activeMs, long totalMs, long coverageMs) {}
