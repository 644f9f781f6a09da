package io.modehub.spans;

import java.time.Instant;
import java.util.List;

/**
 * What one activity changed about the predicted spans.
 *
 * @param gone spans that are no more; told apart by their start
 * @param put spans that are new or have changed, by their start
 * @param from {@code [from, to)} holds every moment whose mode, application or presence may be another now
 */
public record SpanChanges(List<Draft> gone, List<Draft> put, Instant from, Instant to) {
    public SpanChanges {
        gone = List.copyOf(gone);
        put = List.copyOf(put);
    }

    /** Nothing changed at that moment. */
    static SpanChanges none(Instant at) {
        return new SpanChanges(List.of(), List.of(), at, at);
    }
}
