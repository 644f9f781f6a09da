package io.modehub.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What becomes of a finished day: each window's likeliest mode by all that a model said; then short runs are lost. */
final class Smoothing {
    static final long MINUTE = 60_000;
    private static final Set<String> LASTING = Set.of("Away", "Meeting");

    private Smoothing() {}

    static List<Seen> smoothed(List<Seen> windows) {
        List<List<Seen>> runs = runs(Likeliest.modes(windows));
        for (int i = 1; i + 1 < runs.size(); i++) {
            if (gives(runs.get(i - 1), runs.get(i), runs.get(i + 1))) {
                String mode = mode(runs.get(i - 1));
                runs.get(i).replaceAll(window -> window.saying(mode));
            }
        }
        return runs.stream().flatMap(List::stream).toList();
    }

    private static List<List<Seen>> runs(List<Seen> windows) {
        List<List<Seen>> runs = new ArrayList<>();
        for (Seen window : windows) {
            if (runs.isEmpty() || !mode(runs.get(runs.size() - 1)).equals(window.said())) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(window);
        }
        return runs;
    }

    private static boolean gives(List<Seen> before, List<Seen> run, List<Seen> after) {
        return run.stream().allMatch(Seen::byModel)
                && to(run) - from(run) < MINUTE
                && mode(before).equals(mode(after))
                && !LASTING.contains(mode(run))
                && !LASTING.contains(mode(before))
                && from(run) - to(before) <= MINUTE
                && from(after) - to(run) <= MINUTE;
    }

    private static String mode(List<Seen> run) {
        return run.get(0).said();
    }

    private static long from(List<Seen> run) {
        return run.get(0).from();
    }

    private static long to(List<Seen> run) {
        return run.get(run.size() - 1).to();
    }
}
