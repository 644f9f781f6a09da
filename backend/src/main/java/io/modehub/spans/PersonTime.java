package io.modehub.spans;

import io.modehub.activity.Label;
import io.modehub.activity.ModeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The person's timeline over all their agents, each moment once: an agent that isn't away before one that is, then the latest
 * sign of a person, then the agent that was paired first; the person's words without an agent above all. Pure.
 */
public final class PersonTime {
    /** A sign of a person further back than this says nothing about where they are now. */
    public static final long SIGN_COUNTS_MS = 15 * 60_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final List<Lane> lanes;
    private final int awayModeId;
    private final List<ModeSpan> spans = new ArrayList<>();
    private final List<AppWindow> windows = new ArrayList<>();

    private PersonTime(List<AgentTime> agents, int awayModeId) {
        this.lanes = agents.stream().map(Lane::new).toList();
        this.awayModeId = awayModeId;
    }

    /**
     * The person's time within {@code [from, to)} as that of an agent 0, whose spans tell the agent they were taken from.
     *
     * @param agents in order of pairing; windows from {@link #SIGN_COUNTS_MS} before {@code from} on
     * @param own the person's words without an agent
     * @param from epoch milliseconds
     * @param to epoch milliseconds
     * @param now time after it is never counted
     */
    public static AgentTime of(
            List<AgentTime> agents, List<Label> own, int awayModeId, long from, long to, Instant now) {
        PersonTime person = new PersonTime(agents, awayModeId);
        long[] edges = edges(agents, from, to);
        for (int i = 0; i + 1 < edges.length; i++) {
            person.addMoment(edges[i], edges[i + 1]);
        }
        return new AgentTime(0, Timeline.labelled(0, person.spans, own, now), person.windows);
    }

    /** Every moment at which another agent may be chosen, {@code from} and {@code to} included. */
    private static long[] edges(List<AgentTime> agents, long from, long to) {
        LongStream.Builder edges = LongStream.builder();
        edges.add(from).add(to);
        for (AgentTime agent : agents) {
            agent.spans().forEach(span -> edges.add(span.from().toEpochMilli())
                    .add(span.to().toEpochMilli()));
            for (AppWindow window : agent.windows()) {
                edges.add(window.from()).add(window.to()).add(window.to() + SIGN_COUNTS_MS);
            }
        }
        return edges.build()
                .filter(edge -> edge >= from && edge <= to)
                .sorted()
                .distinct()
                .toArray();
    }

    private void addMoment(long from, long to) {
        lanes.forEach(lane -> lane.moveTo(from));
        Lane best = null;
        for (Lane lane : lanes) {
            if (lane.span != null && (best == null || lane.isBefore(best, awayModeId, from))) {
                best = lane;
            }
        }
        if (best == null || best.span == null) {
            return;
        }
        addSpan(best.span, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
        if (best.window != null) {
            windows.add(new AppWindow(from, to, best.window.app(), best.window.present()));
        }
    }

    /** Goes on with the last span where it is the same. */
    private void addSpan(ModeSpan span, Instant from, Instant to) {
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).isPartOf(span) && spans.get(last).to().equals(from)) {
            ModeSpan open = spans.get(last);
            spans.set(last, open.endingAt(to));
        } else {
            spans.add((span.from().equals(from) ? span : span.restFrom(from)).endingAt(to));
        }
    }

    /** A place in one agent's time that moves forward. */
    private static final class Lane {
        private final AgentTime agent;
        private int nextSpan;
        private int nextWindow;

        /** The last millisecond of the last window that showed a sign: what goes on now is later than what has just ended. */
        private long sign = NEVER;

        private @Nullable ModeSpan span;
        private @Nullable AppWindow window;

        Lane(AgentTime agent) {
            this.agent = agent;
        }

        void moveTo(long at) {
            List<ModeSpan> spans = agent.spans();
            while (nextSpan < spans.size() && spans.get(nextSpan).to().toEpochMilli() <= at) {
                nextSpan++;
            }
            span = nextSpan < spans.size() && spans.get(nextSpan).from().toEpochMilli() <= at
                    ? spans.get(nextSpan)
                    : null;
            List<AppWindow> windows = agent.windows();
            while (nextWindow < windows.size() && windows.get(nextWindow).to() <= at) {
                sign = windows.get(nextWindow).present()
                        ? windows.get(nextWindow).to() - 1
                        : sign;
                nextWindow++;
            }
            window = nextWindow < windows.size() && windows.get(nextWindow).from() <= at
                    ? windows.get(nextWindow)
                    : null;
        }

        boolean isBefore(Lane other, int awayModeId, long at) {
            boolean away = isAway(awayModeId);
            boolean otherAway = other.isAway(awayModeId);
            return away == otherAway ? signAt(at) > other.signAt(at) : otherAway;
        }

        private boolean isAway(int awayModeId) {
            return span != null && span.modeId() == awayModeId;
        }

        private long signAt(long at) {
            if (window != null && window.present()) {
                return at;
            }
            return sign != NEVER && at - sign <= SIGN_COUNTS_MS ? sign : NEVER;
        }
    }
}
