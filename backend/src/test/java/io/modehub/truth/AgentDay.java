package io.modehub.truth;

import io.modehub.activity.Opinion;
import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.truth.Strip.Piece;
import io.modehub.truth.Windows.Reported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One finished UTC day of an agent, made of its activities alone. */
final class AgentDay {
    static final long HOUR = 3_600_000;
    static final long DAY = 24 * HOUR;
    private static final String AWAY = "Away";

    private final long start;
    private final List<Seen> windows;

    /**
     * @param day its number since the epoch
     * @param classifier a new one, that knows nothing yet
     */
    AgentDay(long day, List<Reported> activities, Function<Activity, Prediction> classifier) {
        start = day * DAY;
        List<Reported> near = Windows.inOrder(activities.stream()
                .filter(one -> one.from() >= start - HOUR && one.from() < start + DAY + HOUR)
                .toList());
        windows = new ArrayList<>();
        for (int i = 0; i < near.size(); i++) {
            Prediction prediction = classifier.apply(near.get(i).activity());
            long from = near.get(i).from();
            long to = Windows.end(near, i);
            if (from < to) {
                windows.add(seen(from, to, prediction));
            }
        }
    }

    private static Seen seen(long from, long to, Prediction prediction) {
        return new Seen(
                from,
                to,
                prediction.mode(),
                prediction.source() == Prediction.Source.MODEL,
                prediction.since().toEpochMilli(),
                prediction.present(),
                opinion(prediction));
    }

    private static Map<String, Double> opinion(Prediction prediction) {
        Map<String, Double> byMode = new HashMap<>();
        Opinion opinion = prediction.opinion();
        for (int i = 0; opinion != null && i < opinion.modes().size(); i++) {
            byMode.put(opinion.modes().get(i), opinion.probability(i));
        }
        return byMode;
    }

    /** The windows that matter to this day, as they were classified. */
    List<Seen> windows() {
        return windows;
    }

    /** Whether the day was any different before it was finished. */
    boolean isSmoothed() {
        return !Smoothing.smoothed(windows).equals(windows);
    }

    /** What lies in the day, by the person's own modes. */
    List<Piece<String>> spans(UnaryOperator<String> modes) {
        Strip<String> named = folded();
        bridge(named);
        Strip<String> spans = new Strip<>();
        named.pieces().forEach(piece -> spans.paint(piece.from(), piece.to(), modes.apply(piece.value())));
        spans.clear(Long.MIN_VALUE, start);
        spans.clear(start + DAY, Long.MAX_VALUE);
        return spans.joined();
    }

    private Strip<String> folded() {
        Strip<String> spans = new Strip<>();
        long unbroken = Long.MIN_VALUE;
        long before = Long.MIN_VALUE;
        for (Seen window : Smoothing.smoothed(windows)) {
            if (before == Long.MIN_VALUE || window.from() - before > Smoothing.MINUTE) {
                unbroken = window.from();
            }
            before = window.to();
            long from = window.said().equals(AWAY)
                    ? Math.max(unbroken, Math.min(window.since(), window.from()))
                    : window.from();
            spans.clear(from, Long.MAX_VALUE);
            spans.paint(from, window.to(), window.said());
        }
        return spans;
    }

    /** Short pauses within one mode belong to it. */
    private static void bridge(Strip<String> spans) {
        List<Piece<String>> pieces = spans.pieces();
        for (int i = 1; i < pieces.size(); i++) {
            Piece<String> a = pieces.get(i - 1);
            Piece<String> b = pieces.get(i);
            if (a.value().equals(b.value()) && b.from() - a.to() <= Smoothing.MINUTE) {
                spans.paint(a.to(), b.from(), a.value());
            }
        }
    }
}
