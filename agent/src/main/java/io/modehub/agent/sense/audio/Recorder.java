package io.modehub.agent.sense.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Measures one device until closed: a {@code parec} process, started again with growing pauses when it ends. */
final class Recorder implements AutoCloseable {
    private static final long LEAST_PAUSE_MS = 500;
    private static final long MOST_PAUSE_MS = 30_000;
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int CHUNK = 3_200;

    private final String device;
    private final LevelMeter meter;
    private @Nullable Process process;
    private boolean closed;

    /** @param floorDb the device's noise floor as learned before, if it was */
    Recorder(String device, @Nullable Double floorDb) {
        this.device = device;
        this.meter = new LevelMeter(floorDb);
        Thread thread = new Thread(this::recordUntilClosed, "audio-recorder");
        thread.setDaemon(true);
        thread.start();
    }

    LevelMeter meter() {
        return meter;
    }

    @Override
    public void close() {
        Process running;
        synchronized (this) {
            closed = true;
            notifyAll();
            running = process;
        }
        if (running != null) {
            running.destroy();
        }
    }

    /** Waits a little for the process to have ended, then ends it the hard way. */
    void awaitEnd() throws InterruptedException {
        Process running;
        synchronized (this) {
            running = process;
        }
        if (running != null && !running.waitFor(200, TimeUnit.MILLISECONDS)) {
            running.destroyForcibly();
        }
    }

    private void recordUntilClosed() {
        long pause = LEAST_PAUSE_MS;
        while (true) {
            long begun = System.nanoTime();
            try {
                Process running = begin();
                if (running == null) {
                    return;
                }
                measure(running);
            } catch (IOException e) {
                // The program is missing, or its pipe broke: the next try is as good a remedy as any.
            }
            pause = System.nanoTime() - begun > STABLE_NANOS ? LEAST_PAUSE_MS : Math.min(MOST_PAUSE_MS, pause * 2);
            if (!rest(pause)) {
                return;
            }
        }
    }

    private synchronized @Nullable Process begin() throws IOException {
        process = closed ? null : Pulse.record(device);
        return process;
    }

    private void measure(Process running) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int kept = 0;
        try (InputStream samples = running.getInputStream()) {
            int count;
            while ((count = samples.read(chunk, kept, CHUNK - kept)) > 0) {
                int whole = (kept + count) & ~1;
                meter.add(chunk, whole);
                kept = kept + count - whole;
                chunk[0] = kept == 0 ? 0 : chunk[whole];
            }
        } finally {
            running.destroy();
        }
    }

    private synchronized boolean rest(long ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        try {
            for (long left = ms; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }
}
