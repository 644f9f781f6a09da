package io.modehub.agent.sense.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class VoiceMeterTest {
    private static final int SECONDS = 8;

    @Test
    void hearsSpeech() throws Exception {
        assertThat(voice(speech("en", 150))).isGreaterThan(0.5);
        assertThat(voice(speech("de", 190))).isGreaterThan(0.5);
    }

    @Test
    void hearsSpeechThatIsQuietOrOverNoise() throws Exception {
        byte[] spoken = speech("en", 160);
        Random random = new Random(1);
        assertThat(voice(mixed(spoken, 0.03, 0, random))).isGreaterThan(0.5);
        assertThat(voice(mixed(spoken, 0.5, 0.005, random))).isGreaterThan(0.5);
    }

    @Test
    void hearsNoSpeechInSilenceTonesNoiseAndRinging() {
        Random random = new Random(7);
        assertThat(voice(sound(t -> 0))).isZero();
        assertThat(voice(sound(t -> 0.3 * Math.sin(2 * Math.PI * 220 * t)))).isLessThan(0.1);
        assertThat(voice(sound(t -> 0.2 * (random.nextDouble() * 2 - 1)))).isLessThan(0.1);
        assertThat(voice(sound(t -> 0.3 * chord(t)))).isLessThan(0.1);
        assertThat(voice(sound(t -> t % 1 < 0.4 ? 0.3 * Math.sin(2 * Math.PI * 440 * t) : 0)))
                .isLessThan(0.1);
    }

    @Test
    void hearsNoSpeechInTypingAndGustsOfNoise() {
        Random random = new Random(7);
        DoubleUnaryOperator typing = t -> t % 0.22 < 0.012 ? 0.4 * (random.nextDouble() * 2 - 1) : 0;
        DoubleUnaryOperator gusts =
                t -> 0.2 * (random.nextDouble() * 2 - 1) * Math.max(0, Math.sin(2 * Math.PI * 4 * t));
        assertThat(voice(sound(typing))).isLessThan(0.1);
        assertThat(voice(sound(gusts))).isLessThan(0.1);
    }

    @Test
    void saysSilenceWhereNoSamplesCome() {
        assertThat(new LevelMeter(null).takeSecond()).isEqualTo(LevelMeter.Level.SILENCE);
    }

    @Test
    void measuresASineThreeDecibelsBelowItsPeak() {
        LevelMeter meter = new LevelMeter(null);
        byte[] sine = sound(t -> 0.5 * Math.sin(2 * Math.PI * 250 * t));
        meter.add(sine, sine.length);
        LevelMeter.Level level = meter.takeSecond();
        assertThat(level.peakDb()).isEqualTo(-6.0);
        assertThat(level.rmsDb()).isEqualTo(-9.0);
        assertThat(meter.takeSecond()).isEqualTo(LevelMeter.Level.SILENCE);
    }

    @Test
    void learnsTheNoiseFloorOfItsSourceAndGoesOnFromIt() {
        Random random = new Random(3);
        LevelMeter first = new LevelMeter(null);
        byte[] hiss = sound(t -> 0.003 * (random.nextDouble() * 2 - 1));
        for (int i = 0; i < 40; i++) {
            first.add(hiss, hiss.length);
        }
        assertThat(first.floorDb()).isBetween(-58.0, -52.0);
        assertThat(new LevelMeter(first.floorDb()).floorDb()).isEqualTo(first.floorDb());
    }

    private static double voice(byte[] pcm) {
        LevelMeter meter = new LevelMeter(null);
        meter.add(pcm, pcm.length);
        return meter.takeSecond().voice();
    }

    private static double chord(double t) {
        double sum = 0;
        for (double frequency : new double[] {261.6, 329.6, 392.0}) {
            sum += Math.sin(2 * Math.PI * frequency * t) / 3;
        }
        return sum;
    }

    private static byte[] sound(DoubleUnaryOperator wave) {
        byte[] pcm = new byte[SECONDS * LevelMeter.RATE * 2];
        for (int i = 0; i < pcm.length / 2; i++) {
            put(pcm, i, wave.applyAsDouble((double) i / LevelMeter.RATE));
        }
        return pcm;
    }

    private static byte[] mixed(byte[] pcm, double gain, double noise, Random random) {
        byte[] mixed = new byte[pcm.length];
        for (int i = 0; i < pcm.length / 2; i++) {
            double sample = (short) ((pcm[2 * i] & 0xFF) | (pcm[2 * i + 1] << 8)) / 32_768.0;
            put(mixed, i, sample * gain + noise * (random.nextDouble() * 2 - 1));
        }
        return mixed;
    }

    private static void put(byte[] pcm, int i, double value) {
        short sample = (short) Math.round(value * 32_767);
        pcm[2 * i] = (byte) sample;
        pcm[2 * i + 1] = (byte) (sample >> 8);
    }

    /** Real synthetic speech at the meter's rate. */
    private static byte[] speech(String language, int wordsAMinute) throws IOException, InterruptedException {
        String text = "de".equals(language)
                ? "Guten Morgen zusammen. Ich fange kurz mit dem Stand der Dinge an, danach reden wir über die Woche."
                : "Good morning everybody. Let us begin with a short update, and then talk about the coming week.";
        return ProgramOutput.of("espeak-ng -v " + language + " -s " + wordsAMinute + " --stdout '" + text
                + "' | sox -t wav - -t raw -r 8000 -c 1 -e signed -b 16 -");
    }

    /** What a shell pipeline prints. */
    private static final class ProgramOutput {
        static byte[] of(String pipeline) throws IOException, InterruptedException {
            Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c", pipeline)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectInput(new File("/dev/null"))
                    .start();
            try (InputStream output = process.getInputStream()) {
                byte[] bytes = output.readAllBytes();
                assertThat(process.waitFor())
                        .as("espeak-ng and sox are needed: apt-get install espeak-ng sox")
                        .isZero();
                return bytes;
            }
        }
    }
}
