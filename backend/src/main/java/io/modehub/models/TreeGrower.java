package io.modehub.models;

import io.modehub.classify.FlatTrees;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Grows one tree by weighted Gini impurity. Extremely randomised (Geurts, Ernst, Wehenkel 2006): at each node as many
 * features as the root of their number, of those that vary there, each with one threshold at random, the best of them kept.
 * Otherwise (Breiman 2001) on rows drawn with repetition, with the best threshold of each. Belongs to one thread.
 */
final class TreeGrower {
    private static final int STEPS = 256;

    private final Columns columns;
    private final Targets targets;
    private final boolean extra;
    private final int minLeaf;
    private final SplittableRandom random;
    private final int[] rows;
    private final int[] features;
    private final double[] totals;
    private final double[] left;
    private final double[] stepWeights;
    private final int[] stepRows = new int[STEPS];
    private final Split best = new Split();

    /** Labels as numbers from 0, and weights, by row. */
    static final class Targets {
        private final int modes;
        private final int[] labels;
        private final float[] weights;

        Targets(int modes, int[] labels, float[] weights) {
            this.modes = modes;
            this.labels = labels;
            this.weights = weights;
        }
    }

    /** Rows of a node and how many features at the front of the list are known not to vary among them. */
    private record Work(int node, int from, int to, int constant) {
        int size() {
            return to - from;
        }
    }

    /** The best split so far of a node. */
    private static final class Split {
        private double score;
        private int column;
        private int step;
        private float threshold;
    }

    TreeGrower(Columns columns, Targets targets, boolean extra, int minLeaf, SplittableRandom random) {
        this.columns = columns;
        this.targets = targets;
        this.extra = extra;
        this.minLeaf = minLeaf;
        this.random = random;
        this.rows = new int[targets.labels.length];
        this.features = new int[columns.count()];
        this.totals = new double[targets.modes];
        this.left = new double[targets.modes];
        this.stepWeights = new double[STEPS * targets.modes];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = extra ? i : random.nextInt(rows.length);
        }
        Arrays.setAll(features, i -> i);
    }

    FlatTrees grow() {
        FlatTrees.Builder tree = new FlatTrees.Builder(targets.modes);
        ArrayDeque<Work> open = new ArrayDeque<>();
        open.push(new Work(tree.tree(), 0, rows.length, 0));
        while (!open.isEmpty()) {
            Work work = open.pop();
            weigh(work);
            int constant = work.size() < 2 * minLeaf || isPure() ? -1 : search(work);
            if (constant < 0) {
                tree.leaf(work.node, shares());
                continue;
            }
            int middle = partition(work);
            int child = tree.split(work.node, columns.slot(best.column), best.threshold);
            // The left one first and to its end: what it finds constant stays behind the front of its neighbour's list.
            open.push(new Work(FlatTrees.Builder.right(child), middle, work.to, constant));
            open.push(new Work(child, work.from, middle, constant));
        }
        return tree.build();
    }

    private void weigh(Work work) {
        Arrays.fill(totals, 0);
        for (int i = work.from; i < work.to; i++) {
            totals[targets.labels[rows[i]]] += targets.weights[rows[i]];
        }
    }

    private boolean isPure() {
        return Arrays.stream(totals).filter(total -> total > 0).count() < 2;
    }

    private float[] shares() {
        double sum = Arrays.stream(totals).sum();
        float[] shares = new float[totals.length];
        for (int mode = 0; mode < shares.length; mode++) {
            shares[mode] = (float) (totals[mode] / sum);
        }
        return shares;
    }

    /** Finds the best split; answers how many features don't vary at the node, or -1 where nothing splits it. */
    private int search(Work work) {
        int wanted = (int) Math.max(1, Math.round(Math.sqrt(features.length)));
        int constant = work.constant;
        int end = features.length;
        best.score = Double.NEGATIVE_INFINITY;
        for (int tried = 0; tried < wanted && constant < end; ) {
            int pick = constant + random.nextInt(end - constant);
            int column = features[pick];
            byte[] steps = columns.steps(column);
            int least = STEPS;
            int most = -1;
            for (int i = work.from; i < work.to; i++) {
                int step = steps[rows[i]] & 0xff;
                least = Math.min(least, step);
                most = Math.max(most, step);
            }
            if (least == most) {
                features[pick] = features[constant];
                features[constant++] = column;
                continue;
            }
            features[pick] = features[--end];
            features[end] = column;
            tried++;
            if (extra) {
                tryRandom(work, column, least, most);
            } else {
                tryAll(work, column, least, most);
            }
        }
        return best.score == Double.NEGATIVE_INFINITY ? -1 : constant;
    }

    private void tryRandom(Work work, int column, int least, int most) {
        float threshold = columns.draw(column, least, most, random);
        int last = columns.stepAt(column, threshold);
        byte[] steps = columns.steps(column);
        Arrays.fill(left, 0);
        int count = 0;
        for (int i = work.from; i < work.to; i++) {
            int row = rows[i];
            if ((steps[row] & 0xff) <= last) {
                left[targets.labels[row]] += targets.weights[row];
                count++;
            }
        }
        if (count >= minLeaf && work.size() - count >= minLeaf) {
            consider(column, last, threshold);
        }
    }

    private void tryAll(Work work, int column, int least, int most) {
        byte[] steps = columns.steps(column);
        Arrays.fill(stepRows, least, most + 1, 0);
        Arrays.fill(stepWeights, least * targets.modes, (most + 1) * targets.modes, 0);
        for (int i = work.from; i < work.to; i++) {
            int row = rows[i];
            int step = steps[row] & 0xff;
            stepRows[step]++;
            stepWeights[step * targets.modes + targets.labels[row]] += targets.weights[row];
        }
        Arrays.fill(left, 0);
        int count = 0;
        int last = least;
        for (int step = least; step <= most; step++) {
            if (stepRows[step] == 0) {
                continue;
            }
            if (count >= minLeaf && work.size() - count >= minLeaf) {
                consider(column, last, columns.between(column, last, step));
            }
            for (int mode = 0; mode < left.length; mode++) {
                left[mode] += stepWeights[step * targets.modes + mode];
            }
            count += stepRows[step];
            last = step;
        }
    }

    /** Least impurity is the largest sum of squared weights over the weight of each side. */
    private void consider(int column, int step, float threshold) {
        double leftSum = 0;
        double rightSum = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int mode = 0; mode < left.length; mode++) {
            double right = totals[mode] - left[mode];
            leftSum += left[mode];
            rightSum += right;
            leftSquares += left[mode] * left[mode];
            rightSquares += right * right;
        }
        double score = leftSquares / leftSum + rightSquares / rightSum;
        if (score > best.score) {
            best.score = score;
            best.column = column;
            best.step = step;
            best.threshold = threshold;
        }
    }

    private int partition(Work work) {
        byte[] steps = columns.steps(best.column);
        int from = work.from;
        int to = work.to;
        while (from < to) {
            int row = rows[from];
            if ((steps[row] & 0xff) <= best.step) {
                from++;
            } else {
                rows[from] = rows[--to];
                rows[to] = row;
            }
        }
        return from;
    }
}
