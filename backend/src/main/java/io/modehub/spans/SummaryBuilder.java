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
    private final @Nullable HourGate gate;
    private final Map<Integer, String> appNames;
    private final int wantedApp;
    private final Rows rows = new Rows();
    private final Rows apps = new Rows();
    private final Map<String, Long> appsOfSlices = new HashMap<>();
    private long coverage;

    /**
     * What is asked.
     *
     * @param zone whose hours, days, weeks and months are meant
     * @param modeId only this mode; null for all
     * @param app only this application; null for all
     * @param hours only these hours of the week; null for all
     */
    public record Question(
            GroupBy groupBy,
            ZoneId zone,
            int awayModeId,
            @Nullable Integer modeId,
            @Nullable String app,
            @Nullable WeekHours hours) {
        boolean asksForMode(int mode) {
            Integer wanted = modeId;
            return mode != awayModeId && (wanted == null || wanted == mode);
        }

        boolean asksForApp(String name) {
            return app == null ? groupBy != GroupBy.APP || !name.isEmpty() : app.equals(name);
        }
    }

    /** @param appNames of the roll-ups that will be added, by number */
    public SummaryBuilder(Question question, Map<Integer, String> appNames) {
        this.question = question;
        this.appNames = appNames;
        this.calendar = new ZoneCalendar(question.zone(), question.groupBy());
        this.gate = question.hours() == null ? null : new HourGate(question.zone(), question.hours());
        this.wantedApp = appNames.entrySet().stream()
                .filter(app -> app.getValue().equals(question.app()))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    /** Whether roll-ups can answer for {@code [from, to)}, epoch milliseconds. */
    public boolean canUseQuarters(long from, long to) {
        return !(question.groupBy().isByTime() || gate != null) || calendar.alignsWithQuarters(from, to);
    }

    public void add(Slice slice) {
        if (gate == null) {
            addAsked(slice);
        } else {
            gate.parts(slice).forEach(this::addAsked);
        }
    }

    private void addAsked(Slice slice) {
        coverage += slice.length();
        if (!question.asksForMode(slice.modeId()) || !question.asksForApp(slice.app())) {
            return;
        }
        if (question.groupBy() == GroupBy.APP) {
            appsOfSlices.merge(slice.app(), slice.length(), Long::sum);
        } else if (question.groupBy() == GroupBy.MODE) {
            rows.add(slice.modeId(), slice.length());
        } else {
            long at = slice.from();
            while (at < slice.to()) {
                long end = Math.min(slice.to(), calendar.nextEdge(at));
                rows.add(calendar.keyAt(at), end - at);
                at = end;
            }
        }
    }

    /**
     * Adds the quarters {@code from <= q < to} of a day.
     *
     * @param dayStart epoch milliseconds
     * @param packed as {@link DaySums#pack} made it
     */
    public void add(long dayStart, byte[] packed, int from, int to) {
        long[] keyed = {-1, 0};
        boolean anyApp = question.app() == null;
        DaySums.visit(packed, (quarter, mode, app, ms) -> {
            if (quarter < from
                    || quarter >= to
                    || (gate != null && !gate.contains(dayStart + quarter * DaySums.QUARTER_MS))) {
                return;
            }
            coverage += ms;
            if (!question.asksForMode(mode) || !(anyApp || app == wantedApp)) {
                return;
            }
            if (question.groupBy() == GroupBy.MODE) {
                rows.add(mode, ms);
            } else if (question.groupBy() == GroupBy.APP) {
                apps.add(app, ms);
            } else {
                if (keyed[0] != quarter) {
                    keyed[0] = quarter;
                    keyed[1] = calendar.keyAt(dayStart + quarter * DaySums.QUARTER_MS);
                }
                rows.add(keyed[1], ms);
            }
        });
    }

    /** The sums; {@code modeName} tells modes' names by number. */
    public Summary build(IntFunction<String> modeName) {
        Map<String, Long> named = new LinkedHashMap<>(appsOfSlices);
        apps.forEach((app, ms) -> {
            if (app != DaySums.NO_APP) {
                named.merge(appNames.getOrDefault((int) app, ""), ms, Long::sum);
            }
        });
        boolean byMode = question.groupBy() == GroupBy.MODE;
        rows.forEach((key, ms) -> named.merge(byMode ? modeName.apply((int) key) : calendar.name(key), ms, Long::sum));
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

    /** Milliseconds by key. A summary of five years adds some 300,000 times, so boxes and hashing would be most of its cost. */
    private static final class Rows {
        private static final int SLOTS = 256;

        private final Map<Long, long[]> sums = new HashMap<>();
        private final long[] keys = new long[SLOTS];
        private final long[][] recent = new long[SLOTS][];

        interface Visitor {
            void row(long key, long ms);
        }

        void add(long key, long ms) {
            int slot = (int) (key ^ (key >>> 8)) & (SLOTS - 1);
            if (recent[slot] == null || keys[slot] != key) {
                keys[slot] = key;
                recent[slot] = sums.computeIfAbsent(key, fresh -> new long[1]);
            }
            recent[slot][0] += ms;
        }

        /** Walks through the rows in order of their keys. */
        void forEach(Visitor visitor) {
            sums.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEachOrdered(row -> visitor.row(row.getKey(), row.getValue()[0]));
        }
    }
}
