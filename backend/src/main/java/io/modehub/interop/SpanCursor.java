package io.modehub.interop;

import io.modehub.activity.ModeSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Spans of one timeline, asked for one moment after the other. */
final class SpanCursor {
    private final List<ModeSpan> spans;
    private int next;

    SpanCursor(List<ModeSpan> spans) {
        this.spans = spans;
    }

    /** The span that covers the moment, which is never before the one asked for last. */
    Optional<ModeSpan> at(Instant moment) {
        while (next < spans.size() && !spans.get(next).to().isAfter(moment)) {
            next++;
        }
        return next < spans.size() && !spans.get(next).from().isAfter(moment)
                ? Optional.of(spans.get(next))
                : Optional.empty();
    }
}
