package io.modehub.agent.sense.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells speech from silence, tones, noise and ringing by what is peculiar to it: over one and a half seconds its
 * loudness comes and goes (many frames far below the mean), much of what is loud is voiced (periodic at 70 to 400 Hz),
 * and the pitch moves. The floor under the loudness is learned. Some 400,000 multiplications a second. Not thread-safe.
 */
final class VoiceMeter {
    private static final int FRAME = LevelMeter.RATE / 50;
    /** One and a half seconds. */
    private static final int FRAMES = 75;
    /** A judgement each 100 ms. */
    private static final int EVERY = 5;
    /** Speech outlasts a pause of so many judgements. */
    private static final int HOLD = 8;

    private static final double LEAST_DB = -60;
    private static final double ABOVE_FLOOR_DB = 9;
    private static final double FLOOR_RISE_DB = 0.01;

    private final Pitch pitch = new Pitch();
    private final double[] powers = new double[FRAMES];
    private final double[] lags = new double[FRAMES];
    private double power;
    private int samples;
    private int frames;
    private int held;
    private double floorDb;

    /** @param learnedDb the floor learned before, in dBFS; null to begin with one that lets everything count */
    VoiceMeter(@Nullable Double learnedDb) {
        floorDb = learnedDb == null ? LEAST_DB - ABOVE_FLOOR_DB : learnedDb;
    }

    double floorDb() {
        return floorDb;
    }

    /** Takes the next sample, −1 to 1. */
    void add(double sample) {
        pitch.add(sample);
        power += sample * sample;
        if (++samples == FRAME) {
            endFrame();
        }
    }

    /** Whether the last second and a half sounded like speech. */
    boolean isSpeech() {
        return held > 0;
    }

    /** Forgets what was heard, but not the floor. */
    void reset() {
        Arrays.fill(powers, 0);
        Arrays.fill(lags, 0);
        power = 0;
        samples = 0;
        held = 0;
    }

    private void endFrame() {
        double mean = power / FRAME;
        double db = 10 * Math.log10(mean + 1e-12);
        floorDb = Math.max(-90, Math.min(-40, db < floorDb ? floorDb + 0.2 * (db - floorDb) : floorDb + FLOOR_RISE_DB));
        int at = frames % FRAMES;
        powers[at] = mean;
        lags[at] = db > threshold() ? pitch.lag() : 0;
        power = 0;
        samples = 0;
        if (++frames % EVERY == 0) {
            held = sounds() ? HOLD : Math.max(0, held - 1);
        }
    }

    private double threshold() {
        return Math.max(LEAST_DB, floorDb + ABOVE_FLOOR_DB);
    }

    private boolean sounds() {
        double threshold = Math.pow(10, threshold() / 10);
        double mean = Arrays.stream(powers).average().orElse(0);
        int loud = 0;
        int low = 0;
        int voiced = 0;
        for (int i = 0; i < FRAMES; i++) {
            loud += powers[i] > threshold ? 1 : 0;
            low += powers[i] < mean / 2 ? 1 : 0;
            voiced += lags[i] > 0 ? 1 : 0;
        }
        return loud >= FRAMES * 0.2 && low >= FRAMES * 0.3 && voiced >= loud * 0.3 && spread(voiced) > 0.08;
    }

    /** Octaves between the lower and the upper tenth of the pitches. */
    private double spread(int voiced) {
        double[] heard = Arrays.stream(lags).filter(lag -> lag > 0).sorted().toArray();
        return voiced < 5 ? 0 : Math.log(heard[voiced - 1 - voiced / 10] / heard[voiced / 10]) / Math.log(2);
    }
}
