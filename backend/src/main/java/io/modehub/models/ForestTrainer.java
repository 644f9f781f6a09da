package io.modehub.models;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.modehub.classify.FlatTrees;
import io.modehub.models.TreeGrower.Targets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Extremely randomised trees or a random forest as a trainer of Tribuo, on arrays. The same seed, rows and number of
 * invocations give the same trees, whatever the threads.
 */
public final class ForestTrainer implements Trainer<Label>, WeightedExamples {
    /** More rows than this share leaves, so that a forest of 100 stays within a model's file. */
    private static final int MOST_LEAVES = 5_000;

    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    @Config(mandatory = true, description = "Whether thresholds are drawn at random and every tree sees all rows.")
    private boolean extra;

    @Config(mandatory = true, description = "How many trees.")
    private int trees;

    @Config(mandatory = true, description = "Fewest rows in a leaf.")
    private int minLeaf;

    @Config(mandatory = true, description = "The seed for the RNG.")
    private long seed;

    private Effort effort = Effort.alone(Checkpoint.NONE);
    private int invocations;

    /** For the configuration system of Tribuo. */
    private ForestTrainer() {}

    private ForestTrainer(boolean extra, int trees, int minLeaf, long seed, Effort effort) {
        if (trees < 1 || minLeaf < 1) {
            throw new IllegalArgumentException("at least one tree and one row a leaf");
        }
        this.extra = extra;
        this.trees = trees;
        this.minLeaf = minLeaf;
        this.seed = seed;
        this.effort = effort;
    }

    public static ForestTrainer extraTrees(int trees, int minLeaf, long seed, Effort effort) {
        return new ForestTrainer(true, trees, minLeaf, seed, effort);
    }

    public static ForestTrainer randomForest(int trees, int minLeaf, long seed, Effort effort) {
        return new ForestTrainer(false, trees, minLeaf, seed, effort);
    }

    @Override
    public Model<Label> train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    /** @throws java.util.concurrent.CancellationException if the checkpoint ends it, between two trees */
    @Override
    public Model<Label> train(Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        if (examples.getOutputInfo().getUnknownCount() > 0) {
            throw new IllegalArgumentException("every example must have a label");
        }
        TrainerProvenance provenance;
        long first;
        synchronized (this) {
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                setInvocationCount(invocationCount);
            }
            provenance = getProvenance();
            first = seed + STRIDE * invocations++;
        }
        FlatTrees forest = grow(examples, first);
        return new ForestModel(
                extra ? "extra-trees" : "random-forest",
                new ModelProvenance(
                        ForestModel.class.getName(),
                        OffsetDateTime.now(ZoneOffset.UTC),
                        examples.getProvenance(),
                        provenance,
                        runProvenance),
                examples.getFeatureIDMap(),
                examples.getOutputIDInfo(),
                forest);
    }

    private FlatTrees grow(Dataset<Label> examples, long first) {
        Columns columns = Columns.of(examples);
        Targets targets = targets(examples);
        int leaf = Math.max(minLeaf, (examples.size() + MOST_LEAVES - 1) / MOST_LEAVES);
        SplittableRandom seeds = new SplittableRandom(first);
        List<Callable<FlatTrees>> work = new ArrayList<>();
        for (int i = 0; i < trees; i++) {
            SplittableRandom random = seeds.split();
            work.add(() -> {
                effort.pass();
                return new TreeGrower(columns, targets, extra, leaf, random).grow();
            });
        }
        FlatTrees.Builder forest =
                new FlatTrees.Builder(examples.getOutputIDInfo().size());
        effort.all(work).forEach(forest::add);
        return forest.build();
    }

    private static Targets targets(Dataset<Label> examples) {
        ImmutableOutputInfo<Label> outputs = examples.getOutputIDInfo();
        List<String> modes = ForestModel.modes(outputs);
        int[] labels = new int[examples.size()];
        float[] weights = new float[examples.size()];
        int row = 0;
        for (Example<Label> example : examples) {
            labels[row] = modes.indexOf(example.getOutput().getLabel());
            weights[row++] = example.getWeight();
        }
        return new Targets(modes.size(), labels, weights);
    }

    @Override
    public int getInvocationCount() {
        return invocations;
    }

    @Override
    public synchronized void setInvocationCount(int invocationCount) {
        if (invocationCount < 0) {
            throw new IllegalArgumentException("invocations must not be negative");
        }
        invocations = invocationCount;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    @Override
    public String toString() {
        return "ForestTrainer(extra=" + extra + ",trees=" + trees + ",minLeaf=" + minLeaf + ",seed=" + seed + ")";
    }
}
