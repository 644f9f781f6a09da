package io.modehub.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bounds memory and time of a run: neighbouring rows are nearly alike, so that every other one tells as much. */
final class Thinning {
    /** Most rows of a run: some 330 hours at one a minute. */
    static final int MOST = 20_000;

    /** So many of each mode stay in any case. */
    private static final int OF_A_MODE = 150;

    private Thinning() {}

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
