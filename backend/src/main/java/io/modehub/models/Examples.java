package io.modehub.models;

import io.modehub.classify.Flattened;
import io.modehub.classify.ModeModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows as a data set of Tribuo, and its models as ours. */
public final class Examples {
    private Examples() {}

    /**
     * Rarer modes weigh more, by the root of how much rarer, so that the frequent one doesn't win every doubt.
     *
     * @param source where the rows are from, for provenance
     */
    public static MutableDataset<Label> of(List<Row> rows, FeatureSet features, boolean magnitudes, String source) {
        Map<String, Double> totals =
                rows.stream().collect(Collectors.groupingBy(Row::mode, Collectors.summingDouble(Row::weight)));
        double fair = totals.values().stream().mapToDouble(Double::doubleValue).sum() / totals.size();
        return of(rows, features.slots(), magnitudes, source, row -> {
            double total = totals.getOrDefault(row.mode(), fair);
            return row.weight() * Math.sqrt(fair / total);
        });
    }

    /** Rows with their own weights alone. */
    static MutableDataset<Label> unbalanced(List<Row> rows, FeatureSet features) {
        return of(rows, features.slots(), false, "rows", Row::weight);
    }

    /** A model of Tribuo, or one of our forests, on arrays. */
    public static ModeModel flat(String name, Model<Label> model) {
        if (model instanceof ForestModel forest) {
            return ModeModel.of(name, Flattened.modes(model), Flattened.slots(model.getFeatureIDMap()), forest.trees());
        }
        return Flattened.of(name, model);
    }

    private static MutableDataset<Label> of(
            List<Row> rows, BitSet kept, boolean magnitudes, String source, ToDoubleFunction<Row> weight) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data = new MutableDataset<>(
                new SimpleDataSourceProvenance(source, Instant.EPOCH.atOffset(ZoneOffset.UTC), labels), labels);
        for (Row row : rows) {
            Example<Label> example = row.example(kept, magnitudes);
            example.setWeight((float) weight.applyAsDouble(row));
            data.add(example);
        }
        return data;
    }
}
