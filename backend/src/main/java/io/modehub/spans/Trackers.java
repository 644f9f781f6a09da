package io.modehub.spans;

import io.modehub.activity.Prediction;
import io.modehub.activity.Sample;
import java.util.function.Function;

/** Makes a fresh classification state for one agent, to be fed in order of time by one thread. */
public interface Trackers {
    Function<Sample, Prediction> create();
}
