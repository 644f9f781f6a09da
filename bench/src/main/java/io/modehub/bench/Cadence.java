package io.modehub.bench;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Makes fewer and longer windows of a log, as an agent does that stores one only when something else is in front. */
final class Cadence {
    /** No window becomes longer. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private Cadence() {}

    /** Neighbours with the same window in front, and both with or both without input, become one. */
    static List<Activity> thinned(List<Activity> activities) {
        List<Activity> thinned = new ArrayList<>();
        for (Activity next : activities) {
            Activity last = thinned.isEmpty() ? next : thinned.get(thinned.size() - 1);
            if (last.end().equals(next.at())
                    && !next.end().isAfter(last.at().plus(LONGEST))
                    && last.app().equals(next.app())
                    && Objects.equals(last.title(), next.title())
                    && hasInput(last) == hasInput(next)) {
                thinned.set(thinned.size() - 1, joined(last, next));
            } else {
                thinned.add(next);
            }
        }
        return thinned;
    }

    private static boolean hasInput(Activity activity) {
        return activity.mouse() > 0 || activity.keyboard() > 0;
    }

    private static Activity joined(Activity a, Activity b) {
        int length = a.durationMs() + b.durationMs();
        return new Activity(
                a.at(),
                length,
                a.app(),
                a.title(),
                a.domain(),
                (a.mouse() * a.durationMs() + b.mouse() * b.durationMs()) / length,
                (a.keyboard() * a.durationMs() + b.keyboard() * b.durationMs()) / length,
                b.idleMs(),
                voice(a) > voice(b) ? a.audio() : b.audio());
    }

    private static double voice(Activity activity) {
        return activity.audio().stream()
                .map(AudioLevel::voice)
                .max(Comparator.naturalOrder())
                .orElse(0.0);
    }
}
