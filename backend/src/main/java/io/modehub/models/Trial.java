package io.modehub.models;

import org.jspecify.annotations.Nullable;

/**
 * One candidate, judged on what was held out. Every one is kept.
 *
 * @param number in the order of the run, from 1
 * @param metrics null where it wasn't judged
 * @param trainMs time of all its folds' trainings together
 * @param predictMicros mean time of one prediction, in µs
 * @param bytes size of its model's file, of one fold
 * @param note why it has no metrics, or why it wasn't pursued
 */
public record Trial(
        int number,
        Candidate candidate,
        long seed,
        State state,
        @Nullable Metrics metrics,
        long trainMs,
        double predictMicros,
        int bytes,
        @Nullable String note) {

    /** What became of it. */
    public enum State {
        DONE,
        /** Judged with few trees and not pursued with more. */
        NARROWED,
        /** Not begun: the time was up. */
        SKIPPED,
        FAILED
    }

    static Trial without(int number, Candidate candidate, long seed, State state, String note) {
        return new Trial(number, candidate, seed, state, null, 0, 0, 0, note);
    }

    Trial narrowed() {
        String why = "judged with " + (int) candidate.setting("trees") + " trees; others did better";
        return new Trial(number, candidate, seed, State.NARROWED, metrics, trainMs, predictMicros, bytes, why);
    }
}
