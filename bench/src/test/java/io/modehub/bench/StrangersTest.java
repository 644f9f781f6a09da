package io.modehub.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nonsense over sockets and REST leaves the hub as it was: its memory, threads and files, and the one agent that behaves. */
@Tag("faults")
@Execution(ExecutionMode.CONCURRENT)
class StrangersTest {
    private static final int FRAMES = Integer.getInteger("socketFuzz", 2_000);
    private static final int ROUND = 20;

    /** Pools of workers, compilers and connections fill up to their bounds at different times; a leak takes one a socket. */
    private static final long POOLED = 12;

    /** Of live objects. */
    private static final long GROWTH_BYTES = 8_000_000;

    /** Of the process. With many frames it grows to its heap's limit, whoever asks, and then no further. */
    private static final long GROWTH_KILOBYTES = FRAMES > 10_000 ? 200_000 : 40_000;

    private static final List<String> PATHS = List.of(
            "/api/v1/activities",
            "/api/v1/labels",
            "/api/v1/rules",
            "/api/v1/modes",
            "/api/v1/pair",
            "/api/v1/auth/login",
            "/api/v1/classify",
            "/log_activity",
            "/get_logs",
            "/health/ready",
            "/ws/agent",
            "/ws/live",
            "/../../etc/passwd",
            "/%00");

    private final Random random = new Random(2026);
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @Test
    void nonsenseLeavesNothingBehind() throws Exception {
        try (HubProcess hub = new HubProcess(directory.resolve("data"))) {
            hub.start();
            HubApi api = new HubApi(hub);
            HubApi.Identity victim = api.pair(1).get(0);
            String token = api.signIn(victim.person());
            List<String> seeds = seeds();
            attack(hub, victim, token, seeds, Math.max(ROUND, FRAMES / 5)); // what is loaded at first use stays
            State before = State.of(hub);

            attack(hub, victim, token, seeds, FRAMES);

            await().atMost(Streaming.PATIENCE).untilAsserted(() -> {
                State after = State.of(hub);
                assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + POOLED);
                assertThat(after.files()).isLessThanOrEqualTo(before.files() + POOLED);
            });
            State after = State.of(hub);
            assertThat(after.liveBytes()).isLessThan(before.liveBytes() + GROWTH_BYTES);
            assertThat(after.kilobytes()).isLessThan(before.kilobytes() + GROWTH_KILOBYTES);
            try (Streaming streaming = new Streaming(hub, hub::port, 2)) {
                streaming.requireKept(FRAMES + " pieces of nonsense");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** What a process holds on to. */
    private record State(long threads, long files, long liveBytes, long kilobytes) {
        static State of(HubProcess hub) throws IOException {
            Path process = Path.of("/proc", Long.toString(hub.pid()));
            try (Stream<Path> threads = Files.list(process.resolve("task"));
                    Stream<Path> files = Files.list(process.resolve("fd"))) {
                return new State(
                        threads.count(), files.count(), Memory.liveBytes(hub), Memory.residentAfterCollection(hub));
            }
        }
    }

    private void attack(HubProcess hub, HubApi.Identity victim, String token, List<String> seeds, int pieces)
            throws InterruptedException {
        WebSocketClient sockets = vertx.createWebSocketClient();
        HttpClient http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(8));
        for (int sent = 0; sent < pieces; sent += 2 * ROUND) {
            boolean agent = random.nextBoolean();
            WebSocketConnectOptions options = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(hub.port())
                    .setURI(agent ? "/ws/agent" : "/ws/live")
                    .addSubProtocol(agent ? "modehub.agent.v1" : "modehub.live.v1");
            if (agent) {
                options.addHeader("Authorization", "Bearer " + victim.token());
            }
            try {
                var socket = sockets.connect(options)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
                socket.exceptionHandler(broken -> {});
                if (random.nextInt(4) > 0) {
                    socket.writeTextMessage(
                            agent
                                    ? "{\"type\":\"hello\",\"stream\":\"" + java.util.UUID.randomUUID()
                                            + "\",\"first\":1,\"next\":1,\"agentVersion\":\"x\",\"platform\":\"x\",\"sensors\":[],\"sources\":[]}"
                                    : "{\"type\":\"auth\",\"token\":\"" + token + "\"}");
                }
                for (int i = 0; i < ROUND; i++) {
                    socket.writeTextMessage(mutated(seeds.get(random.nextInt(seeds.size()))))
                            .otherwiseEmpty();
                }
                if (random.nextBoolean()) {
                    socket.close()
                            .otherwiseEmpty()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
                } else {
                    socket.shutdown().otherwiseEmpty();
                }
            } catch (CompletionException refused) {
                Thread.sleep(20); // more than the hub lets in a second
            }
            List<io.vertx.core.Future<Void>> answers = new ArrayList<>();
            for (int i = 0; i < ROUND; i++) {
                answers.add(ask(http, hub.port(), token, seeds));
            }
            io.vertx.core.Future.join(answers)
                    .otherwiseEmpty()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        http.close().otherwiseEmpty().toCompletionStage().toCompletableFuture().join();
        sockets.close()
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private io.vertx.core.Future<Void> ask(HttpClient http, int port, String token, List<String> seeds) {
        HttpMethod method = List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)
                .get(random.nextInt(4));
        String path = PATHS.get(random.nextInt(PATHS.size()));
        Buffer body = Buffer.buffer(mutated(seeds.get(random.nextInt(seeds.size()))));
        boolean known = random.nextBoolean();
        return http.request(method, port, "127.0.0.1", path)
                .compose(request -> {
                    if (known) {
                        request.putHeader("Authorization", "Bearer " + token);
                    }
                    return request.putHeader("Content-Type", "application/json").send(body);
                })
                .compose(answer -> answer.end().map(nothing -> {
                    assertThat(answer.statusCode()).isNotEqualTo(500);
                    return null;
                }))
                .mapEmpty();
    }

    private String mutated(String text) {
        StringBuilder mutant = new StringBuilder(text);
        for (int times = random.nextInt(4); times > 0 && mutant.length() > 1; times--) {
            int at = random.nextInt(mutant.length());
            switch (random.nextInt(4)) {
                case 0 -> mutant.setCharAt(at, (char) (32 + random.nextInt(90)));
                case 1 -> mutant.delete(at, Math.min(mutant.length(), at + 1 + random.nextInt(9)));
                case 2 -> mutant.insert(at, mutant.substring(at, Math.min(mutant.length(), at + 9)));
                default -> mutant.setLength(at);
            }
        }
        return mutant.toString();
    }

    private static List<String> seeds() throws IOException {
        List<String> seeds = new ArrayList<>();
        for (String direction : List.of("agent", "live", "hub")) {
            try (Stream<Path> files = Files.list(Path.of("..", "protocol", "src", "golden", direction))) {
                for (Path file : files.sorted().toList()) {
                    String text = Files.readString(file, StandardCharsets.UTF_8);
                    int frame = text.indexOf("\"frame\":");
                    seeds.add(
                            frame < 0
                                    ? text
                                    : text.substring(frame + 8, text.lastIndexOf('}'))
                                            .strip());
                }
            }
        }
        seeds.add("[{\"at\":\"2026-01-05T08:00:00Z\",\"durationMs\":5000,\"app\":\"editor\"}]");
        seeds.add("{\"email\":\"a@example.org\",\"password\":\"x\"}");
        return seeds;
    }
}
