package io.modehub.agent;

import io.modehub.agent.hook.Hook;
import io.modehub.agent.link.LinkListener;
import io.modehub.agent.link.LinkSettings;
import io.modehub.agent.log.Log;
import io.modehub.protocol.HubFrame;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the link is and what the hub told, for {@code status} and {@code peek}. Thread-safe. */
final class Situation implements LinkListener {
    /** The hub refuses what lies more than five minutes ahead of its own clock. */
    private static final Duration CLOCK_OFF = Duration.ofMinutes(2);

    private final Clock clock;
    private final Hook hook;
    private final Log log;
    private final List<Consumer<String>> peekers = new CopyOnWriteArrayList<>();
    private Report report;

    /**
     * What is known at one moment.
     *
     * @param hub the hub it is or was linked to
     * @param since when the link came or went
     * @param why why there is no link
     * @param isFinal whether pairing again is needed
     * @param clockAheadMs how far this device's clock is ahead of the hub's, the way there included
     */
    record Report(
            boolean linked,
            @Nullable URI hub,
            Instant since,
            @Nullable String why,
            boolean isFinal,
            HubFrame.@Nullable Mode mode,
            @Nullable String refused,
            long clockAheadMs) {}

    Situation(Clock clock, Hook hook, Log log) {
        this.clock = clock;
        this.hook = hook;
        this.log = log;
        this.report = new Report(false, null, clock.instant(), null, false, null, null, 0);
    }

    synchronized Report report() {
        return report;
    }

    /** Hands on every frame sent until the result is run. */
    Runnable peek(Consumer<String> listener) {
        peekers.add(listener);
        return () -> peekers.remove(listener);
    }

    /** Tells whoever peeks. */
    void show(String line) {
        peekers.forEach(peeker -> peeker.accept(line));
    }

    boolean isPeekedAt() {
        return !peekers.isEmpty();
    }

    @Override
    public synchronized void linked(LinkSettings.Target target, Instant serverTime) {
        Duration ahead = Duration.between(serverTime, clock.instant());
        report = new Report(
                true, target.hub(), clock.instant(), null, false, report.mode, report.refused, ahead.toMillis());
        boolean off = ahead.abs().compareTo(CLOCK_OFF) > 0;
        if (off) {
            log.state(
                    "clock",
                    "this device's clock is " + ahead.abs().toMinutes() + " minutes "
                            + (ahead.isNegative() ? "behind" : "ahead of")
                            + " the hub's; set it, or times will be wrong");
        }
    }

    @Override
    public synchronized void lost(String reason, boolean isFinal) {
        Instant since = report.linked ? clock.instant() : report.since;
        report =
                new Report(false, report.hub, since, reason, isFinal, report.mode, report.refused, report.clockAheadMs);
    }

    @Override
    public void sent(String frame) {
        show(frame);
    }

    @Override
    public void modeTold(HubFrame.Mode mode) {
        synchronized (this) {
            report = new Report(
                    report.linked,
                    report.hub,
                    report.since,
                    report.why,
                    report.isFinal,
                    mode,
                    report.refused,
                    report.clockAheadMs);
        }
        hook.modeTold(mode.mode(), mode.confidence(), mode.since());
    }

    @Override
    public synchronized void rejected(String code, String message) {
        report = new Report(
                report.linked,
                report.hub,
                report.since,
                report.why,
                report.isFinal,
                report.mode,
                code + ": " + message,
                report.clockAheadMs);
    }
}
