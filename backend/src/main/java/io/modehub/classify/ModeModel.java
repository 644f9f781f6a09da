package io.modehub.classify;

import com.google.protobuf.InvalidProtocolBufferException;
import io.modehub.activity.ModeNames;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;

/** A trained classifier with its name; immutable, safe to share between threads. */
public final class ModeModel {
    private static final double DOUBTED_MEETING = 0.05;

    private final String name;
    private final Model<Label> model;
    private final List<String> modes;
    private final boolean[] known;
    private final Optional<LinearWeights> weights;

    ModeModel(String name, Model<Label> model) {
        this.name = name;
        this.model = model;
        this.known = new boolean[Features.count()];
        for (int slot = 0; slot < known.length; slot++) {
            known[slot] = model.getFeatureIDMap().get(Features.name(slot)) != null;
        }
        this.modes = model.getOutputIDInfo().getDomain().stream()
                .map(Label::getLabel)
                .sorted()
                .toList();
        this.weights = LinearWeights.of(model, modes);
    }

    /**
     * Reads a model in Tribuo's protobuf form.
     *
     * @throws IllegalArgumentException if the bytes are no model of modes or of another version of the features
     */
    static ModeModel read(String name, byte[] bytes) {
        try {
            Model<Label> model = Model.deserialize(ModelProto.parseFrom(bytes)).castModel(Label.class);
            if (model.getFeatureIDMap().get(Features.VERSION_NAME) == null) {
                throw new IllegalArgumentException("made for another version of the features: " + name);
            }
            return new ModeModel(name, model);
        } catch (InvalidProtocolBufferException | ClassCastException e) {
            throw new IllegalArgumentException("no model of modes: " + name, e);
        }
    }

    /** The model's name, for provenance. */
    public String name() {
        return name;
    }

    /** The modes the model tells apart, in the order of {@link #probabilities}. */
    public List<String> modes() {
        return modes;
    }

    /**
     * One probability a mode, together 1, for the evidence's last activity; all alike where it tells nothing. Hours are read in
     * that zone. While
     * something records, {@link MeetingDetector} has the word on meetings: what it hasn't taken for one is hardly one.
     */
    double[] probabilities(Evidence evidence, Observed now, ZoneId zone) {
        if (evidence.tellsNothing()) {
            return normalised(new double[modes.size()]);
        }
        double[] probabilities = probabilities(evidence.features(zone));
        int meeting = modes.indexOf(ModeNames.MEETING);
        if (meeting >= 0 && now.isMicInUse() && !evidence.isMeeting()) {
            probabilities[meeting] *= DOUBTED_MEETING;
        }
        return normalised(probabilities);
    }

    /** One probability a mode, together 1. */
    double[] probabilities(FeatureVector features) {
        return weights.isPresent() ? weights.get().probabilities(features) : predicted(features);
    }

    private double[] predicted(FeatureVector features) {
        Map<String, Label> scores = model.predict(example(features, slot -> known[slot], LabelFactory.UNKNOWN_LABEL))
                .getOutputScores();
        double[] probabilities = new double[modes.size()];
        for (int i = 0; i < probabilities.length; i++) {
            Label score = scores.get(modes.get(i));
            probabilities[i] = score == null ? 0 : score.getScore();
        }
        return normalised(probabilities);
    }

    /** The most probable mode of an example, as the model alone sees it. */
    String predict(Example<Label> example) {
        return model.predict(example).getOutput().getLabel();
    }

    /** The kept slots of a vector as an example of Tribuo; what a model doesn't know by name, it passes over. */
    static Example<Label> example(FeatureVector features, IntPredicate kept, Label label) {
        String[] names = new String[features.size()];
        double[] values = new double[features.size()];
        int size = 0;
        for (int i = 0; i < features.size(); i++) {
            if (kept.test(features.slot(i))) {
                names[size] = Features.name(features.slot(i));
                values[size++] = features.value(i);
            }
        }
        return new ArrayExample<>(label, Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }

    private static double[] normalised(double[] probabilities) {
        double sum = Arrays.stream(probabilities).sum();
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = sum > 0 ? probabilities[i] / sum : 1.0 / probabilities.length;
        }
        return probabilities;
    }
}
