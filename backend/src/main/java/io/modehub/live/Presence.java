package io.modehub.live;

import io.modehub.activity.AgentRef;
import io.modehub.admission.Doorway;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.AgentStore;
import io.modehub.store.CurrentModeStore;
import io.modehub.store.CurrentModeStore.Current;
import io.vertx.core.Vertx;
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

    /** Thousands may go at once, when a network breaks: what pages are told of them must not keep others from the database. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Open links by agent: while one replaces another there are two. */
    private final Map<Integer, Integer> linked = new ConcurrentHashMap<>();

    private final Doorway asking;
    private final CurrentModeStore modes;
    private final LiveBus bus;
    private final Clock clock;

    public Presence(Vertx vertx, CurrentModeStore modes, LiveBus bus, Clock clock) {
        this.asking = new Doorway(
                vertx,
                AT_ONCE,
                PATIENCE,
                () -> new HubException(ErrorCode.DATABASE_UNAVAILABLE, "too many agents come and go"));
        this.modes = modes;
        this.bus = bus;
        this.clock = clock;
    }

    /** A link of the agent opened. */
    public void came(AgentStore.Device device) {
        linked.merge(device.ref().key(), 1, Integer::sum);
        tell(device);
    }

    /** Its link closed. */
    public void went(AgentRef agent) {
        linked.computeIfPresent(agent.key(), (key, links) -> links > 1 ? links - 1 : null);
        announce(agent);
    }

    /** Tells the owner's pages how the agent is now. */
    public void announce(AgentRef agent) {
        asking.enter(() -> modes.find(agent, clock.instant()))
                .onSuccess(current -> current.ifPresent(known -> tell(known.device())))
                .onFailure(failure -> org.slf4j.LoggerFactory.getLogger(Presence.class)
                        .debug("pages are not told of an agent: {}", failure.toString()));
    }

    private void tell(AgentStore.Device device) {
        AgentRef agent = device.ref();
        bus.publish(agent.user(), "agent/" + agent.id(), framed(device).put("type", "agent"));
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

    private JsonObject framed(AgentStore.Device known) {
        JsonObject frame = JsonObject.of("type", "agent");
        JsonObject device = described(known);
        frame.put("agentId", device.remove("id"));
        return frame.mergeIn(device);
    }

    /** An agent with its mode, as snapshots have it. */
    public JsonObject state(Current current) {
        JsonObject state = framed(current.device());
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
