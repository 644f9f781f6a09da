package io.modehub.demo;

import io.modehub.activity.Person;
import io.modehub.classify.LiveFloors;
import io.modehub.ingest.Ingest;
import io.modehub.ingest.Peer;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.live.Presence;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import io.modehub.store.ActivityStore;
import io.modehub.store.AgentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated device, so that a new hub has something to show: two weeks of history, then a live stream. It takes the way
 * of any agent through ingest, is marked as simulated, and ends for good when its owner removes it.
 */
public final class Demo implements Peer {
    /** What the device is called. */
    public static final String NAME = "Demo laptop (simulated)";

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int HISTORY_DAYS = 14;
    private static final long SEED = 2_026;
    private static final UUID STREAM = new UUID(0, 1);
    private static final int BATCH = 250;
    private static final int AHEAD = 700;
    private static final int TICK_MS = 1_000;
    private static final int LEVELS_MS = 500;

    private final Vertx vertx;
    private final AgentStore.Device device;
    private final Ingest ingest;
    private final LiveBus bus;
    private final Presence presence;
    private final Clock clock;
    private final Simulator simulator;
    private final Supplier<Future<Void>> upkeep;
    private final ZoneId zone;
    private final Random jitter = new Random(SEED);
    private final List<Activity> history = new ArrayList<>();
    private final List<Runnable> subscriptions = new ArrayList<>();
    private final List<Long> timers = new ArrayList<>();
    private Ingest.@Nullable Stream stream;
    private final LiveFloors floors = new LiveFloors();
    private @Nullable Lived present;
    private Instant sentTo = Instant.MIN;
    private Instant watchedUntil = Instant.MIN;
    private long next;
    private long acked;
    private int taken;

    private Demo(
            Vertx vertx,
            AgentStore.Device device,
            ZoneId zone,
            Ingest ingest,
            LiveBus bus,
            Presence presence,
            Supplier<Future<Void>> upkeep,
            Clock clock) {
        this.vertx = vertx;
        this.device = device;
        this.zone = zone;
        this.ingest = ingest;
        this.bus = bus;
        this.presence = presence;
        this.upkeep = upkeep;
        this.clock = clock;
        this.simulator = Simulator.of(Persona.OFFICE, SEED, zone);
    }

    /**
     * Makes the device at a person's first start, and goes on with it at every later one until it is removed.
     *
     * @param upkeep has the days that are over smoothed, as they would be a minute later
     */
    public static Future<Void> start(
            Vertx vertx,
            Person owner,
            AgentStore agents,
            ActivityStore activities,
            Ingest ingest,
            LiveBus bus,
            Presence presence,
            Supplier<Future<Void>> upkeep,
            Clock clock) {
        return agents.createDemo(owner.id(), NAME)
                .compose(made -> agents.demos().compose(demos -> {
                    Future<Void> all = Future.succeededFuture();
                    for (AgentStore.Device device : demos) {
                        Demo demo =
                                new Demo(vertx, device, ZoneId.systemDefault(), ingest, bus, presence, upkeep, clock);
                        all = all.compose(nothing ->
                                        activities.latest(device.ref().key()))
                                .compose(latest ->
                                        vertx.executeBlocking(() -> demo.remember(latest.orElse(Instant.MIN))))
                                .compose(nothing -> demo.open());
                    }
                    return all;
                }));
    }

    /** Makes up what happened since, at most two weeks back. */
    private @Nullable Void remember(Instant since) {
        Instant now = clock.instant();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int back = HISTORY_DAYS; back >= 0; back--) {
            for (Lived sample : simulator.day(today.minusDays(back))) {
                Activity activity = sample.activity();
                if (activity.at().isAfter(since) && !activity.end().isAfter(now)) {
                    history.add(activity);
                }
            }
        }
        return null;
    }

    private Future<Void> open() {
        AgentStore.Arrival arrival = new AgentStore.Arrival(
                STREAM, 1, "simulated", "", List.of("window", "idle", "pointer", "keyboard", "audio"), sources());
        int key = device.ref().key();
        return ingest.open(device.ref(), arrival, this).map(opened -> {
            stream = opened.stream();
            acked = stream.acked();
            next = acked + 1;
            subscriptions.add(bus.onRevoked(revoked -> {
                if (revoked == key) {
                    stop();
                }
            }));
            watchedUntil = clock.instant().plus(bus.watch(key));
            subscriptions.add(bus.onWatch(watched -> {
                if (watched == key) {
                    watchedUntil = clock.instant().plus(LiveBus.WATCH);
                }
            }));
            presence.came(opened.device());
            sendHistory();
            return null;
        });
    }

    /** A few batches ahead of what is durable, so that the history is there soon and never crowds out real agents. */
    private void sendHistory() {
        while (taken < history.size() && next - acked <= AHEAD) {
            List<Activity> batch = history.subList(taken, Math.min(taken + BATCH, history.size()));
            taken += batch.size();
            offer(batch);
        }
        if (taken >= history.size() && next == acked + 1 && timers.isEmpty()) {
            int count = history.size();
            upkeep.get().onComplete(done -> LOG.info("the demo's history is complete: {} activities", count));
            history.clear();
            taken = 0;
            timers.add(vertx.setPeriodic(TICK_MS, id -> tick()));
            timers.add(vertx.setPeriodic(LEVELS_MS, id -> levels()));
        }
    }

    private void tick() {
        Lived now = simulator.at(clock.instant());
        Lived before = present;
        present = now;
        if (before != null && !before.equals(now) && before.activity().at().isAfter(sentTo)) {
            floors.hear(before.activity());
            offer(List.of(before.activity()));
        }
    }

    private void levels() {
        Lived now = present;
        if (now == null || clock.instant().isAfter(watchedUntil)) {
            return;
        }
        Activity activity = now.activity();
        List<AudioLevel> audio = activity.audio().stream().map(this::flickering).toList();
        bus.publish(
                device.ref().user(),
                "levels/" + device.ref().id(),
                LiveFrames.levels(
                        device.ref().id(),
                        clock.instant(),
                        audio,
                        floors::activeFromDb,
                        activity.mouse(),
                        activity.keyboard(),
                        activity.app(),
                        activity.title()));
    }

    /** Around the window's level, as a meter would dance. */
    private AudioLevel flickering(AudioLevel level) {
        if (level.rmsDb() <= AudioLevel.SILENCE_DB) {
            return level;
        }
        double rms = Math.max(AudioLevel.SILENCE_DB, Math.min(0, level.rmsDb() + jitter.nextGaussian() * 4));
        return new AudioLevel(
                level.source(),
                level.name(),
                rms,
                Math.max(rms, Math.min(0, rms + 8)),
                level.voice(),
                level.inUse(),
                level.by());
    }

    private void offer(List<Activity> batch) {
        Ingest.Stream open = stream;
        if (open == null) {
            return;
        }
        List<AgentFrame.Item> items =
                batch.stream().<AgentFrame.Item>map(AgentFrame.Valid::new).toList();
        sentTo = batch.get(batch.size() - 1).at();
        open.offer(new AgentFrame.Activities(next, items));
        next += items.size();
    }

    @Override
    public void tell(HubFrame frame) {
        if (frame instanceof HubFrame.Ack ack) {
            acked = ack.through();
            sendHistory();
        }
    }

    @Override
    public void end(CloseCode code, String why) {
        LOG.info("the demo's stream ended: {}", why);
        stop();
    }

    private void stop() {
        timers.forEach(vertx::cancelTimer);
        subscriptions.forEach(Runnable::run);
        subscriptions.clear();
        Ingest.Stream open = stream;
        stream = null;
        if (open != null) {
            open.leave();
        }
    }

    private JsonArray sources() {
        JsonArray sources = new JsonArray();
        for (AudioLevel level : simulator.at(clock.instant()).activity().audio()) {
            sources.add(JsonObject.of("source", level.source().wire(), "name", level.name()));
        }
        return sources;
    }
}
