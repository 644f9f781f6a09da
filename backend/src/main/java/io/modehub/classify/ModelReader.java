package io.modehub.classify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads the parts of a model's file and believes none of their numbers. */
final class ModelReader {
    private static final double ROUNDING = 1e-3;

    /** Sums of such weights are still finite. */
    private static final double MOST_WEIGHT = 1e30;

    private final ByteBuffer in;

    ModelReader(ByteBuffer in) {
        this.in = in;
    }

    List<String> modes() {
        int count = requireBetween("modes", unsignedShort(), 1, ModeModel.MAX_MODES);
        List<String> modes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] utf8 = new byte[requireRoom("characters of a mode", unsignedShort(), 1)];
            in.get(utf8);
            try {
                modes.add(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8))
                        .toString());
            } catch (CharacterCodingException e) {
                throw new UnreadableModel("a mode's name is no UTF-8");
            }
        }
        return modes;
    }

    BitSet slots() {
        byte[] bits = new byte[requireRoom("bytes of features", (Features.count() + 7) / 8, 1)];
        in.get(bits);
        BitSet slots = BitSet.valueOf(bits);
        if (slots.length() > Features.count()) {
            throw new UnreadableModel("the model uses feature " + (slots.length() - 1) + " of " + Features.count());
        }
        return slots;
    }

    Scorer scorer(int modes, BitSet slots) {
        requireRoom("kind", 1, 1);
        byte kind = in.get();
        if (kind == ModelFile.LINEAR) {
            return linear(modes, slots);
        }
        if (kind == ModelFile.TREES) {
            return trees(modes, slots);
        }
        throw new UnreadableModel("no kind of model is numbered " + kind);
    }

    void requireEnd() {
        if (in.hasRemaining()) {
            throw new UnreadableModel(in.remaining() + " bytes are left over");
        }
    }

    private FlatLinear linear(int modes, BitSet slots) {
        requireRoom("weights", 1L + (slots.cardinality() + 1L) * modes * Double.BYTES, 1);
        byte magnitudes = in.get();
        if (magnitudes != 0 && magnitudes != 1) {
            throw new UnreadableModel("whether signs are passed over must be 0 or 1, not " + magnitudes);
        }
        double[] bias = new double[modes];
        for (int mode = 0; mode < modes; mode++) {
            bias[mode] = weight("bias");
        }
        double[] weights = new double[Features.count() * modes];
        for (int slot : slots.stream().toArray()) {
            for (int mode = 0; mode < modes; mode++) {
                weights[slot * modes + mode] = weight("weight");
            }
        }
        return new FlatLinear(bias, weights, slots, magnitudes == 1);
    }

    private FlatTrees trees(int modes, BitSet slots) {
        requireRoom("counts", 3, Integer.BYTES);
        int treeCount = requireRoom("trees", in.getInt(), Integer.BYTES);
        int nodeCount = requireRoom("nodes", in.getInt(), Integer.BYTES);
        int leafCount = requireRoom("answers", in.getInt(), Float.BYTES);
        requireRoom("trees, nodes and answers", (long) treeCount + nodeCount + leafCount, Integer.BYTES);
        if (treeCount == 0 || nodeCount % FlatTrees.NODE != 0 || leafCount % modes != 0) {
            throw new UnreadableModel("no whole number of trees, nodes or answers");
        }
        int[] roots = numbers(treeCount);
        int[] nodes = numbers(nodeCount);
        float[] leaves = new float[leafCount];
        in.asFloatBuffer().get(leaves);
        in.position(in.position() + leafCount * Float.BYTES);
        checkLeaves(leaves, modes);
        for (int root : roots) {
            requirePlace("root", root, 0, nodeCount, FlatTrees.NODE);
        }
        for (int node = 0; node < nodeCount; node += FlatTrees.NODE) {
            checkNode(nodes, node, slots, leafCount, modes);
        }
        return new FlatTrees(modes, roots, nodes, leaves);
    }

    private static void checkNode(int[] nodes, int node, BitSet slots, int leafCount, int modes) {
        int slot = nodes[node];
        int next = nodes[node + 2];
        if (slot == FlatTrees.LEAF) {
            requirePlace("answer", next, 0, leafCount, modes);
            return;
        }
        if (slot < 0 || !slots.get(slot)) {
            throw new UnreadableModel("a node asks for feature " + slot + ", which the model doesn't use");
        }
        float threshold = Float.intBitsToFloat(nodes[node + 1]);
        if (!Float.isFinite(threshold)) {
            throw new UnreadableModel("a threshold is " + threshold);
        }
        // Only forwards, so that no walk can go in circles; both children must be there.
        requirePlace("child", next, node + FlatTrees.NODE, nodes.length - FlatTrees.NODE, FlatTrees.NODE);
    }

    private static void checkLeaves(float[] leaves, int modes) {
        for (int at = 0; at < leaves.length; at += modes) {
            double sum = 0;
            for (int mode = 0; mode < modes; mode++) {
                float share = leaves[at + mode];
                if (!(share >= 0 && share <= 1)) {
                    throw new UnreadableModel("a probability must be from 0 to 1, not " + share);
                }
                sum += share;
            }
            if (Math.abs(sum - 1) > ROUNDING) {
                throw new UnreadableModel("probabilities must add up to 1, not " + sum);
            }
        }
    }

    private int[] numbers(int count) {
        int[] numbers = new int[count];
        in.asIntBuffer().get(numbers);
        in.position(in.position() + count * Integer.BYTES);
        return numbers;
    }

    private int unsignedShort() {
        try {
            return Short.toUnsignedInt(in.getShort());
        } catch (BufferUnderflowException e) {
            throw new UnreadableModel("the file ends in the middle of its modes");
        }
    }

    private static int requireBetween(String what, int number, int least, int most) {
        if (number < least || number > most) {
            throw new UnreadableModel(what + " must be from " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    private int requireRoom(String what, long count, int bytesEach) {
        if (count < 0 || count * bytesEach > in.remaining()) {
            throw new UnreadableModel(
                    "there is no room for " + count + " " + what + " in " + in.remaining() + " bytes");
        }
        return (int) count;
    }

    private static void requirePlace(String what, int place, int from, int end, int step) {
        if (place < from || place >= end || place % step != 0) {
            throw new UnreadableModel("a " + what + " lies at " + place + ", outside of " + from + " to " + end);
        }
    }

    private double weight(String what) {
        double number = in.getDouble();
        if (!(Math.abs(number) <= MOST_WEIGHT)) {
            throw new UnreadableModel("a " + what + " is " + number);
        }
        return number;
    }
}
