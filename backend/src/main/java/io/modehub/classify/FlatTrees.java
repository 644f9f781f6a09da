package io.modehub.classify;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Decision trees in one array; their answers are averaged. A node is three numbers side by side, so that a visit costs one
 * cache line, and the two children of a node are neighbours. Children come after their parent, which keeps every walk
 * finite. Values are compared as floats.
 */
public final class FlatTrees implements Scorer {
    /** A node: slot of the feature or {@link #LEAF}, bits of the threshold, left child or place of the leaf's answer. */
    static final int NODE = 3;

    static final int LEAF = -1;
    private static final int CHILD = 2;

    private final int modes;
    private final int[] roots;
    private final int[] nodes;
    private final float[] leaves;

    /**
     * Takes the arrays over.
     *
     * @param roots places of the trees' first nodes in {@code nodes}
     * @param nodes three numbers a node; children are places in this array
     * @param leaves one probability a mode for each different answer
     */
    FlatTrees(int modes, int[] roots, int[] nodes, float[] leaves) {
        this.modes = modes;
        this.roots = roots;
        this.nodes = nodes;
        this.leaves = leaves;
    }

    @Override
    public int modes() {
        return modes;
    }

    /** How many trees there are. */
    public int trees() {
        return roots.length;
    }

    /** How many nodes all trees have together. */
    public int nodes() {
        return nodes.length / NODE;
    }

    @Override
    public double[] probabilities(FeatureVector features) {
        double[] sums = new double[modes];
        for (int root : roots) {
            int at = leafOf(root, features);
            for (int mode = 0; mode < modes; mode++) {
                sums[mode] += leaves[at + mode];
            }
        }
        for (int mode = 0; mode < modes; mode++) {
            sums[mode] /= roots.length;
        }
        return sums;
    }

    private int leafOf(int root, FeatureVector features) {
        int node = root;
        int slot = nodes[node];
        while (slot != LEAF) {
            boolean right = (float) features.at(slot) > Float.intBitsToFloat(nodes[node + 1]);
            node = nodes[node + CHILD] + (right ? NODE : 0);
            slot = nodes[node];
        }
        return nodes[node + CHILD];
    }

    /** The slots that some node asks for. */
    BitSet slots() {
        BitSet slots = new BitSet();
        for (int node = 0; node < nodes.length; node += NODE) {
            if (nodes[node] != LEAF) {
                slots.set(nodes[node]);
            }
        }
        return slots;
    }

    int[] rootArray() {
        return roots;
    }

    int[] nodeArray() {
        return nodes;
    }

    float[] leafArray() {
        return leaves;
    }

    /** Grows the arrays; equal answers are kept once. Belongs to one thread. */
    public static final class Builder {
        private final int modes;
        private final Map<FloatBuffer, Integer> known = new HashMap<>();
        private int[] roots = new int[16];
        private int[] nodes = new int[1024];
        private float[] leaves = new float[256];
        private int trees;
        private int nodeEnd;
        private int leafEnd;

        public Builder(int modes) {
            this.modes = modes;
        }

        /** Begins a tree; the answer is its root, to be made a split or a leaf. */
        public int tree() {
            return begin(reserve(1));
        }

        /**
         * Makes a node a split; what is at most the threshold goes left.
         *
         * @return the left child; the right one is {@link #right} of it
         */
        public int split(int node, int slot, float threshold) {
            int left = reserve(2);
            nodes[node] = slot;
            nodes[node + 1] = Float.floatToRawIntBits(threshold);
            nodes[node + CHILD] = left;
            return left;
        }

        /** The neighbour of a left child. */
        public static int right(int left) {
            return left + NODE;
        }

        /** Makes a node a leaf that answers with these shares, together 1; takes the array over. */
        public void leaf(int node, float[] shares) {
            nodes[node] = LEAF;
            nodes[node + CHILD] = known.computeIfAbsent(FloatBuffer.wrap(shares), answer -> keep(shares));
        }

        /** Copies all trees of a forest for the same modes. */
        public void add(FlatTrees other) {
            int first = reserve(other.nodes());
            for (int root : other.roots) {
                begin(first + root);
            }
            for (int node = 0; node < other.nodes.length; node += NODE) {
                int at = first + node;
                int next = other.nodes[node + CHILD];
                if (other.nodes[node] == LEAF) {
                    leaf(at, Arrays.copyOfRange(other.leaves, next, next + modes));
                } else {
                    nodes[at] = other.nodes[node];
                    nodes[at + 1] = other.nodes[node + 1];
                    nodes[at + CHILD] = first + next;
                }
            }
        }

        public FlatTrees build() {
            return new FlatTrees(
                    modes, Arrays.copyOf(roots, trees), Arrays.copyOf(nodes, nodeEnd), Arrays.copyOf(leaves, leafEnd));
        }

        private int begin(int root) {
            if (trees == roots.length) {
                roots = Arrays.copyOf(roots, 2 * trees);
            }
            roots[trees++] = root;
            return root;
        }

        private int reserve(int count) {
            int at = nodeEnd;
            nodeEnd += count * NODE;
            if (nodeEnd > nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * nodeEnd);
            }
            return at;
        }

        private int keep(float[] shares) {
            int at = leafEnd;
            leafEnd += modes;
            if (leafEnd > leaves.length) {
                leaves = Arrays.copyOf(leaves, 2 * leafEnd);
            }
            System.arraycopy(shares, 0, leaves, at, modes);
            return at;
        }
    }
}
