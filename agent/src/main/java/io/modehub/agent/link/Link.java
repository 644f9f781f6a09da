package io.modehub.agent.link;

import io.modehub.agent.log.Log;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.HubFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps one session with the hub alive for as long as the agent runs. Thread-safe. */
public final class Link implements AutoCloseable {
    public static final String SUBPROTOCOL = "modehub.agent.v1";

    private static final String TOPIC = "link";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SETTINGS_LOOK = Duration.ofSeconds(2);

    private final LinkSettings settings;
    private final Outbox outbox;
    private final Supplier<AgentFrame.Hello> hello;
    private final LinkListener listener;
    private final Log log;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Thread thread = new Thread(this::keepLinked, "link");
    private @Nullable Session session;
    private @Nullable WebSocket socket;
    private boolean stopped;
    private int tries;
    private long lostAt;
    private long linkedAt;
    private boolean linked;

    /** @param hello made anew for each session */
    public Link(
            LinkSettings settings, Outbox outbox, Supplier<AgentFrame.Hello> hello, LinkListener listener, Log log) {
        this.settings = settings;
        this.outbox = outbox;
        this.hello = hello;
        this.listener = listener;
        this.log = log;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** There is more in the outbox. */
    public void wake() {
        Session current = session();
        if (current != null) {
            current.wake();
        }
    }

    /** Whether somebody looks at this agent's meters, so that {@link #offer} makes sense. */
    public boolean isWatched() {
        Session current = session();
        return current != null && current.isWatched();
    }

    /** Sends the meters of this moment, at most the newest. */
    public void offer(AgentFrame.Levels levels) {
        Session current = session();
        if (current != null) {
            current.offer(levels);
        }
    }

    /** Links anew, since what the hello says has changed or the machine has slept. */
    public void renew(String reason) {
        Session current = session();
        if (current != null) {
            current.comeBack(reason);
        }
    }

    /** Says goodbye and ends; waits at most 300 ms for the hub. */
    @Override
    public void close() {
        WebSocket open;
        synchronized (this) {
            stopped = true;
            notifyAll();
            open = socket;
        }
        Thread goodbye = new Thread(() -> sayGoodbye(open), "link-goodbye");
        goodbye.setDaemon(true);
        goodbye.start();
        try {
            thread.join(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sayGoodbye(@Nullable WebSocket open) {
        if (open != null) {
            try (open) {
                open.sayClose(1001);
            } catch (IOException e) {
                // The hub has gone first.
            }
        }
    }

    private void keepLinked() {
        while (!isStopped()) {
            LinkSettings.Target target = settings.get();
            long startedAt = System.nanoTime();
            tries++;
            linked = false;
            Ending ending = linkOnce(target);
            long now = System.nanoTime();
            Duration lived = Duration.ofNanos(linked ? now - linkedAt : 0);
            if (isStopped()) {
                return;
            }
            lost(ending, linked ? now : startedAt);
            await(backoff.after(ending, lived), Backoff.isTerminal(ending) ? target : null);
        }
    }

    private Ending linkOnce(LinkSettings.Target target) {
        try (WebSocket opened = WebSocket.connect(target.endpoint(), SUBPROTOCOL, target.token(), CONNECT)) {
            Session fresh = new Session(opened, outbox, new Events(target));
            if (!begin(opened, fresh)) {
                return new Ending.Broken("stopped");
            }
            return fresh.run(hello.get());
        } catch (IOException e) {
            return Ending.of(e);
        } finally {
            begin(null, null);
        }
    }

    private synchronized boolean begin(@Nullable WebSocket opened, @Nullable Session fresh) {
        socket = opened;
        session = fresh;
        return !stopped;
    }

    private synchronized @Nullable Session session() {
        return session;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private void lost(Ending ending, long at) {
        listener.lost(ending.reason(), Backoff.isTerminal(ending));
        if (linked) {
            tries = 0;
        }
        boolean first = lostAt == 0;
        lostAt = first ? at : lostAt;
        if (Backoff.isTerminal(ending)) {
            log.state(TOPIC, "link lost: " + ending.reason() + "; trying again in ten minutes, or once paired again");
        } else if (first && !(ending instanceof Ending.ComeBack)) {
            log.state(TOPIC, "link lost: " + ending.reason() + "; retrying");
        }
    }

    /** Waits; with a target also until the settings name another one. */
    private synchronized void await(Duration delay, LinkSettings.@Nullable Target unlessChangedFrom) {
        long end = System.nanoTime() + delay.toNanos();
        try {
            for (long left = delay.toMillis(); left > 0 && !stopped; left = (end - System.nanoTime()) / 1_000_000) {
                if (unlessChangedFrom != null && !unlessChangedFrom.equals(settings.get())) {
                    return;
                }
                wait(unlessChangedFrom == null ? left : Math.min(left, SETTINGS_LOOK.toMillis()));
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private final class Events implements LinkEvents {
        private final LinkSettings.Target target;

        Events(LinkSettings.Target target) {
            this.target = target;
        }

        @Override
        public void linked(Instant serverTime) {
            linked = true;
            linkedAt = System.nanoTime();
            if (lostAt == 0) {
                log.state(TOPIC, "linked to " + target.hub());
            } else {
                long seconds = Duration.ofNanos(linkedAt - lostAt).toSeconds();
                log.state(TOPIC, "link back after " + tries + (tries == 1 ? " try, " : " tries, ") + seconds + " s");
            }
            lostAt = 0;
            listener.linked(target, serverTime);
        }

        @Override
        public void sent(String frame) {
            listener.sent(frame);
        }

        @Override
        public void modeTold(HubFrame.Mode mode) {
            listener.modeTold(mode);
        }

        @Override
        public void tokenRenewed(String token) {
            settings.tokenRenewed(token);
        }

        @Override
        public void rejected(String code, String message) {
            log.state("hub " + code, "the hub refused something (" + code + "): " + message + "; going on");
            listener.rejected(code, message);
        }
    }
}
