package io.modehub.bench;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A person's days, one like another and none the same: eight to nine hours in windows of up to a minute, applications for a
 * few minutes each, modes for minutes to an hour, some evenings beyond UTC midnight. A day is the same however often it is
 * asked for.
 */
final class LongLife {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final List<String> MODES = List.of("Work", "Meeting", "Relax", "Gaming", "Away");
    static final int AWAY = MODES.indexOf("Away");

    private static final int WINDOW_MS = 60_000;
    static final List<String> APPS =
            IntStream.range(0, 20).mapToObj(app -> "app-" + app).toList();

    /** A stretch of one mode: its windows without a hole. */
    record Stretch(int mode, List<Window> windows) {
        long from() {
            return windows.get(0).at();
        }

        long to() {
            return windows.get(windows.size() - 1).end();
        }
    }

    /** A window {@code [at, at + ms)} in epoch milliseconds with one application in front. */
    record Window(long at, int ms, int mode, String app) {
        long end() {
            return at + ms;
        }
    }

    private LongLife() {}

    /** The stretches of one local day, in order. */
    static List<Stretch> day(LocalDate date) {
        Random random = new Random(date.toEpochDay() * 7_919);
        List<Stretch> stretches = new ArrayList<>();
        session(stretches, random, date, LocalTime.of(8, 30), 225);
        session(stretches, random, date, LocalTime.of(13, 10), 200);
        session(stretches, random, date, LocalTime.of(date.getDayOfMonth() % 5 == 0 ? 23 : 20, 10), 85);
        return stretches;
    }

    /** Time at the machine from about that hour on, for about so many minutes. */
    private static void session(List<Stretch> stretches, Random random, LocalDate date, LocalTime about, int minutes) {
        long at = date.atTime(about).atZone(ZONE).toInstant().toEpochMilli() + random.nextInt(1_800_000);
        int left = minutes - 20 + random.nextInt(40);
        int mode = -1;
        while (left > 0) {
            mode = (mode + 1 + random.nextInt(MODES.size() - 1)) % MODES.size();
            int length = Math.min(left, mode == AWAY ? 3 + random.nextInt(8) : 4 + random.nextInt(40));
            stretches.add(stretch(random, at, length, mode));
            at = stretches.get(stretches.size() - 1).to();
            left -= length;
        }
    }

    private static Stretch stretch(Random random, long from, int windows, int mode) {
        List<Window> all = new ArrayList<>(windows);
        String app = "";
        long at = from;
        for (int i = 0; i < windows; i++) {
            // Half of the windows show another application than the one before.
            app = i == 0 || random.nextInt(2) == 0 ? app(random, mode) : app;
            all.add(new Window(at, WINDOW_MS, mode, app));
            at += WINDOW_MS;
        }
        return new Stretch(mode, all);
    }

    /** Every mode has applications it is mostly spent in. */
    private static String app(Random random, int mode) {
        int among = 3 + (int) Math.abs(random.nextGaussian() * 2);
        return APPS.get((mode * 4 + random.nextInt(among)) % APPS.size());
    }
}
