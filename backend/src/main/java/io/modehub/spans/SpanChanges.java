package io.modehub.spans;

import java.time.Instant;
import java.util.ArrayList;
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

    /** These changes and then others. */
    SpanChanges then(SpanChanges next) {
        List<Draft> allGone = new ArrayList<>(gone);
        allGone.addAll(next.gone);
        List<Draft> allPut = new ArrayList<>();
        put.stream()
                .filter(draft ->
                        next.gone.stream().noneMatch(other -> other.from().equals(draft.from())))
                .filter(draft ->
                        next.put.stream().noneMatch(other -> other.from().equals(draft.from())))
                .forEach(allPut::add);
        allPut.addAll(next.put);
        return new SpanChanges(
                allGone, allPut, from.isBefore(next.from) ? from : next.from, to.isAfter(next.to) ? to : next.to);
    }

    /** Nothing changed at that moment. */
    static SpanChanges none(Instant at) {
        return new SpanChanges(List.of(), List.of(), at, at);
    }
}
