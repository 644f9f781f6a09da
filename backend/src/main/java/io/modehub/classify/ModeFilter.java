package io.modehub.classify;

/**
 * Smooths a model's word over time: the forward pass of a hidden Markov model whose modes tend to stay, then a margin
 * that a new mode must win by, and keep for a while. Windows share most of what they saw with their neighbours, so many of
 * them count as one look.
 */
final class ModeFilter {
    /** How clear the model is shows in its word averaged over about so long. */
    private static final double AVERAGE_MS = 90_000;

    /** Share of belief in confidence, fitted on simulated days so that what is 85 % sure is right in 85 %. */
    private static final double BELIEVED = 0.7;

    /** Chance that a mode goes on after an absence or a meeting, at most. */
    private static final double STAYS_OVER_A_BREAK = 0.5;

    /** No single look may rule a mode out. */
    private static final double LEAST = 0.01;

    private Pace pace = Pace.BALANCED;
    private double[] belief = new double[0];
    private double[] average = new double[0];
    private int mode;
    private int rival;
    private int ledMs;
    private boolean broken;

    /** Goes on at that pace. */
    void at(Pace other) {
        pace = other;
    }

    /** Begins anew with one look. */
    void start(double[] probabilities) {
        belief = probabilities.clone();
        average = probabilities.clone();
        mode = best(belief);
        rival = mode;
        ledMs = 0;
        broken = false;
    }

    /** Something else came between what was taken in and what comes next: an absence, a meeting. */
    void interrupt() {
        broken = true;
    }

    /** Takes in what the model says of the next {@code durationMs}. */
    void next(double[] probabilities, int durationMs) {
        double goesOn = Math.pow(pace.staysAMinute, durationMs / 60_000.0);
        double stays = broken ? Math.min(goesOn, STAYS_OVER_A_BREAK) : goesOn;
        double moves = (1 - stays) / (belief.length - 1);
        double looks = Math.min(1, durationMs / pace.lookMs);
        double fade = Math.exp(-durationMs / AVERAGE_MS);
        double sum = 0;
        for (int i = 0; i < belief.length; i++) {
            double before = stays * belief[i] + moves * (1 - belief[i]);
            belief[i] = before * Math.pow(Math.max(LEAST, probabilities[i]), looks);
            average[i] = fade * average[i] + (1 - fade) * probabilities[i];
            sum += belief[i];
        }
        for (int i = 0; i < belief.length; i++) {
            belief[i] /= sum;
        }
        broken = false;
        choose(best(belief), durationMs);
    }

    /** Index of the mode believed in. */
    int mode() {
        return mode;
    }

    /**
     * How sure of {@link #mode()}, 0 to 1: between belief, which runs high as looks add up, and the model's average word.
     */
    double confidence() {
        return BELIEVED * belief[mode] + (1 - BELIEVED) * average[mode];
    }

    /** How much the model has lately said for the mode it said most for, 0 to 1; low where nothing tells. */
    double clarity() {
        return average[best(average)];
    }

    private void choose(int best, int durationMs) {
        boolean leads = belief[best] - belief[mode] >= pace.margin;
        ledMs = leads && best == rival ? ledMs + durationMs : leads ? durationMs : 0;
        rival = best;
        if (leads && ledMs >= pace.dwellMs) {
            mode = best;
            ledMs = 0;
        }
    }

    private static int best(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
