package io.modehub.agent.sense.audio;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/** The microphones that Java Sound finds. Not run on Windows or macOS yet. */
final class JavaSound implements JavaSoundProbe.Microphones {
    private static final AudioFormat FORMAT = new AudioFormat(LevelMeter.RATE, 16, 1, true, false);
    private static final DataLine.Info LINE = new DataLine.Info(TargetDataLine.class, FORMAT);
    private static final int CHUNK = 1_600;

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (AudioSystem.getMixer(info).isLineSupported(LINE)) {
                names.add(info.getName());
            }
        }
        return names;
    }

    @Override
    public @Nullable Runnable listen(String name, LevelMeter meter) {
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (info.getName().equals(name)) {
                try {
                    TargetDataLine line = AudioSystem.getTargetDataLine(FORMAT, info);
                    line.open(FORMAT);
                    line.start();
                    Thread thread = new Thread(() -> measure(line, meter), "audio-recorder");
                    thread.setDaemon(true);
                    thread.start();
                    return line::close;
                } catch (LineUnavailableException | IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static void measure(TargetDataLine line, LevelMeter meter) {
        byte[] chunk = new byte[CHUNK];
        int count;
        while ((count = line.read(chunk, 0, CHUNK)) > 0) {
            meter.add(chunk, count);
        }
    }
}
