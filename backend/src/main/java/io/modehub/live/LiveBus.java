package io.modehub.live;

import io.modehub.accounts.OpenSockets;
import io.modehub.activity.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Topics on the event bus. A message is a hint: the bus may lose it, the truth is in PostgreSQL, and every listener can
 * read that again.
 */
public final class LiveBus implements OpenSockets {
    /** How long one look at the meters lasts; pages repeat it. */
    public static final Duration WATCH = Duration.ofSeconds(60);

    private static final String WATCHED = "watched";
    private static final String REVOKED = "revoked";
    private static final String PAIRED = "paired";
    private static final String RESYNC = "resync";
    private static final String WORDS = "words";
    private static final DeliveryOptions CODEC = new DeliveryOptions().setCodecName("live");

    private final Vertx vertx;

    /** Until when (nano time) which agents' meters are wanted, for links that open meanwhile. */
    private final Map<Integer, Long> watched = new ConcurrentHashMap<>();

    private final Map<Place, Topic> topics = new ConcurrentHashMap<>();

    public LiveBus(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().registerCodec(new LiveFrame.Codec());
        vertx.eventBus().<Integer>consumer(WATCHED, message -> remember(message.body()));
    }

    /** Sends a frame to a person's pages, encoded once; of frames with the same key only the newest matters. */
    public void publish(UserId user, String key, JsonObject frame) {
        vertx.eventBus().publish("live." + user, LiveFrame.of(key, frame), CODEC);
    }

    /** Listens to a person's frames, on the event loop that asks; the answer ends it, on the same loop. */
    Runnable subscribe(UserId user, Consumer<Parcel> listener) {
        Place place = new Place(user, Thread.currentThread());
        Topic topic = topics.computeIfAbsent(place, here -> new Topic(vertx, "live." + user));
        topic.add(listener);
        return () -> {
            if (topic.remove(listener) && topics.remove(place, topic)) {
                topic.end();
            }
        };
    }

    private record Place(UserId user, Thread loop) {}

    /** A person's labels, hand-set modes or list of modes changed. */
    public void announceWords(UserId user) {
        vertx.eventBus().publish(WORDS, user.toString());
    }

    public void onWords(Consumer<UserId> listener) {
        vertx.eventBus()
                .<String>consumer(WORDS, message -> listener.accept(new UserId(UUID.fromString(message.body()))));
    }

    /** Somebody looks at this agent's meters, for {@link #WATCH}; said at most once a second, however often pages ask. */
    public void announceWatch(int agentKey) {
        if (watch(agentKey).compareTo(WATCH.minusSeconds(1)) < 0) {
            vertx.eventBus().publish(WATCHED, agentKey);
        }
    }

    /** Hears whose meters are wanted for another {@link #WATCH}; the answer ends it. */
    public Runnable onWatch(IntConsumer listener) {
        return onAgents(WATCHED, listener);
    }

    /** How long the agent's meters are wanted still, for a link that opens meanwhile. */
    public Duration watch(int agentKey) {
        long now = System.nanoTime();
        return Duration.ofNanos(Math.max(0, watched.getOrDefault(agentKey, now) - now));
    }

    private void remember(int agentKey) {
        long now = System.nanoTime();
        watched.values().removeIf(end -> end - now < 0);
        watched.put(agentKey, now + WATCH.toNanos());
    }

    @Override
    public void accessChanged(UserId user) {
        vertx.eventBus().publish("access." + user, "");
    }

    /** Hears that something changed about what a person may do; the answer ends it. */
    public Runnable onAccessChanged(UserId user, Runnable listener) {
        MessageConsumer<String> consumer = vertx.eventBus().consumer("access." + user, message -> listener.run());
        return () -> consumer.unregister();
    }

    @Override
    public void revoked(int agentKey) {
        vertx.eventBus().publish(REVOKED, agentKey);
    }

    /** Hears whose token is no longer taken; the answer ends it. */
    public Runnable onRevoked(IntConsumer listener) {
        return onAgents(REVOKED, listener);
    }

    /** A device was paired, perhaps once more: its links with a token from before end. The new one may be in use already. */
    public void paired(int agentKey, UUID token) {
        vertx.eventBus().publish(PAIRED, JsonObject.of("agentKey", agentKey, "token", token.toString()));
    }

    /** Hears whose token from now on is which; the answer ends it. */
    public Runnable onPaired(BiConsumer<Integer, UUID> listener) {
        MessageConsumer<JsonObject> consumer = vertx.eventBus()
                .consumer(
                        PAIRED,
                        message -> listener.accept(
                                message.body().getInteger("agentKey"),
                                UUID.fromString(message.body().getString("token"))));
        return () -> consumer.unregister();
    }

    /** An agent's history changed beneath its live session: its links come again and begin from what is kept. */
    public void announceResync(int agentKey) {
        vertx.eventBus().publish(RESYNC, agentKey);
    }

    /** Hears whose history changed; the answer ends it. */
    public Runnable onResync(IntConsumer listener) {
        return onAgents(RESYNC, listener);
    }

    /** One listener for all agents: each has a link of its own, and a consumer for each would be a kilobyte. */
    private Runnable onAgents(String address, IntConsumer listener) {
        MessageConsumer<Integer> consumer =
                vertx.eventBus().consumer(address, message -> listener.accept(message.body()));
        return () -> consumer.unregister();
    }
}
