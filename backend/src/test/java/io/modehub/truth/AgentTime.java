package io.modehub.truth;

import io.modehub.activity.Prediction;
import io.modehub.protocol.Activity;
import io.modehub.truth.Windows.Reported;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All time of one agent. */
final class AgentTime {
    private static final long SIGN_COUNTS = 15 * Smoothing.MINUTE;
    static final long NONE = Long.MIN_VALUE;
    static final long NOW = Long.MAX_VALUE;

    private final TreeMap<Long, AgentDay> days = new TreeMap<>();
    private final Strip<String> spans = new Strip<>();
    private final Strip<String> apps;

    /** @param classifiers makes a new classifier for every day */
    AgentTime(
            List<Reported> activities,
            List<Label> labels,
            UnaryOperator<String> modes,
            Supplier<Function<Activity, Prediction>> classifiers) {
        apps = Windows.apps(activities);
        for (Reported one : activities) {
            dayOf(one.from(), activities, classifiers);
            dayOf(one.to() + SIGN_COUNTS, activities, classifiers);
        }
        days.values().forEach(day -> spans.paint(day.spans(modes)));
        labels.forEach(label -> spans.paint(label.from(), label.to(), modes.apply(label.mode())));
    }

    private void dayOf(long moment, List<Reported> activities, Supplier<Function<Activity, Prediction>> classifiers) {
        days.computeIfAbsent(
                Math.floorDiv(moment, AgentDay.DAY), day -> new AgentDay(day, activities, classifiers.get()));
    }

    /** Whether any day was different before it was finished. */
    boolean isSmoothed() {
        return days.values().stream().anyMatch(AgentDay::isSmoothed);
    }

    /** Modes, labels of the agent included. */
    Strip<String> spans() {
        return spans;
    }

    Strip<String> apps() {
        return apps;
    }

    /** The latest sign of a person just after that moment: {@link #NOW}, when it was, or {@link #NONE}. */
    long sign(long moment) {
        AgentDay day = days.get(Math.floorDiv(moment, AgentDay.DAY));
        long sign = NONE;
        for (Seen window : day == null ? List.<Seen>of() : day.windows()) {
            if (window.sign() && window.from() <= moment) {
                sign = moment < window.to() ? NOW : window.to();
            }
        }
        return sign != NOW && sign != NONE && moment >= sign + SIGN_COUNTS ? NONE : sign;
    }

    /** Every moment at which something about this agent may change. */
    void edges(NavigableSet<Long> edges) {
        spans.edges(edges);
        apps.edges(edges);
        for (AgentDay day : days.values()) {
            for (Seen window : day.windows()) {
                edges.add(window.from());
                edges.add(window.to());
                edges.add(window.to() + SIGN_COUNTS);
            }
        }
        for (Long day : days.keySet()) {
            edges.add(day * AgentDay.DAY);
            edges.add((day + 1) * AgentDay.DAY);
        }
    }
}
