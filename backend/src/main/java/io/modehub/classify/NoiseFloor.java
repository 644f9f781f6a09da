package io.modehub.classify;

/**
 * How loud a source is while nothing happens, learned as it runs: the level that a tenth of its recent time lies below.
 * Digital silence is no noise.
 */
final class NoiseFloor {
    /** What counts as active lies so far above the floor. */
    static final double ACTIVE_ABOVE_DB = 10;

    private static final double STEP_DB = 2;
    private static final int BINS = 61;
    private static final double LOWEST_DB = -120;
    private static final double MEMORY_MS = 600_000;
    private static final double PERCENTILE = 0.1;

    /** Until it has listened for about so long, a source is taken to be as quiet as it may be. */
    private static final double PRIOR_MS = 20_000;

    private final double quietest;
    private final double loudest;

    /** Time by level, from the bin {@link #first} on; all that lies outside was never heard. */
    private double[] millis;

    private int first;
    private double floor;

    /**
     * @param quietest least that is believed of a floor, in dBFS
     * @param loudest most that is believed, as steady music or talk is no noise
     */
    NoiseFloor(double quietest, double loudest) {
        this.quietest = quietest;
        this.loudest = loudest;
        this.floor = quietest;
        this.first = bin(quietest);
        this.millis = new double[] {PRIOR_MS};
    }

    /** Takes in a level; true if it stands out from the floor. */
    boolean isActive(double rmsDb, int durationMs) {
        if (rmsDb > LOWEST_DB) {
            listen(rmsDb, durationMs);
        }
        return rmsDb > floor + ACTIVE_ABOVE_DB;
    }

    /** What is believed of the floor by now, in dBFS. */
    double floor() {
        return floor;
    }

    private void listen(double rmsDb, int durationMs) {
        double fade = Math.exp(-durationMs / MEMORY_MS);
        double sum = durationMs;
        for (int i = 0; i < millis.length; i++) {
            millis[i] *= fade;
            sum += millis[i];
        }
        int heard = bin(rmsDb);
        widenTo(heard);
        millis[heard - first] += durationMs;
        double below = 0;
        int at = 0;
        while (at < millis.length - 1 && below + millis[at] < PERCENTILE * sum) {
            below += millis[at++];
        }
        floor = Math.max(quietest, Math.min(loudest, LOWEST_DB + (first + at) * STEP_DB));
    }

    /** Levels of one source lie close together. */
    private void widenTo(int bin) {
        int from = Math.min(first, bin);
        int to = Math.max(first + millis.length, bin + 1);
        if (to - from > millis.length) {
            double[] wider = new double[to - from];
            System.arraycopy(millis, 0, wider, first - from, millis.length);
            millis = wider;
            first = from;
        }
    }

    private static int bin(double db) {
        return (int) Math.max(0, Math.min(BINS - 1, Math.round((db - LOWEST_DB) / STEP_DB)));
    }
}
