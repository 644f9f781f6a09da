package io.modehub.agent;

import io.modehub.agent.link.Link;
import io.modehub.agent.link.LinkSettings;
import io.modehub.agent.log.Log;
import io.modehub.agent.sense.Cadence;
import io.modehub.agent.sense.Sample;
import io.modehub.agent.sense.Senses;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** sense → spool → link: one thread samples each second, and whatever ends is spooled and offered to the link. */
final class Agent implements AutoCloseable {
    private static final long SAMPLE_MS = 1_000;
    /** Both the longest time an activity may not be durable, and the pace of the meters. */
    private static final long HALF_SECOND_MS = 500;

    private static final long RENEW_MS = 30_000;

    private final Senses senses;
    private final Spool spool;
    private final Log log;
    private final Clock clock;
    private final Link link;
    private final Cadence cadence = new Cadence();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ticks");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Senses.Abilities greeted;
    private @Nullable Sample latest;
    private boolean losing;

    /** Takes ownership of senses and spool. */
    Agent(Senses senses, Spool spool, LinkSettings settings, Clock clock, Log log) {
        this.senses = senses;
        this.spool = spool;
        this.clock = clock;
        this.log = log;
        this.greeted = senses.abilities();
        this.link = new Link(settings, new SpooledOutbox(spool), this::hello, log);
    }

    void start() {
        every(SAMPLE_MS, this::sample);
        every(HALF_SECOND_MS, this::flushAndOfferMeters);
        every(RENEW_MS, this::renew);
        link.start();
    }

    /** Keeps what was measured last, and ends everything within two seconds. */
    @Override
    public void close() {
        ticks.shutdown();
        try {
            if (ticks.awaitTermination(HALF_SECOND_MS, TimeUnit.MILLISECONDS)) {
                cadence.end().ifPresent(this::keep);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
        senses.close();
        link.close();
        try {
            spool.close();
        } catch (IOException e) {
            log.line("the spool was not closed well: " + e.getMessage());
        }
    }

    private void sample() {
        Sample sample = senses.sample();
        latest = sample;
        cadence.add(clock.instant().truncatedTo(ChronoUnit.MILLIS), sample).ifPresent(this::keep);
    }

    private void keep(Activity activity) {
        try {
            spool.append(activity);
            if (losing) {
                log.state("spool", "the spool can be written again");
                losing = false;
            }
        } catch (IOException e) {
            losing = true;
            log.state("spool", "the spool cannot be written, what is measured is lost: " + e.getMessage());
            return;
        }
        link.wake();
    }

    private void flush() {
        try {
            spool.flush();
        } catch (IOException e) {
            log.state("spool", "the spool cannot be made durable: " + e.getMessage());
        }
    }

    private void flushAndOfferMeters() {
        flush();
        Sample sample = latest;
        if (sample != null && link.isWatched()) {
            link.offer(new AgentFrame.Levels(
                    senses.moment(),
                    sample.mouse(),
                    sample.keyboard(),
                    sample.window().app(),
                    sample.window().title()));
        }
    }

    private void renew() {
        if (!senses.abilities().equals(greeted)) {
            link.renew();
        }
    }

    private AgentFrame.Hello hello() {
        Senses.Abilities now = senses.abilities();
        greeted = now;
        return new AgentFrame.Hello(
                spool.stream(), spool.first(), spool.next(), Version.current(), "linux", now.sensors(), now.sources());
    }

    private void every(long ms, Runnable work) {
        ScheduledFuture<?> unused = ticks.scheduleAtFixedRate(() -> guarded(work), 0, ms, TimeUnit.MILLISECONDS);
    }

    /** A tick that fails must not be the last one. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.state("fault", "unexpected " + e.getClass().getSimpleName() + " while measuring; going on");
        }
    }
}
