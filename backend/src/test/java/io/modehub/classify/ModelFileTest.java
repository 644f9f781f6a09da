package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModelFileTest {
    /** Head, version, hash, rows and temperature come before the modes. */
    private static final int ROWS = 22;

    private static final int TEMPERATURE = 26;
    private static final int MODES = 34;
    private static final List<String> NAMES = List.of("Work", "Relax — äöü 🎮");

    @Property(tries = 100)
    void whatIsWrittenIsReadBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int trees) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Scorer scorer : List.of(forest(random, trees), linear(random))) {
            ModeModel model = ModeModel.of("any", NAMES, slots(scorer), scorer)
                    .calibrated(0.3 + random.nextDouble())
                    .learnedFrom(random.nextInt(1_000));

            ModeModel read = ModeModel.read("read", model.write());

            assertThat(read.modes()).isEqualTo(model.modes());
            assertThat(read.rows()).isEqualTo(model.rows());
            assertThat(read.write()).isEqualTo(model.write());
            FeatureVector vector = vector(random);
            assertThat(read.probabilities(vector)).isEqualTo(model.probabilities(vector));
            assertThat(read.uses(3)).isEqualTo(model.uses(3));
        }
    }

    @Property(tries = 300)
    void anyChangedByteIsRefused(@ForAll @IntRange(min = 0) int place, @ForAll @IntRange(min = 1, max = 255) int by) {
        byte[] bytes = file();
        bytes[place % bytes.length] ^= (byte) by;

        assertThatThrownBy(() -> ModeModel.read("changed", bytes)).isInstanceOf(UnreadableModel.class);
    }

    @Property(tries = 100)
    void whateverIsMissingAtTheEndIsNoticed(@ForAll @IntRange(min = 0) int length) {
        byte[] bytes = file();

        assertThatThrownBy(() -> ModeModel.read("cut", Arrays.copyOf(bytes, length % bytes.length)))
                .isInstanceOf(UnreadableModel.class)
                .hasMessageMatching("the file was cut short.*|the bytes are no file of a model");
    }

    /** Anybody can compute a checksum: none of the numbers inside is believed. */
    @Property(tries = 2_000)
    void whateverLiesBehindARightChecksumIsAnsweredOrRefused(
            @ForAll boolean trees, @ForAll @IntRange(min = 10) int place, @ForAll int number) {
        byte[] bytes = trees ? file() : model(linear(new SplittableRandom(1))).write();
        byte[] body = Arrays.copyOf(bytes, bytes.length - 32);
        ByteBuffer.wrap(body).putInt(10 + place % (body.length - 14), number);
        ModeModel read;
        try {
            read = ModeModel.read("forged", ModelFile.sealed(body));
        } catch (UnreadableModel e) {
            return;
        }
        assertThat(Arrays.stream(read.probabilities(vector(new SplittableRandom(2))))
                        .sum())
                .isBetween(0.99, 1.01);
    }

    @Test
    void saysWhatIsWrong() {
        refused(4, 2 << 16, "format 2");
        refused(10, Features.VERSION + 1, "version " + (Features.VERSION + 1) + " of the features");
        refused(14, 1, "other features");
        refused(ROWS, -1, "rows");
        refused(TEMPERATURE, 0x7ff80000, "temperature");
        refused(MODES, 0, "modes must be from 1");
        refused(MODES, 0x7fffffff, "modes must be from 1 to 100");
    }

    @Test
    void saysWhatIsWrongWithTrees() {
        forged(trees -> trees.nodes[2] = 0, "a child lies at 0");
        forged(trees -> trees.nodes[2] = 6, "a child lies at 6");
        forged(trees -> trees.nodes[2] = 4, "a child lies at 4");
        forged(trees -> trees.nodes[0] = Features.count(), "feature " + Features.count());
        forged(trees -> trees.nodes[0] = -2, "feature -2");
        forged(trees -> trees.nodes[1] = Float.floatToRawIntBits(Float.NaN), "threshold is NaN");
        forged(trees -> trees.nodes[5] = 4, "an answer lies at 4".replace("an ", "a "));
        forged(trees -> trees.roots[0] = 9, "root lies at 9");
        forged(trees -> trees.leaves[0] = Float.NaN, "not NaN");
        forged(trees -> trees.leaves[0] = 0.7f, "add up to 1");
    }

    @Test
    void anAbsurdCountTakesNoMemory() {
        byte[] bytes = file();
        byte[] body = Arrays.copyOf(bytes, bytes.length - 32);
        int counts = body.length - (1 + 9 + 4) * 4;
        ByteBuffer.wrap(body).putInt(counts + 4 - 12, Integer.MAX_VALUE);

        assertThatThrownBy(() -> ModeModel.read("huge", ModelFile.sealed(body)))
                .isInstanceOf(UnreadableModel.class)
                .hasMessageContaining("no room");
        assertThatThrownBy(() -> ModeModel.read("long", new byte[ModelFile.MAX_BYTES + 1]))
                .isInstanceOf(UnreadableModel.class)
                .hasMessageContaining("more than");
    }

    @Test
    void aModeNamedTwiceIsNoModel() {
        assertThatThrownBy(
                        () -> ModeModel.of("twice", List.of("A", "A"), new BitSet(), forest(new SplittableRandom(), 1)))
                .hasMessageContaining("named twice");
    }

    /** The arrays of a tree with one split, to be spoilt. */
    private static final class Arrays3 {
        private final int[] roots = {0};
        private final int[] nodes = {3, Float.floatToRawIntBits(0.5f), 3, FlatTrees.LEAF, 0, 0, FlatTrees.LEAF, 0, 2};
        private final float[] leaves = {0.25f, 0.75f, 1, 0};
    }

    private static void forged(java.util.function.Consumer<Arrays3> spoil, String message) {
        Arrays3 arrays = new Arrays3();
        spoil.accept(arrays);
        FlatTrees trees = new FlatTrees(2, arrays.roots, arrays.nodes, arrays.leaves);
        BitSet slots = new BitSet();
        slots.set(3);
        byte[] bytes = ModeModel.of("forged", NAMES, slots, trees).write();

        assertThatThrownBy(() -> ModeModel.read("forged", bytes))
                .isInstanceOf(UnreadableModel.class)
                .hasMessageContaining(message);
    }

    private static void refused(int place, int number, String message) {
        byte[] bytes = file();
        byte[] body = Arrays.copyOf(bytes, bytes.length - 32);
        ByteBuffer.wrap(body).putInt(place, number);
        int length = body.length + 32;
        byte[] sealed = ModelFile.sealed(body);
        if (place != 4) {
            assertThat(ByteBuffer.wrap(sealed).getInt(6)).isEqualTo(length);
        }

        assertThatThrownBy(() -> ModeModel.read("wrong", sealed))
                .isInstanceOf(UnreadableModel.class)
                .hasMessageContaining(message);
    }

    private static byte[] file() {
        Arrays3 arrays = new Arrays3();
        return model(new FlatTrees(2, arrays.roots, arrays.nodes, arrays.leaves))
                .write();
    }

    private static ModeModel model(Scorer scorer) {
        return ModeModel.of("any", NAMES, slots(scorer), scorer);
    }

    private static BitSet slots(Scorer scorer) {
        return scorer instanceof FlatTrees trees ? trees.slots() : ((FlatLinear) scorer).slots();
    }

    private static FlatTrees forest(SplittableRandom random, int trees) {
        FlatTrees.Builder builder = new FlatTrees.Builder(2);
        for (int i = 0; i < trees; i++) {
            grow(builder, builder.tree(), random, 6);
        }
        return builder.build();
    }

    private static void grow(FlatTrees.Builder builder, int node, SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            float share = random.nextInt(5) / 4f;
            builder.leaf(node, new float[] {share, 1 - share});
            return;
        }
        int left = builder.split(node, random.nextInt(Features.count()), (float) random.nextDouble());
        grow(builder, left, random, depth - 1);
        grow(builder, FlatTrees.Builder.right(left), random, depth - 1);
    }

    private static FlatLinear linear(SplittableRandom random) {
        BitSet slots = new BitSet();
        double[] weights = new double[2 * Features.count()];
        for (int i = 0; i < 50; i++) {
            int slot = random.nextInt(Features.count());
            slots.set(slot);
            weights[2 * slot] = random.nextDouble() - 0.5;
            weights[2 * slot + 1] = random.nextDouble() - 0.5;
        }
        return new FlatLinear(new double[] {0.1, -0.1}, weights, slots, random.nextBoolean());
    }

    private static FeatureVector vector(SplittableRandom random) {
        FeatureVector vector = new FeatureVector();
        for (int i = 0; i < 60; i++) {
            vector.add(random.nextInt(Features.count()), random.nextDouble() - 0.5);
        }
        return vector;
    }
}
