package io.modehub.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds memory and time of a run, the one place that does: neighbouring rows are nearly alike, so that every other one tells as
 * much. Gathers rows as they come; not thread-safe.
 */
final class Thinning {
    /** Most rows of a run, some 70 hours of one in 30 s: more make it longer than a minute and hardly better. */
    static final int MOST = 8_500;

    /** So many of each mode stay in any case. */
    private static final int OF_A_MODE = 150;

    /** So many are held before every other one goes; some 600 bytes each. */
    private static final int HELD = 4 * MOST;

    private final Map<String, Integer> seen = new HashMap<>();
    private List<Numbered> held = new ArrayList<>();
    private int step = 1;

    /** A row and its number among those of its mode, from 0. */
    private record Numbered(Row row, int number) {}

    /** The next row, in order. */
    void add(Row row) {
        int number = seen.merge(row.mode(), 1, Integer::sum) - 1;
        Numbered next = new Numbered(row, number);
        if (stays(next)) {
            held.add(next);
        }
        if (held.size() > HELD) {
            step *= 2;
            held = new ArrayList<>(held.stream().filter(this::stays).toList());
        }
    }

    /** What is held of all rows, evenly picked from each mode; the order stays. */
    List<Row> rows() {
        return held.stream().map(Numbered::row).toList();
    }

    private boolean stays(Numbered one) {
        return one.number() % step == 0 || one.number() < OF_A_MODE;
    }

    /** All rows, or {@link #MOST} of them, evenly picked from each mode; the order stays. */
    static List<Row> of(List<Row> rows) {
        if (rows.size() <= MOST) {
            return rows;
        }
        Map<String, Integer> totals = new HashMap<>();
        rows.forEach(row -> totals.merge(row.mode(), 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        List<Row> picked = new ArrayList<>();
        for (Row row : rows) {
            int total = totals.getOrDefault(row.mode(), 1);
            long share = Math.max((long) total * MOST / rows.size(), Math.min(OF_A_MODE, total));
            int at = seen.merge(row.mode(), 1, Integer::sum);
            if (at * share / total != (at - 1) * share / total) {
                picked.add(row);
            }
        }
        return List.copyOf(picked);
    }
}
