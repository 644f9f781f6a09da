package io.modehub.agent.spool;

import java.time.Duration;

/**
 * How much the spool keeps while the hub is away; beyond it the oldest segment goes.
 *
 * @param segmentBytes size at which a new segment begins
 * @param totalBytes most bytes of all segments
 * @param age oldest a segment may be
 */
public record Limits(int segmentBytes, long totalBytes, Duration age) {
    /** 1 MiB a segment; 64 MiB or seven days in all: at 5 s an activity some three weeks would fit. */
    public static final Limits USUAL = new Limits(1 << 20, 64L << 20, Duration.ofDays(7));
}
