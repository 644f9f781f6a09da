package io.modehub.spans;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Adds up slices and roll-ups of one timeline, each moment once. Not thread-safe. */
public final class SummaryBuilder {
    private static final Comparator<Map.Entry<String, Long>> LONGEST_FIRST =
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private final Question question;
    private final ZoneCalendar calendar;
    private final Map<Long, long[]> rows = new HashMap<>();
    private final Map<String, long[]> apps = new HashMap<>();
    private long coverage;

    /** The row added to last and its key, since neighbours mostly share it. */
    private long lastKey;

    private long @Nullable [] lastRow;

    /**
     * What is asked.
     *
     * @param zone whose hours, days, weeks and months are meant
     * @param modeId only this mode; null for all
     * @param app only this application; null for all
     */
    public record Question(
            GroupBy groupBy,
            ZoneId zone,
            int awayModeId,
            @Nullable Integer modeId,
            @Nullable String app) {
        boolean asksForMode(int mode) {
            Integer wanted = modeId;
            return mode != awayModeId && (wanted == null || wanted == mode);
        }

        boolean asksForApp(String name) {
            return app == null ? groupBy != GroupBy.APP || !name.isEmpty() : app.equals(name);
        }
    }

    public SummaryBuilder(Question question) {
        this.question = question;
        this.calendar = new ZoneCalendar(question.zone(), question.groupBy());
    }

    /** Whether roll-ups can answer for {@code [from, to)}, epoch milliseconds. */
    public boolean canUseQuarters(long from, long to) {
        return !question.groupBy().isByTime() || calendar.alignsWithQuarters(from, to);
    }

    public void add(Slice slice) {
        coverage += slice.length();
        if (!question.asksForMode(slice.modeId()) || !question.asksForApp(slice.app())) {
            return;
        }
        if (question.groupBy() == GroupBy.APP) {
            apps.computeIfAbsent(slice.app(), key -> new long[1])[0] += slice.length();
        } else if (question.groupBy() == GroupBy.MODE) {
            row(slice.modeId())[0] += slice.length();
        } else {
            long at = slice.from();
            while (at < slice.to()) {
                long end = Math.min(slice.to(), calendar.nextEdge(at));
                row(calendar.keyAt(at))[0] += end - at;
                at = end;
            }
        }
    }

    /**
     * Adds the quarters {@code from <= q < to} of a day.
     *
     * @param dayStart epoch milliseconds
     * @param packed as {@link DaySums#pack} made it
     * @param appName names of applications by number
     */
    public void add(long dayStart, byte[] packed, int from, int to, IntFunction<String> appName) {
        long[] keyed = {-1, 0};
        DaySums.visit(packed, (quarter, mode, app, ms) -> {
            if (quarter < from || quarter >= to) {
                return;
            }
            coverage += ms;
            if (!question.asksForMode(mode)) {
                return;
            }
            boolean needsApp = question.groupBy() == GroupBy.APP || question.app() != null;
            String name = !needsApp || app == DaySums.NO_APP ? "" : appName.apply(app);
            if (!question.asksForApp(name)) {
                return;
            }
            if (question.groupBy() == GroupBy.APP) {
                apps.computeIfAbsent(name, key -> new long[1])[0] += ms;
            } else if (question.groupBy() == GroupBy.MODE) {
                row(mode)[0] += ms;
            } else {
                if (keyed[0] != quarter) {
                    keyed[0] = quarter;
                    keyed[1] = calendar.keyAt(dayStart + quarter * DaySums.QUARTER_MS);
                }
                row(keyed[1])[0] += ms;
            }
        });
    }

    /** The sums; {@code modeName} tells modes' names by number. */
    public Summary build(IntFunction<String> modeName) {
        Map<String, Long> named = new LinkedHashMap<>();
        if (question.groupBy() == GroupBy.APP) {
            apps.forEach((name, ms) -> named.merge(name, ms[0], Long::sum));
        } else {
            rows.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEachOrdered(row -> named.merge(
                            question.groupBy() == GroupBy.MODE
                                    ? modeName.apply(Math.toIntExact(row.getKey()))
                                    : calendar.name(row.getKey()),
                            row.getValue()[0],
                            Long::sum));
        }
        long total = named.values().stream().mapToLong(Long::longValue).sum();
        return new Summary(Collections.unmodifiableMap(ordered(named)), total, coverage);
    }

    private Map<String, Long> ordered(Map<String, Long> named) {
        if (question.groupBy().isByTime()) {
            return named;
        }
        Map<String, Long> ordered = new LinkedHashMap<>();
        named.entrySet().stream()
                .sorted(LONGEST_FIRST)
                .forEachOrdered(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private long[] row(long key) {
        long[] row = lastRow;
        if (row == null || key != lastKey) {
            row = rows.computeIfAbsent(key, fresh -> new long[1]);
            lastRow = row;
            lastKey = key;
        }
        return row;
    }
}
