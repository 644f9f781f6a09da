package io.modehub.spans;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The roll-up of one timeline and UTC day: milliseconds by quarter-hour, mode and application. Kept packed: a version byte,
 * then for each entry, in order, the step in quarters since the last one, mode, application and milliseconds as unsigned
 * LEB128 numbers. Immutable.
 */
public final class DaySums {
    /** Length of a bucket. Every zone's hours begin at a quarter-hour of UTC. */
    public static final long QUARTER_MS = 15 * 60_000L;

    public static final int QUARTERS = 96;
    public static final long DAY_MS = QUARTERS * QUARTER_MS;

    /** Number of the application where there is none. */
    public static final int NO_APP = 0;

    public static final DaySums EMPTY = new DaySums(new long[0], new int[0]);

    private static final byte VERSION = 1;

    /** Sorted: quarter (8 bits), mode (28), application (28). */
    private final long[] keys;

    private final int[] millis;

    private DaySums(long[] keys, int[] millis) {
        this.keys = keys;
        this.millis = millis;
    }

    /** Takes one entry. */
    public interface Visitor {
        void entry(int quarter, int modeId, int appId, int ms);
    }

    /** Sums of slices within a day; what lies outside is passed over. */
    public static DaySums of(long dayStart, Iterable<Slice> slices, ToIntFunction<String> appId) {
        Builder builder = new Builder();
        for (Slice slice : slices) {
            int app = slice.app().isEmpty() ? NO_APP : appId.applyAsInt(slice.app());
            long at = Math.max(slice.from(), dayStart);
            long to = Math.min(slice.to(), dayStart + DAY_MS);
            while (at < to) {
                int quarter = (int) ((at - dayStart) / QUARTER_MS);
                long end = Math.min(to, dayStart + (quarter + 1) * QUARTER_MS);
                builder.add(quarter, slice.modeId(), app, (int) (end - at));
                at = end;
            }
        }
        return builder.build();
    }

    /** Reads the packed form; throws {@link IllegalArgumentException} where it is none. */
    public static DaySums unpack(byte[] packed) {
        Builder builder = new Builder();
        visit(packed, builder::add);
        return builder.build();
    }

    /** Walks through the packed form without building anything. */
    public static void visit(byte[] packed, Visitor visitor) {
        if (packed.length == 0 || packed[0] != VERSION) {
            throw new IllegalArgumentException("not the sums of a day, or of a newer version");
        }
        int quarter = 0;
        int i = 1;
        int[] entry = new int[4];
        while (i < packed.length) {
            for (int k = 0; k < 4; k++) {
                int value = 0;
                int shift = 0;
                byte next;
                do {
                    next = packed[i++];
                    value |= (next & 0x7f) << shift;
                    shift += 7;
                } while (next < 0);
                entry[k] = value;
            }
            quarter += entry[0];
            visitor.entry(quarter, entry[1], entry[2], entry[3]);
        }
    }

    /** The packed form. */
    public byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(1 + keys.length * 16);
        out.put(VERSION);
        int before = 0;
        for (int i = 0; i < keys.length; i++) {
            int quarter = quarter(keys[i]);
            put(out, quarter - before);
            put(out, mode(keys[i]));
            put(out, app(keys[i]));
            put(out, millis[i]);
            before = quarter;
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** These sums with those of other quarters {@code from <= q < to} in place of their own. */
    public DaySums with(DaySums fresh, int from, int to) {
        Builder builder = new Builder();
        visit((quarter, mode, app, ms) -> {
            if (quarter < from || quarter >= to) {
                builder.add(quarter, mode, app, ms);
            }
        });
        fresh.visit((quarter, mode, app, ms) -> {
            if (quarter >= from && quarter < to) {
                builder.add(quarter, mode, app, ms);
            }
        });
        return builder.build();
    }

    /** The same time with one mode's given to another. */
    public DaySums moved(int fromMode, int toMode) {
        Builder builder = new Builder();
        visit((quarter, mode, app, ms) -> builder.add(quarter, mode == fromMode ? toMode : mode, app, ms));
        return builder.build();
    }

    /**
     * These sums with the applications that older ones knew, quarter by quarter: for a day whose windows are gone. What the
     * modes of a quarter were stays as it was; exact too where there is one mode now; else applications are shared out in
     * proportion, rounded down, and the rest has none.
     */
    public DaySums withAppsOf(DaySums old) {
        Builder builder = new Builder();
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            Map<Integer, Long> modes = totals(quarter, true);
            if (modes.equals(old.totals(quarter, true))) {
                builder.addQuarter(old, quarter);
                continue;
            }
            Map<Integer, Long> apps = old.totals(quarter, false);
            apps.remove(NO_APP);
            long covered = modes.values().stream().mapToLong(Long::longValue).sum();
            for (Map.Entry<Integer, Long> mode : modes.entrySet()) {
                long left = mode.getValue();
                for (Map.Entry<Integer, Long> app : apps.entrySet()) {
                    long share = Math.min(left, app.getValue() * mode.getValue() / covered);
                    builder.add(quarter, mode.getKey(), app.getKey(), (int) share);
                    left -= share;
                }
                builder.add(quarter, mode.getKey(), NO_APP, (int) left);
            }
        }
        return builder.build();
    }

    /** A quarter's milliseconds by mode or by application. */
    private Map<Integer, Long> totals(int wanted, boolean byMode) {
        Map<Integer, Long> totals = new TreeMap<>();
        visit((quarter, mode, app, ms) -> {
            if (quarter == wanted) {
                totals.merge(byMode ? mode : app, (long) ms, Long::sum);
            }
        });
        return totals;
    }

    /** The entries that other sums don't have. */
    public DaySums without(DaySums other) {
        Builder mine = new Builder();
        Builder its = new Builder();
        visit(mine::add);
        other.visit(its::add);
        mine.sums.entrySet().removeAll(its.sums.entrySet());
        return mine.build();
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    /** Walks through the entries in order of quarter, mode and application. */
    public void visit(Visitor visitor) {
        for (int i = 0; i < keys.length; i++) {
            visitor.entry(quarter(keys[i]), mode(keys[i]), app(keys[i]), millis[i]);
        }
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof DaySums sums && Arrays.equals(keys, sums.keys) && Arrays.equals(millis, sums.millis);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(millis);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        visit((quarter, mode, app, ms) -> text.append(quarter)
                .append(" mode ")
                .append(mode)
                .append(" app ")
                .append(app)
                .append(": ")
                .append(ms)
                .append(" ms; "));
        return text.toString();
    }

    private static void put(ByteBuffer out, int value) {
        int left = value;
        while (left >= 0x80) {
            out.put((byte) (left | 0x80));
            left >>>= 7;
        }
        out.put((byte) left);
    }

    private static int quarter(long key) {
        return (int) (key >>> 56);
    }

    private static int mode(long key) {
        return (int) (key >>> 28) & 0xfffffff;
    }

    private static int app(long key) {
        return (int) key & 0xfffffff;
    }

    /** Collects entries in any order; those of the same quarter, mode and application add up. */
    private static final class Builder {
        private final Map<Long, Integer> sums = new HashMap<>();

        void add(int quarter, int mode, int app, int ms) {
            if (ms > 0) {
                sums.merge((long) quarter << 56 | (long) mode << 28 | app, ms, Integer::sum);
            }
        }

        void addQuarter(DaySums sums, int wanted) {
            sums.visit((quarter, mode, app, ms) -> {
                if (quarter == wanted) {
                    add(quarter, mode, app, ms);
                }
            });
        }

        DaySums build() {
            long[] keys =
                    sums.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
            int[] millis = Arrays.stream(keys)
                    .mapToInt(key -> java.util.Objects.requireNonNull(sums.get(key)))
                    .toArray();
            return keys.length == 0 ? EMPTY : new DaySums(keys, millis);
        }
    }
}
