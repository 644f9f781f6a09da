package io.modehub.models;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which rows are held out together. Minutes next to each other are nearly alike, so that folds at random flatter by tens of
 * points; whole days are held out where there are enough.
 *
 * @param kind by what rows were parted
 * @param of the fold of each row, from 0
 * @param count how many folds
 * @param days how many different days the rows are from, 0 where they have no dates
 */
record Folds(Kind kind, List<Integer> of, int count, int days) {
    /** Folds where there is enough to part. */
    static final int MOST = 5;

    /** More applications are held out in so many groups. */
    static final int MOST_APP_GROUPS = 20;

    /** By what rows are parted. */
    public enum Kind {
        /** Blocks of whole days. */
        DAYS,
        /** Blocks of stretches without a long gap, as there are fewer than five days. */
        SESSIONS,
        /** At random, each mode alike: flatters. */
        STRATIFIED,
        /** Whole applications: how it does on one that it has never seen. */
        APPS
    }

    Folds {
        of = List.copyOf(of);
    }

    /** The strictest way that the rows allow. */
    static Folds of(List<Row> rows, long seed) {
        boolean dated = rows.stream().allMatch(row -> row.when() != null);
        if (!dated) {
            return stratified(rows, seed, 0);
        }
        List<LocalDate> days =
                rows.stream().map(row -> when(row).day()).distinct().toList();
        if (days.size() >= MOST) {
            return blocks(
                    Kind.DAYS,
                    rows.stream().map(row -> when(row).day().toEpochDay()).toList(),
                    days.size());
        }
        List<Long> sessions =
                rows.stream().map(row -> (long) when(row).session()).toList();
        return sessions.stream().distinct().count() >= MOST
                ? blocks(Kind.SESSIONS, sessions, days.size())
                : stratified(rows, seed, days.size());
    }

    /** Every application is held out once, with all its rows. */
    static Folds byApp(List<Row> rows) {
        Map<String, Long> sizes = new TreeMap<>();
        rows.forEach(row -> sizes.merge(row.app(), 1L, Long::sum));
        List<String> largestFirst = sizes.keySet().stream()
                .sorted(Comparator.comparing((String app) -> -sizes.getOrDefault(app, 0L)))
                .toList();
        Map<String, Integer> groups = new HashMap<>();
        for (int i = 0; i < largestFirst.size(); i++) {
            groups.put(largestFirst.get(i), i % MOST_APP_GROUPS);
        }
        List<Integer> of = rows.stream()
                .map(row -> Objects.requireNonNull(groups.get(row.app())))
                .toList();
        return new Folds(Kind.APPS, of, Math.min(MOST_APP_GROUPS, largestFirst.size()), 0);
    }

    /** Whether the figures are better than what is to be expected. */
    boolean isOptimistic() {
        return kind == Kind.STRATIFIED;
    }

    List<Row> kept(List<Row> rows, int fold) {
        return IntStream.range(0, rows.size())
                .filter(i -> of.get(i) != fold)
                .mapToObj(rows::get)
                .toList();
    }

    int[] held(int fold) {
        return IntStream.range(0, of.size()).filter(i -> of.get(i) == fold).toArray();
    }

    /** Parts groups, in order, into blocks of about equally many rows. */
    private static Folds blocks(Kind kind, List<Long> groups, int days) {
        TreeMap<Long, Integer> sizes = new TreeMap<>();
        groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
        Map<Long, Integer> folds = new HashMap<>();
        int fold = 0;
        int inFold = 0;
        int rowsLeft = groups.size();
        int groupsLeft = sizes.size();
        for (Map.Entry<Long, Integer> group : sizes.entrySet()) {
            int foldsLeft = MOST - fold;
            boolean full = inFold > 0 && (inFold + group.getValue() / 2) * foldsLeft >= rowsLeft;
            if (foldsLeft > 1 && inFold > 0 && (full || groupsLeft < foldsLeft)) {
                rowsLeft -= inFold;
                inFold = 0;
                fold++;
            }
            folds.put(group.getKey(), fold);
            inFold += group.getValue();
            groupsLeft--;
        }
        List<Integer> of = groups.stream()
                .map(group -> Objects.requireNonNull(folds.get(group)))
                .toList();
        return new Folds(kind, of, fold + 1, days);
    }

    private static Folds stratified(List<Row> rows, long seed, int days) {
        Map<String, List<Integer>> byMode = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byMode.computeIfAbsent(rows.get(i).mode(), mode -> new ArrayList<>())
                    .add(i);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Integer[] of = new Integer[rows.size()];
        int next = 0;
        for (List<Integer> places : byMode.values()) {
            for (int left = places.size(); left > 0; left--) {
                int pick = random.nextInt(left);
                of[places.get(pick)] = next++ % MOST;
                places.set(pick, places.get(left - 1));
            }
        }
        return new Folds(Kind.STRATIFIED, List.of(of), Math.min(MOST, rows.size()), days);
    }

    private static Row.When when(Row row) {
        return Objects.requireNonNull(row.when());
    }
}
