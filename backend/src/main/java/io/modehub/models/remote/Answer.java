package io.modehub.models.remote;

import io.modehub.activity.Scores;
import java.util.List;
import java.util.Optional;

/**
 * What the endpoint says of rows.
 *
 * @param rows one a row, in their order; none where there is a fault
 */
public record Answer(List<Scores> rows, Optional<Fault> fault) {
    public Answer {
        rows = List.copyOf(rows);
        if (fault.isPresent() != rows.isEmpty()) {
            throw new IllegalArgumentException("there are either rows or a fault");
        }
    }

    static Answer of(List<Scores> rows) {
        return new Answer(rows, Optional.empty());
    }

    static Answer none(Fault fault) {
        return new Answer(List.of(), Optional.of(fault));
    }
}
