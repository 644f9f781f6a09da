package io.modehub.live;

import io.modehub.activity.AgentRef;
import io.modehub.store.AgentStore;
import io.modehub.store.CurrentModeStore;
import io.modehub.store.CurrentModeStore.Current;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which agents are here, and what pages are told of them. */
public final class Presence {
    /** Without a sign for so long an agent counts as gone. */
    private static final Duration STALE = Duration.ofSeconds(90);

    /** Open links by agent: while one replaces another there are two. */
    private final Map<Integer, Integer> linked = new ConcurrentHashMap<>();

    private final CurrentModeStore modes;
    private final LiveBus bus;
    private final Clock clock;

    public Presence(CurrentModeStore modes, LiveBus bus, Clock clock) {
        this.modes = modes;
        this.bus = bus;
        this.clock = clock;
    }

    /** A link of the agent opened. */
    public void came(AgentStore.Device device) {
        linked.merge(device.ref().key(), 1, Integer::sum);
        announce(device.ref());
    }

    /** Its link closed. */
    public void went(AgentRef agent) {
        linked.computeIfPresent(agent.key(), (key, links) -> links > 1 ? links - 1 : null);
        announce(agent);
    }

    /** Tells the owner's pages how the agent is now. */
    public void announce(AgentRef agent) {
        modes.find(agent, clock.instant())
                .onSuccess(current -> current.ifPresent(known -> bus.publish(
                        agent.user(), "agent/" + agent.id(), described(known).put("type", "agent"))))
                .onFailure(failure -> org.slf4j.LoggerFactory.getLogger(Presence.class)
                        .debug("pages are not told of an agent: {}", failure.toString()));
    }

    /** An agent without its mode, as REST and pages have it. */
    public JsonObject described(AgentStore.Device device) {
        boolean recently = device.lastSeen()
                .map(seen -> seen.isAfter(clock.instant().minus(STALE)))
                .orElse(false);
        JsonObject json = JsonObject.of(
                "type", "agent",
                "id", device.ref().id().toString(),
                "name", device.name(),
                "platform", device.platform(),
                "demo", device.demo(),
                "online", linked.containsKey(device.ref().key()) || recently,
                "sensors", new JsonArray(device.sensors()),
                "sources", device.sources(),
                "agentVersion", device.version());
        json.remove("type");
        device.lastSeen().ifPresent(seen -> json.put("lastSeen", seen.toString()));
        return json;
    }

    private JsonObject described(Current current) {
        JsonObject frame = JsonObject.of("type", "agent");
        JsonObject device = described(current.device());
        frame.put("agentId", device.remove("id"));
        return frame.mergeIn(device);
    }

    /** An agent with its mode, as snapshots have it. */
    public JsonObject state(Current current) {
        JsonObject state = described(current);
        state.remove("type");
        return withMode(state, current);
    }

    /** Adds mode, confidence, since, reasons, source and version. */
    public static JsonObject withMode(JsonObject json, Current current) {
        current.mode()
                .ifPresentOrElse(
                        now -> json.put("version", now.version())
                                .put("mode", now.mode())
                                .put("confidence", now.confidence())
                                .put("since", now.since().toString())
                                .put("reasons", now.reasons())
                                .put("by", now.by()),
                        () -> json.put("version", 0).putNull("mode"));
        return json;
    }
}
