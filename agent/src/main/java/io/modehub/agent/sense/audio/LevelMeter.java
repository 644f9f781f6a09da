package io.modehub.agent.sense.audio;

import io.modehub.protocol.AudioLevel;
import org.jspecify.annotations.Nullable;

/** How loud one source is. Takes samples in, gives levels out, keeps none of them. Thread-safe. */
final class LevelMeter {
    /** Samples a second. */
    static final int RATE = 8_000;

    private static final double FULL_SCALE = 32_768;

    private final VoiceMeter voice;
    private final Sum second = new Sum();
    private final Sum moment = new Sum();

    /**
     * What a source sounded like over a stretch.
     *
     * @param rmsDb −120 to 0
     * @param peakDb −120 to 0
     * @param voice share of the stretch that was speech-like, 0 to 1
     */
    record Level(double rmsDb, double peakDb, double voice) {
        static final Level SILENCE = new Level(AudioLevel.SILENCE_DB, AudioLevel.SILENCE_DB, 0);
    }

    /** @param floorDb the source's noise floor as learned before; null for one that was never heard */
    LevelMeter(@Nullable Double floorDb) {
        voice = new VoiceMeter(floorDb);
    }

    /** The source's noise floor in dBFS, as learned so far. */
    synchronized double floorDb() {
        return Math.round(voice.floorDb() * 10) / 10.0;
    }

    /** Takes signed 16-bit little-endian samples; an odd last byte is left out. */
    synchronized void add(byte[] pcm, int length) {
        for (int i = 0; i + 1 < length; i += 2) {
            double sample = (short) ((pcm[i] & 0xFF) | (pcm[i + 1] << 8)) / FULL_SCALE;
            voice.add(sample);
            boolean speech = voice.isSpeech();
            second.add(sample, speech);
            moment.add(sample, speech);
        }
    }

    /** The level since the last call; silence where no samples came, as from a suspended device. */
    synchronized Level takeSecond() {
        if (second.count == 0) {
            voice.reset();
        }
        return second.take();
    }

    /** As {@link #takeSecond}, for meters on a page. */
    synchronized Level takeMoment() {
        return moment.take();
    }

    private static final class Sum {
        private long count;
        private long speech;
        private double squares;
        private double peak;

        void add(double sample, boolean isSpeech) {
            count++;
            speech += isSpeech ? 1 : 0;
            squares += sample * sample;
            peak = Math.max(peak, Math.abs(sample));
        }

        Level take() {
            if (count == 0) {
                return Level.SILENCE;
            }
            Level level = new Level(decibel(Math.sqrt(squares / count)), decibel(peak), (double) speech / count);
            count = 0;
            speech = 0;
            squares = 0;
            peak = 0;
            return level;
        }
    }

    /** dBFS of an amplitude from 0 to 1, within −120 to 0, to a tenth. */
    static double decibel(double amplitude) {
        double db = 20 * Math.log10(Math.max(amplitude, 1e-6));
        return Math.round(Math.max(AudioLevel.SILENCE_DB, Math.min(0, db)) * 10) / 10.0;
    }
}
