package io.modehub.agent;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.hook.Hook;
import io.modehub.agent.log.Log;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Simulator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An invented person's device that reports as a real one does, by the same spool and link. Its days begin at a moment of
 * the past, pass at a chosen speed until they have caught up with the present, and then go on with it. Started again, it
 * goes on behind the last activity it kept. Not thread-safe.
 */
final class SimulatedDevice implements AutoCloseable {
    private final Simulator simulator;
    private final ZoneId zone;
    private final Clock clock;
    private final Delivery delivery;
    private final Deque<Activity> ahead = new ArrayDeque<>();
    private final Instant from;
    private final Instant begun;
    private final double speed;
    private LocalDate day;
    private @Nullable Activity latest;

    /**
     * Where and how fast it lives.
     *
     * @param from where its days begin if it never kept an activity
     * @param speed seconds that pass for it in one, at least 1
     */
    record Life(Simulator simulator, ZoneId zone, Instant from, double speed) {}

    SimulatedDevice(AgentHome home, Account account, Life life, Clock clock, Log log) throws ConfigException {
        this.simulator = life.simulator();
        this.zone = life.zone();
        this.clock = clock;
        this.speed = life.speed();
        this.begun = clock.instant();
        Spool spool = OpenedSpool.of(home, clock);
        Situation situation = new Situation(clock, new Hook(log), log);
        this.delivery = new Delivery(spool, new HomeSettings(home, account, log), this::hello, situation, log);
        this.from = lastKept(spool).map(Activity::end).orElse(life.from());
        this.day = from.atZone(zone).toLocalDate();
        fill();
    }

    void start() {
        delivery.start();
    }

    /** Keeps what has ended by now and returns it. */
    List<Activity> live() {
        List<Activity> ended = new ArrayList<>();
        Instant now = now();
        while (true) {
            while (ahead.isEmpty() && day.isBefore(now.atZone(zone).toLocalDate())) {
                day = day.plusDays(1);
                fill();
            }
            Activity next = ahead.peek();
            if (next == null || next.end().isAfter(now)) {
                return ended;
            }
            ahead.remove();
            delivery.keep(next);
            latest = next;
            ended.add(next);
        }
    }

    /** Makes all of it durable, and sends the meters if somebody watches. */
    void flush() {
        delivery.flush();
        Activity shown = latest;
        if (shown != null && delivery.link().isWatched()) {
            delivery.link()
                    .offer(new AgentFrame.Levels(
                            shown.audio(), shown.mouse(), shown.keyboard(), shown.app(), shown.title()));
        }
    }

    /** How many of its activities the hub hasn't acknowledged yet. */
    long waiting() {
        return delivery.spool().waiting();
    }

    /** Whether its days have caught up with the present. */
    boolean isPresent() {
        return !now().isBefore(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void close() {
        delivery.close();
    }

    private Instant now() {
        Instant real = clock.instant();
        long passedMs = (long) (Duration.between(begun, real).toMillis() * speed);
        Instant simulated = from.plusMillis(passedMs);
        return simulated.isBefore(real) ? simulated : real;
    }

    private void fill() {
        for (Lived sample : simulator.day(day)) {
            if (!sample.activity().at().isBefore(from)) {
                ahead.add(sample.activity());
            }
        }
    }

    private static Optional<Activity> lastKept(Spool spool) {
        try {
            long last = spool.next() - 1;
            return last < 1
                    ? Optional.empty()
                    : spool.read(last, 1, 1)
                            .filter(AgentFrame.Activities.class::isInstance)
                            .map(frame -> ((AgentFrame.Valid) ((AgentFrame.Activities) frame)
                                            .items()
                                            .get(0))
                                    .activity());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private AgentFrame.Hello hello() {
        Spool spool = delivery.spool();
        List<AgentFrame.AudioSource> sources = simulator.at(clock.instant()).activity().audio().stream()
                .map(SimulatedDevice::source)
                .toList();
        return new AgentFrame.Hello(
                spool.stream(),
                spool.first(),
                spool.next(),
                Version.current(),
                "simulated",
                List.of("window", "idle", "pointer", "keyboard", "audio"),
                sources);
    }

    private static AgentFrame.AudioSource source(AudioLevel level) {
        return new AgentFrame.AudioSource(level.source(), level.name());
    }
}
