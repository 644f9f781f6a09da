package io.modehub.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Simulated agents on one event loop, so that the generator takes little of the machine and needs no locks. */
final class Load implements AutoCloseable {
    private static final int MAX_LINKS = 20_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(MAX_LINKS));
    private final IntSupplier hubPort;
    private final List<SimulatedAgent> agents = new ArrayList<>();

    Load(IntSupplier hubPort) {
        this.hubPort = hubPort;
    }

    /** Adds an agent and opens its link. */
    SimulatedAgent add(
            HubApi.Identity identity,
            LongFunction<String> items,
            SimulatedAgent.Pace pace,
            SimulatedAgent.Acknowledged listener) {
        SimulatedAgent agent = new SimulatedAgent(vertx, client, hubPort, identity, items, pace, listener);
        agents.add(agent);
        loop.runOnContext(nothing -> agent.connect());
        return agent;
    }

    List<SimulatedAgent> agents() {
        return List.copyOf(agents);
    }

    /** Lets an agent send everything up to that number. */
    void produce(SimulatedAgent agent, long through) {
        loop.runOnContext(nothing -> agent.produce(through));
    }

    /** Lets the load run for so long. */
    static void run(int seconds) {
        pause(seconds * 1_000);
    }

    /** Waits so long. */
    static void pause(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws where the hub did something against its word. */
    void requireNoFaults() {
        if (!faults().isEmpty()) {
            throw new IllegalStateException("the hub did not keep its word: " + faults());
        }
    }

    /** Calls back on the loop every so many milliseconds. */
    void every(int ms, Runnable work) {
        onLoop(() -> vertx.setPeriodic(ms, id -> work.run()));
    }

    /** Runs on the loop and waits for the answer. */
    <T> T onLoop(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(nothing -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done.join();
    }

    /** Numbers acknowledged so far, of all agents. */
    long acked() {
        return agents.stream().mapToLong(SimulatedAgent::acked).sum();
    }

    /** What the hub did against its word, of all agents. */
    List<String> faults() {
        return agents.stream().flatMap(agent -> agent.faults().stream()).toList();
    }

    Vertx vertx() {
        return vertx;
    }

    /** Ends all links. */
    @Override
    public void close() {
        onLoop(() -> {
            agents.forEach(SimulatedAgent::stop);
            return agents;
        });
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
