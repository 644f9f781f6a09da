package io.modehub.simulator;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.simulator.Player.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps an agent's cadence: a window per tick, and a longer one once nothing has changed over two of them. */
final class Recorder {
    private static final double SAME_LEVEL_DB = 6;
    private static final double VOICED = 0.4;
    private static final int ALIKE_BEFORE_GROWING = 3;

    private final Instant midnight;
    private final List<Lived> samples = new ArrayList<>();
    private @Nullable Shown lastShown;
    private long idleMs;
    private int alike;

    Recorder(Instant midnight) {
        this.midnight = midnight;
    }

    List<Lived> samples() {
        return samples;
    }

    /** Adds a stretch in which the machine slept; the idle time goes on. */
    void forgetIdle(int seconds) {
        idleMs += seconds * 1000L;
    }

    void record(Shown shown, int at, int seconds, double keyboard, double mouse, List<AudioLevel> audio, String mode) {
        boolean input = keyboard > 0 || mouse > 0;
        idleMs = input ? 0 : idleMs + seconds * 1000L;
        Lived last = samples.isEmpty() ? null : samples.get(samples.size() - 1);
        Instant start = midnight.plusSeconds(at);
        boolean same =
                last != null && !input && shown.equals(lastShown) && continues(last, start, seconds, audio, mode);
        alike = same ? alike + 1 : 0;
        if (last != null && alike >= ALIKE_BEFORE_GROWING) {
            Activity before = last.activity();
            samples.set(
                    samples.size() - 1,
                    new Lived(activity(shown, before.at(), before.durationMs() + seconds * 1000, 0, 0, audio), mode));
        } else {
            samples.add(new Lived(activity(shown, start, seconds * 1000, keyboard, mouse, audio), mode));
        }
        lastShown = shown;
    }

    private Activity activity(
            Shown shown, Instant at, int durationMs, double keyboard, double mouse, List<AudioLevel> audio) {
        return new Activity(at, durationMs, shown.app(), shown.title(), shown.domain(), mouse, keyboard, idleMs, audio);
    }

    private static boolean continues(Lived last, Instant start, int seconds, List<AudioLevel> audio, String mode) {
        Activity before = last.activity();
        return before.mouse() == 0
                && before.keyboard() == 0
                && before.end().equals(start)
                && before.durationMs() + seconds * 1000 <= Activity.MAX_LINK_DURATION_MS
                && last.mode().equals(mode)
                && same(before.audio(), audio);
    }

    private static boolean same(List<AudioLevel> a, List<AudioLevel> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            AudioLevel before = a.get(i);
            AudioLevel now = b.get(i);
            if (before.source() != now.source()
                    || before.isInUse() != now.isInUse()
                    || Math.abs(before.rmsDb() - now.rmsDb()) > SAME_LEVEL_DB
                    || before.voice() >= VOICED != now.voice() >= VOICED) {
                return false;
            }
        }
        return true;
    }
}
