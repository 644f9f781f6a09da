package io.modehub.classify;

import io.modehub.activity.ModeNames;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** A trained classifier with its name; immutable, safe to share between threads. */
public final class ModeModel {
    /** Most modes a model tells apart. */
    public static final int MAX_MODES = 100;

    /** Largest file, in bytes. */
    public static final int MAX_BYTES = ModelFile.MAX_BYTES;

    /** Longest key of a mode, in characters. */
    public static final int MAX_KEY = 512;

    private static final double DOUBTED_MEETING = 0.05;

    /** Below this a probability isn't told apart from 0 when scaling, so that one tree's no can't rule out a mode. */
    private static final double LEAST = 1e-4;

    /** Features of the activity that a thread judges; one an agent would be most of what an idle agent takes. */
    private static final ThreadLocal<FeatureVector> VECTORS = ThreadLocal.withInitial(FeatureVector::new);

    private final String name;
    private final List<String> modes;
    private final BitSet slots;
    private final Scorer scorer;
    private final double temperature;
    private final int rows;

    private ModeModel(String name, List<String> modes, BitSet slots, Scorer scorer, double temperature, int rows) {
        this.name = name;
        this.modes = List.copyOf(modes);
        this.slots = slots;
        this.scorer = scorer;
        this.temperature = temperature;
        this.rows = rows;
        checkModes();
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be above 0, not " + temperature);
        }
        if (rows < 0) {
            throw new IllegalArgumentException("rows must not be negative, but are " + rows);
        }
    }

    /**
     * A model as it was trained: not calibrated, of no rows of a person.
     *
     * @param modes keys in the order of the scorer
     * @param slots the features it may use
     */
    public static ModeModel of(String name, List<String> modes, BitSet slots, Scorer scorer) {
        return new ModeModel(name, modes, (BitSet) slots.clone(), scorer, 1, 0);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UnreadableModel if the bytes are no whole model of this version of the features
     */
    public static ModeModel read(String name, byte[] bytes) {
        return ModelFile.read(name, bytes);
    }

    /** The model's file form, without its name. */
    public byte[] write() {
        return ModelFile.write(this);
    }

    /**
     * The same with confidences as they were right before: each probability to the power of 1 / temperature, normalised
     * (temperature scaling, Guo et al. 2017).
     *
     * @param temperature below 1 is more sure, above 1 less, 1 as trained
     */
    public ModeModel calibrated(double temperature) {
        return new ModeModel(name, modes, slots, scorer, temperature, rows);
    }

    /** The same, with the number of a person's labelled rows that it was learned from; see {@link #over}. */
    public ModeModel learnedFrom(int rows) {
        return new ModeModel(name, modes, slots, scorer, temperature, rows);
    }

    /** A person's own model on top of the shipped one, the more of its own the more rows it was learned from. */
    public ModeModel over(ModeModel shipped) {
        Blend blend = Blend.of(shipped, this);
        BitSet both = (BitSet) slots.clone();
        both.or(shipped.slots);
        return new ModeModel(name, blend.names(), both, blend, 1, rows);
    }

    /** The model's name, for provenance. */
    public String name() {
        return name;
    }

    /** The modes the model tells apart, in the order of {@link #probabilities}. */
    public List<String> modes() {
        return modes;
    }

    /** Labelled rows of a person that it was learned from; 0 for the shipped one. */
    public int rows() {
        return rows;
    }

    /** Whether it may use a feature. */
    public boolean uses(int slot) {
        return slots.get(slot);
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
        double[] probabilities = probabilities(evidence.fill(VECTORS.get(), zone));
        int meeting = modes.indexOf(ModeNames.MEETING);
        if (meeting >= 0 && now.isMicInUse() && !evidence.isMeeting()) {
            probabilities[meeting] *= DOUBTED_MEETING;
        }
        return normalised(probabilities);
    }

    /** One probability a mode, together 1. */
    public double[] probabilities(FeatureVector features) {
        double[] probabilities = scorer.probabilities(features);
        return temperature == 1 ? probabilities : scaled(probabilities, temperature);
    }

    /** The most probable mode of an example, as the model alone sees it. */
    String predict(Example<Label> example) {
        double[] probabilities = probabilities(Flattened.vector(example));
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return modes.get(best);
    }

    /** Scales probabilities in place as {@link #calibrated} says. */
    public static double[] scaled(double[] probabilities, double temperature) {
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = Math.pow(Math.max(LEAST, probabilities[i]), 1 / temperature);
        }
        return normalised(probabilities);
    }

    Scorer scorer() {
        return scorer;
    }

    double temperature() {
        return temperature;
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

    private void checkModes() {
        if (modes.isEmpty() || modes.size() > MAX_MODES || modes.size() != scorer.modes()) {
            throw new IllegalArgumentException(
                    "from 1 to " + MAX_MODES + " modes, as many as the scorer tells apart, not " + modes.size());
        }
        if (new HashSet<>(modes).size() < modes.size()) {
            throw new IllegalArgumentException("a mode is named twice in " + modes);
        }
        if (modes.stream().anyMatch(mode -> mode.isBlank() || mode.length() > MAX_KEY)) {
            throw new IllegalArgumentException("a mode has no name or one of more than " + MAX_KEY + " characters");
        }
    }

    private static double[] normalised(double[] probabilities) {
        double sum = 0;
        for (double probability : probabilities) {
            sum += probability;
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = sum > 0 ? probabilities[i] / sum : 1.0 / probabilities.length;
        }
        return probabilities;
    }
}
