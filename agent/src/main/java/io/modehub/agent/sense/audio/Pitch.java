package io.modehub.agent.sense.audio;

/** The period of a voice by autocorrelation at half the sampling rate. Not thread-safe. */
final class Pitch {
    private static final int HALF_RATE = LevelMeter.RATE / 2;
    private static final int SHORTEST = HALF_RATE / 400;
    private static final int LONGEST = HALF_RATE / 70;
    /** 40 ms, so that two and a half periods of the deepest voice fit. */
    private static final int LENGTH = HALF_RATE / 25;

    private static final double VOICED = 0.6;

    private final double[] ring = new double[LENGTH];
    private int at;
    private double half;
    private boolean odd;

    void add(double sample) {
        if (odd) {
            ring[at] = (half + sample) / 2;
            at = (at + 1) % LENGTH;
        }
        half = sample;
        odd = !odd;
    }

    /** The period of the last 40 ms in samples at half the rate, or 0 where they are not periodic. */
    double lag() {
        double[] x = new double[LENGTH];
        double mean = 0;
        for (int i = 0; i < LENGTH; i++) {
            x[i] = ring[(at + i) % LENGTH];
            mean += x[i] / LENGTH;
        }
        for (int i = 0; i < LENGTH; i++) {
            x[i] -= mean;
        }
        int best = 0;
        double most = VOICED;
        for (int lag = SHORTEST; lag <= LONGEST; lag++) {
            double correlation = correlation(x, lag);
            // A multiple of the period fits as well; the shortest that fits nearly best is the period.
            if (correlation > most + (best > 0 && lag > best * 1.5 ? 0.05 : 0)) {
                most = correlation;
                best = lag;
            }
        }
        return best;
    }

    private static double correlation(double[] x, int lag) {
        double product = 0;
        double before = 0;
        double after = 0;
        for (int i = lag; i < LENGTH; i++) {
            product += x[i] * x[i - lag];
            before += x[i - lag] * x[i - lag];
            after += x[i] * x[i];
        }
        return product / Math.sqrt(before * after + 1e-12);
    }
}
