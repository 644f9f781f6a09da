package io.modehub.models;

import com.oracle.labs.mlrg.olcut.util.Pair;
import io.modehub.classify.FeatureVector;
import io.modehub.classify.FlatTrees;
import io.modehub.classify.Flattened;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/** A forest on arrays as a model of Tribuo. It is kept as a model's file, not in Tribuo's form. */
public final class ForestModel extends Model<Label> {
    private static final long serialVersionUID = 1;

    private final transient FlatTrees trees;
    private final transient List<String> modes;

    ForestModel(
            String name,
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> outputs,
            FlatTrees trees) {
        super(name, provenance, features, outputs, true);
        this.trees = trees;
        this.modes = modes(outputs);
    }

    /** The trees, whose answers are in the order of the sorted modes. */
    FlatTrees trees() {
        return trees;
    }

    static List<String> modes(ImmutableOutputInfo<Label> outputs) {
        return outputs.getDomain().stream().map(Label::getLabel).sorted().toList();
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        FeatureVector vector = Flattened.vector(example);
        if (vector.size() == 0) {
            throw new IllegalArgumentException("no known feature in the example");
        }
        double[] probabilities = trees.probabilities(vector);
        Map<String, Label> scores = new LinkedHashMap<>();
        Label best = new Label(modes.get(0), probabilities[0]);
        for (int mode = 0; mode < probabilities.length; mode++) {
            Label label = new Label(modes.get(mode), probabilities[mode]);
            scores.put(label.getLabel(), label);
            best = label.getScore() > best.getScore() ? label : best;
        }
        return new Prediction<>(best, scores, vector.size(), example, true);
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
        return Optional.empty();
    }

    @Override
    protected ForestModel copy(String newName, ModelProvenance newProvenance) {
        return new ForestModel(newName, newProvenance, featureIDMap, outputIDInfo, trees);
    }
}
