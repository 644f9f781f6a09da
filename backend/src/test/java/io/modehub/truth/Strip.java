package io.modehub.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stretches of time that don't overlap, each with a value; what is painted later covers what was there. */
final class Strip<T> {
    private final TreeMap<Long, Piece<T>> pieces = new TreeMap<>();

    /** From, including, to, excluding, in epoch milliseconds. */
    record Piece<T>(long from, long to, T value) {}

    void paint(long from, long to, T value) {
        if (from < to) {
            clear(from, to);
            pieces.put(from, new Piece<>(from, to, value));
        }
    }

    void paint(Iterable<Piece<T>> all) {
        all.forEach(piece -> paint(piece.from(), piece.to(), piece.value()));
    }

    void clear(long from, long to) {
        split(from);
        split(to);
        pieces.subMap(from, to).clear();
    }

    private void split(long moment) {
        Piece<T> around = around(moment);
        if (around != null && around.from() < moment) {
            pieces.put(around.from(), new Piece<>(around.from(), moment, around.value()));
            pieces.put(moment, new Piece<>(moment, around.to(), around.value()));
        }
    }

    /** The value of that moment. */
    @Nullable T at(long moment) {
        Piece<T> around = around(moment);
        return around == null ? null : around.value();
    }

    private @Nullable Piece<T> around(long moment) {
        Map.Entry<Long, Piece<T>> entry = pieces.floorEntry(moment);
        return entry == null || entry.getValue().to() <= moment ? null : entry.getValue();
    }

    List<Piece<T>> pieces() {
        return List.copyOf(pieces.values());
    }

    /** The pieces, those that touch and have the same value as one. */
    List<Piece<T>> joined() {
        List<Piece<T>> joined = new ArrayList<>();
        for (Piece<T> piece : pieces.values()) {
            Piece<T> last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.to() == piece.from() && last.value().equals(piece.value())) {
                joined.set(joined.size() - 1, new Piece<>(last.from(), piece.to(), piece.value()));
            } else {
                joined.add(piece);
            }
        }
        return joined;
    }

    /** Notes where pieces begin and end. */
    void edges(NavigableSet<Long> edges) {
        pieces.values().forEach(piece -> {
            edges.add(piece.from());
            edges.add(piece.to());
        });
    }
}
