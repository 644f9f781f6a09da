package io.modehub.activity;

import io.modehub.activity.Prediction.Source;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's word on the truth over {@code [from, to)}. Of overlapping ones the last said, by id, wins.
 *
 * @param agentKey empty: the person's own timeline
 * @param to empty: set by hand until further notice
 * @param source {@code LABEL} or {@code HAND}
 * @param withSpan the correction of a span that was still open: ends with that span, at the latest at {@code to}
 */
public record Label(
        long id,
        Optional<Integer> agentKey,
        Instant from,
        Optional<Instant> to,
        int modeId,
        Source source,
        boolean withSpan) {}
