package io.modehub.agent;

import io.modehub.agent.control.Controls;
import io.modehub.agent.hook.Hook;
import io.modehub.agent.link.LinkSettings;
import io.modehub.agent.log.Log;
import io.modehub.agent.sense.Cadence;
import io.modehub.agent.sense.Sample;
import io.modehub.agent.sense.Senses;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.AgentFrame;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * sense → privacy → spool → link: one thread samples each second, and whatever ends, and may be told, is spooled and sent.
 */
final class Agent implements Controls, AutoCloseable {
    private static final long SAMPLE_MS = 1_000;
    private static final long RENEW_MS = 30_000;

    /** Steps of the clock that differ more from the time that passed are a set clock or a machine that slept. */
    private static final Duration JUMP = Duration.ofSeconds(5);

    private final Senses senses;
    private final Choices choices;
    private final Hook hook;
    private final Situation situation;
    private final Delivery delivery;
    private final Clock clock;
    private final Log log;
    private final Cadence cadence = new Cadence();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ticks");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Senses.Abilities greeted;
    private @Nullable Instant before;
    private long beforeNanos;
    private boolean resting;
    private volatile @Nullable Sample latest;

    /** Takes ownership of senses and spool. */
    Agent(Senses senses, Choices choices, Spool spool, LinkSettings settings, Clock clock, Log log) {
        this.senses = senses;
        this.choices = choices;
        this.clock = clock;
        this.log = log;
        this.greeted = senses.abilities();
        this.hook = new Hook(log);
        this.hook.use(choices.settings().hook());
        this.situation = new Situation(clock, hook, log);
        this.delivery = new Delivery(spool, settings, this::hello, situation, log);
    }

    void start() {
        every(SAMPLE_MS, this::sample);
        every(Delivery.FLUSH_MS, this::flushAndOfferMeters);
        every(RENEW_MS, this::renew);
        delivery.start();
    }

    /** Keeps what was measured last, and ends everything within two seconds. */
    @Override
    public void close() {
        ticks.shutdown();
        try {
            if (ticks.awaitTermination(Delivery.FLUSH_MS, TimeUnit.MILLISECONDS)) {
                keep(cadence.end());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delivery.flush();
        senses.close();
        delivery.close();
    }

    @Override
    public String status() {
        return StatusText.json(situation.report(), delivery.spool(), senses, choices, clock.instant());
    }

    @Override
    public void look() {
        try {
            ticks.submit(() -> guarded(this::sample)).get(SAMPLE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            log.line("a look at the settings took too long; they will count in a moment");
        }
    }

    @Override
    public long setMode(@Nullable String mode, @Nullable Instant until) throws IOException {
        return delivery.setMode(now(), mode, until);
    }

    @Override
    public Runnable peek(Consumer<String> listener) {
        return situation.peek(listener);
    }

    @Override
    public void stop() {
        // The shutdown hook closes the agent; the thread that asked must not wait for it.
        Thread end = new Thread(() -> System.exit(0), "stop");
        end.start();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void sample() {
        Instant now = now();
        noteJump(now);
        if (choices.look()) {
            senses.audio().choose(choices.audio());
            hook.use(choices.settings().hook());
        }
        boolean rests = !choices.mayMeasure(now);
        if (rests != resting) {
            resting = rests;
            senses.audio().rest(rests);
            log.line(rests ? "measuring nothing: paused, or outside the chosen hours" : "measuring again");
        }
        Optional<Sample> told = resting ? Optional.empty() : choices.filter().admit(senses.sample());
        latest = told.orElse(null);
        keep(told.isPresent() ? cadence.add(now, told.get()) : cadence.skip(now));
    }

    /** Where the clock was set or the machine slept, the open link is of no use any more: better to link anew at once. */
    private void noteJump(Instant now) {
        long nanos = System.nanoTime();
        Instant last = before;
        if (last != null) {
            Duration jump = Duration.between(last, now).minusNanos(nanos - beforeNanos);
            if (jump.abs().compareTo(JUMP) > 0) {
                log.line(
                        jump.isNegative()
                                ? "the clock went back by " + jump.abs().toSeconds() + " s; going on from there"
                                : "the clock went on by " + jump.toSeconds()
                                        + " s: the machine slept, or its clock was set; going on from there");
                delivery.link().renew("the machine slept, or its clock was set");
            }
        }
        before = now;
        beforeNanos = nanos;
    }

    private void keep(Optional<Activity> ended) {
        if (ended.isEmpty()) {
            return;
        }
        delivery.keep(ended.get());
        if (situation.isPeekedAt() && !situation.report().linked()) {
            situation.show("{\"kept\":" + ActivityJson.write(ended.get()) + "}");
        }
    }

    private void flushAndOfferMeters() {
        delivery.flush();
        Sample sample = latest;
        if (sample != null && delivery.link().isWatched()) {
            delivery.link()
                    .offer(new AgentFrame.Levels(
                            choices.filter().admit(senses.moment()),
                            sample.mouse(),
                            sample.keyboard(),
                            sample.window().app(),
                            sample.window().title()));
        }
    }

    private void renew() {
        if (!senses.abilities().equals(greeted)) {
            delivery.link().renew("sensors or sources changed");
        }
    }

    private AgentFrame.Hello hello() {
        Senses.Abilities now = senses.abilities();
        greeted = now;
        Spool spool = delivery.spool();
        return new AgentFrame.Hello(
                spool.stream(),
                spool.first(),
                spool.next(),
                Version.current(),
                Version.platform(),
                now.sensors(),
                now.sources());
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
