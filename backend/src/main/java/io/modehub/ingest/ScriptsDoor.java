package io.modehub.ingest;

import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.Activity;
import io.modehub.protocol.CloseCode;
import io.modehub.protocol.HubFrame;
import io.modehub.store.AgentStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Activities by POST: they belong to the person's built-in agent and are answered only when they are durable. */
public final class ScriptsDoor {
    private final AgentStore agents;
    private final Ingest ingest;
    private final Map<UserId, Future<Desk>> desks = new HashMap<>();

    public ScriptsDoor(AgentStore agents, Ingest ingest) {
        this.agents = agents;
        this.ingest = ingest;
    }

    /** An item to post; {@code id} makes it idempotent. */
    public record Item(Activity activity, @Nullable String id) {}

    /** The live mode after all items are durable; refused items by their index. */
    public record Receipt(Optional<String> currentMode, Map<Integer, HubFrame.Reject> rejected) {}

    /** Stores the items; completes after their commit. */
    public Future<Receipt> post(UserId user, Map<Integer, Item> items) {
        return desk(user).compose(desk -> desk.post(items)).recover(failure -> {
            if (failure instanceof Taken) {
                forget(user);
                return desk(user).compose(desk -> desk.post(items));
            }
            return Future.failedFuture(failure);
        });
    }

    private synchronized Future<Desk> desk(UserId user) {
        Future<Desk> open = desks.get(user);
        if (open == null || open.failed()) {
            open = agents.scripts(user)
                    .compose(device -> agents.describe(device.ref(), "api", "", List.of("scripts"), new JsonArray()))
                    .compose(device -> {
                        Desk desk = new Desk(agents, device);
                        return ingest.open(device.ref(), new UUID(0, 0), desk).map(stream -> {
                            desk.stream = stream;
                            return desk;
                        });
                    });
            desks.put(user, open);
        }
        return open;
    }

    private synchronized void forget(UserId user) {
        desks.remove(user);
    }

    /** Another hub took the stream over; opening it again brings it back. */
    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The stream of one person's scripts. Belongs to its lane's thread. */
    private static final class Desk implements Peer {
        private final AgentStore agents;
        private final AgentStore.Device device;
        private final TreeMap<Long, Promise<Void>> waiting = new TreeMap<>();
        private final Map<Long, HubFrame.Reject> rejects = new HashMap<>();
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
                Promise<Receipt> receipt = Promise.promise();
                open.run(() -> {
                    if (ended) {
                        receipt.fail(new Taken());
                        return;
                    }
                    Map<Long, Integer> indexBySeq = new HashMap<>();
                    java.util.Set<String> seen = new java.util.HashSet<>(known);
                    items.forEach((index, item) -> {
                        String id = item.id();
                        if (id == null || seen.add(id)) {
                            open.post(item.activity(), id);
                            indexBySeq.put(open.accepted(), index);
                        }
                    });
                    Promise<Void> durable = Promise.promise();
                    if (indexBySeq.isEmpty()) {
                        durable.complete();
                    } else {
                        waiting.put(open.accepted(), durable);
                    }
                    durable.future().map(nothing -> receipt(open, indexBySeq)).onComplete(receipt);
                });
                return receipt.future();
            });
        }

        private Receipt receipt(Ingest.Stream open, Map<Long, Integer> indexBySeq) {
            Map<Integer, HubFrame.Reject> rejected = new TreeMap<>();
            indexBySeq.forEach((seq, index) -> {
                HubFrame.Reject reject = rejects.remove(seq);
                if (reject != null) {
                    rejected.put(index, reject);
                }
            });
            return new Receipt(open.liveMode(), rejected);
        }

        @Override
        public void tell(HubFrame frame) {
            if (frame instanceof HubFrame.Reject reject) {
                rejects.put(reject.seq(), reject);
            } else if (frame instanceof HubFrame.Ack ack) {
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
