package io.modehub.ingest;

import io.modehub.activity.Sample;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.Activity;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.store.AgentStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Activities by POST: they belong to the person's built-in agent and are answered only when they are durable. */
public final class ScriptsDoor {
    /** While two hubs run, each takes the stream from the other; so often a post asks for it back … */
    private static final int MAX_TRIES = 8;

    /** … after a random pause that doubles from this. */
    private static final int PAUSE_MS = 25;

    /** So long a post may wait to become durable before its client is told to try again. */
    private static final int PATIENCE_MS = 15_000;

    /** Ids a desk remembers, for posts of the same one that overlap. */
    private static final int MAX_REMEMBERED = 4_000;

    /** What falls into a pause isn't even kept aside, so it has no number. */
    private static final HubFrame.Reject PAUSED = new HubFrame.Reject(
            1, ErrorCode.PAUSED.wire(), "at lies in a pause of yours; end it on the page Your account");

    private static final AgentStore.Arrival ARRIVAL =
            new AgentStore.Arrival(new UUID(0, 0), 1, "api", "", List.of("scripts"), new JsonArray());

    private final Vertx vertx;
    private final AgentStore agents;
    private final Ingest ingest;
    private final Map<UserId, Future<Desk>> desks = new HashMap<>();

    public ScriptsDoor(Vertx vertx, AgentStore agents, Ingest ingest) {
        this.vertx = vertx;
        this.agents = agents;
        this.ingest = ingest;
    }

    /** An item to post; {@code id} makes it idempotent. */
    public record Item(Activity activity, @Nullable String id) {}

    /** The live mode after all items are durable; refused items by their index. */
    public record Receipt(Optional<String> currentMode, Map<Integer, HubFrame.Reject> rejected) {}

    /** Stores the items; completes after their commit. */
    public Future<Receipt> post(UserId user, Map<Integer, Item> items) {
        if (ingest.isSlow()) {
            return Future.failedFuture(notNow());
        }
        return post(user, items, 1)
                .timeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof TimeoutException ? notNow() : failure));
    }

    /** What was posted may be stored later all the same; who gave ids can post it again without harm. */
    private static HubException notNow() {
        return new HubException(ErrorCode.DATABASE_UNAVAILABLE, "nothing can be stored for now; try again in a moment");
    }

    private Future<Receipt> post(UserId user, Map<Integer, Item> items, int tries) {
        Future<Desk> desk = desk(user);
        return desk.compose(open -> open.post(items)).recover(failure -> {
            if (!(failure instanceof Taken)) {
                return Future.failedFuture(failure);
            }
            forget(user, desk);
            return tries == MAX_TRIES
                    ? Future.failedFuture(new HubException(
                            ErrorCode.DATABASE_UNAVAILABLE, "another hub takes these posts; try again in a moment"))
                    : vertx.timer(1 + ThreadLocalRandom.current().nextLong((long) PAUSE_MS << tries))
                            .compose(nothing -> post(user, items, tries + 1));
        });
    }

    private synchronized Future<Desk> desk(UserId user) {
        Future<Desk> open = desks.get(user);
        if (open == null || open.failed()) {
            open = agents.scripts(user).compose(device -> {
                Desk desk = new Desk(agents, device);
                return ingest.open(device.ref(), ARRIVAL, desk).map(opened -> {
                    desk.stream = opened.stream();
                    return desk;
                });
            });
            desks.put(user, open);
        }
        return open;
    }

    private synchronized void forget(UserId user, Future<Desk> desk) {
        desks.remove(user, desk);
    }

    /** Another hub took the stream over; opening it again brings it back. */
    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** An item on its way to the database; all who posted it read there what became of it. */
    private static final class Posted {
        final long seq;
        HubFrame.@Nullable Reject reject;

        Posted(long seq) {
            this.seq = seq;
        }
    }

    /** The stream of one person's scripts. Belongs to its lane's thread. */
    private static final class Desk implements Peer {
        private final AgentStore agents;
        private final AgentStore.Device device;
        private final TreeMap<Long, Promise<Void>> waiting = new TreeMap<>();
        private final TreeMap<Long, Posted> underWay = new TreeMap<>();
        private final Map<String, Posted> remembered = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Posted> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
        private Ingest.@Nullable Stream stream;
        private boolean ended;

        Desk(AgentStore agents, AgentStore.Device device) {
            this.agents = agents;
            this.device = device;
        }

        Future<Receipt> post(Map<Integer, Item> items) {
            Ingest.Stream open = java.util.Objects.requireNonNull(stream);
            List<String> ids = items.values().stream()
                    .map(Item::id)
                    .filter(java.util.Objects::nonNull)
                    .toList();
            return agents.postedBefore(device.ref(), ids).compose(known -> {
                Map<Integer, Item> fresh = new LinkedHashMap<>(items);
                fresh.values().removeIf(item -> item.id() != null && known.contains(item.id()));
                List<Activity> activities =
                        fresh.values().stream().map(Item::activity).toList();
                return open.ask(activities).compose(samples -> put(open, fresh, samples.iterator()));
            });
        }

        /** Posts what wasn't there before. */
        private Future<Receipt> put(Ingest.Stream open, Map<Integer, Item> fresh, Iterator<Sample> samples) {
            Promise<Receipt> receipt = Promise.promise();
            open.run(() -> {
                if (ended) {
                    receipt.fail(new Taken());
                    return;
                }
                if (!open.isOpen()) {
                    receipt.fail(notNow());
                    return;
                }
                Map<Integer, Posted> ours = new HashMap<>();
                Map<Integer, HubFrame.Reject> paused = new HashMap<>();
                long last = open.acked();
                for (Map.Entry<Integer, Item> entry : fresh.entrySet()) {
                    Sample sample = samples.next();
                    if (open.isPaused(sample.activity())) {
                        paused.put(entry.getKey(), PAUSED);
                        continue;
                    }
                    String id = entry.getValue().id();
                    Posted one = id == null ? null : remembered.get(id);
                    if (one == null) {
                        open.post(sample, id);
                        one = new Posted(open.accepted());
                        underWay.put(one.seq, one);
                        if (id != null) {
                            remembered.put(id, one);
                        }
                    }
                    last = Math.max(last, one.seq);
                    ours.put(entry.getKey(), one);
                }
                Future<Void> durable = last <= open.acked()
                        ? Future.succeededFuture()
                        : waiting.computeIfAbsent(last, seq -> Promise.promise())
                                .future();
                durable.map(nothing -> receipt(open, ours, paused)).onComplete(receipt);
            });
            return receipt.future();
        }

        private static Receipt receipt(
                Ingest.Stream open, Map<Integer, Posted> ours, Map<Integer, HubFrame.Reject> paused) {
            Map<Integer, HubFrame.Reject> rejected = new TreeMap<>(paused);
            ours.forEach((index, one) -> {
                HubFrame.Reject reject = one.reject;
                if (reject != null) {
                    rejected.put(index, reject);
                }
            });
            return new Receipt(open.liveMode(), rejected);
        }

        @Override
        public void tell(HubFrame frame) {
            if (frame instanceof HubFrame.Reject reject) {
                Posted refused = underWay.get(reject.seq());
                if (refused != null) {
                    refused.reject = reject;
                    // Posted again, it is looked at again.
                    remembered.values().remove(refused);
                }
            } else if (frame instanceof HubFrame.Ack ack) {
                underWay.headMap(ack.through(), true).clear();
                var done = waiting.headMap(ack.through(), true);
                List<Promise<Void>> promises = List.copyOf(done.values());
                done.clear();
                promises.forEach(promise -> promise.complete());
            }
        }

        @Override
        public void end(CloseCode code, String why) {
            ended = true;
            List<Promise<Void>> promises = List.copyOf(waiting.values());
            waiting.clear();
            promises.forEach(promise -> promise.fail(
                    code == CloseCode.REPLACED
                            ? new Taken()
                            : new HubException(ErrorCode.DATABASE_UNAVAILABLE, "the items were not stored; " + why)));
        }
    }
}
