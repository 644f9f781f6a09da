package io.modehub.activity;

import io.modehub.activity.Prediction.Source;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A person's word on the truth over {@code [from, to)}. Of overlapping ones the last said, by id, wins.
 *
 * @param agentKey empty: the person's own timeline
 * @param to empty: set by hand until further notice; of the correction of an open span: where that span ends, if sooner
 * @param source {@code LABEL} or {@code HAND}
 * @param withSpan the correction of a span that was still open
 * @param colours set by hand without an end: gives its mode to the time there is and adds none, also once it was ended
 * @param batch what it was said together with, and can be taken back with
 */
public record Label(
        long id,
        Optional<Integer> agentKey,
        Instant from,
        Optional<Instant> to,
        int modeId,
        Source source,
        boolean withSpan,
        boolean colours,
        Optional<UUID> batch) {}
