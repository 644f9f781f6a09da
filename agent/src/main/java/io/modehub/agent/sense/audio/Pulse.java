package io.modehub.agent.sense.audio;

import static io.modehub.agent.words.Words.say;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The programs that speak to PulseAudio and to PipeWire alike. */
final class Pulse {
    private static final int MAX_OUTPUT = 1 << 20;

    private Pulse() {}

    /** Asks the server for its devices and who records; takes some 20 ms, at most 9 s. */
    static PulseState state() throws IOException {
        return PactlText.parse(pactl("info"), pactl("list", "sources"), pactl("list", "source-outputs"));
    }

    /** A process that prints a line whenever something about the devices changes. */
    static Process changes() throws IOException {
        return start(List.of("pactl", "subscribe"));
    }

    /** A process that prints 8 kHz mono 16-bit samples of a device. */
    static Process record(String device) throws IOException {
        return start(List.of(
                "parec",
                "--device=" + device,
                "--rate=" + LevelMeter.RATE,
                "--channels=1",
                "--format=s16le",
                "--raw",
                "--latency-msec=100",
                "--client-name=Modehub agent",
                "--stream-name=level meter",
                "--property=application.id=" + PactlText.OWN_ID));
    }

    private static String pactl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "1", "3", "pactl"));
        command.addAll(List.of(arguments));
        Process process = start(command);
        try {
            byte[] output = process.getInputStream().readNBytes(MAX_OUTPUT);
            process.getInputStream().close();
            int status = process.waitFor();
            if (status == 127) {
                throw new IOException(say("audio.pactl"));
            }
            if (status != 0) {
                throw new IOException(say("audio.server"));
            }
            return new String(output, StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            process.destroy();
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // English words, and names in UTF-8.
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("LANGUAGE");
        return builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
