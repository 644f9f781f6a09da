package io.modehub.api;

import io.modehub.activity.Pause;
import io.modehub.activity.UserId;
import io.modehub.live.LiveBus;
import io.modehub.live.LiveFrames;
import io.modehub.live.Presence;
import io.modehub.store.AgentStore;
import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Entry;
import io.modehub.store.PauseStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;

/** What is collected of the caller, by which devices, and whether at this moment anything is. */
final class CollectionResource {
    private final Pool pool;
    private final AgentStore agents;
    private final Presence presence;
    private final LiveBus bus;
    private final Clock clock;

    CollectionResource(Pool pool, AgentStore agents, Presence presence, LiveBus bus, Clock clock) {
        this.pool = pool;
        this.agents = agents;
        this.presence = presence;
        this.bus = bus;
        this.clock = clock;
    }

    void describe(RoutingContext context) {
        Requests.answer(context, 200, describe(Requests.user(context)));
    }

    void set(RoutingContext context) {
        UserId user = Requests.user(context);
        boolean pause = Requests.body(context).getBoolean("paused");
        Instant now = clock.instant();
        Future<Boolean> changed = pause ? PauseStore.begin(pool, user, now) : PauseStore.end(pool, user, now);
        Entry entry = Entry.by(
                user,
                pause ? "collection_paused" : "collection_resumed",
                Requests.client(context).address());
        Requests.answer(
                context,
                200,
                changed.compose(done -> done ? AuditStore.add(pool, entry, now) : Future.succeededFuture())
                        .onSuccess(nothing -> {
                            bus.announceWords(user);
                            bus.accessChanged(user);
                            bus.publish(user, "changed/collection", LiveFrames.changed("collection"));
                        })
                        .compose(nothing -> describe(user)));
    }

    private Future<JsonObject> describe(UserId user) {
        return PauseStore.list(pool, user).compose(pauses -> agents.list(user).map(devices -> {
            JsonArray items = new JsonArray();
            devices.forEach(device -> items.add(presence.described(device)));
            return JsonObject.of(
                    "pausedSince",
                    pauses.stream()
                            .filter(pause -> pause.to().isEmpty())
                            .findFirst()
                            .map(Pause::from)
                            .map(Instant::toString)
                            .orElse(null),
                    "agents",
                    items);
        }));
    }
}
