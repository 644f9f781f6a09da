package io.modehub.standin.scoring;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Listens on loopback and answers {@code POST /score} as a managed online endpoint does: the front door checks the key and
 * picks a deployment, the model its columns. What a request breaks of the format is answered as Azure would, and kept.
 */
public final class ScoringEndpoint implements AutoCloseable {
    /** The primary key. */
    public static final String KEY = "standin-ml-primary-0123456789";

    /** Let in as well, so that keys can be changed one after the other. */
    public static final String SECONDARY_KEY = "standin-ml-secondary-0123456789";

    private static final int STOP_SECONDS = 5;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ScoringScript> deployments = new ConcurrentHashMap<>(ScoringScripts.all());
    private final List<ScoringRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Deque<ScoringScript> next = new ArrayDeque<>();
    private final Format format;
    private final HttpServer server;
    private volatile String inTraffic = "blue";

    private ScoringEndpoint(Format format, int port) {
        this.format = format;
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::handle);
    }

    /**
     * Listens when this returns.
     *
     * @param port 0: any free one
     */
    public static ScoringEndpoint start(Format format, int port) {
        ScoringEndpoint endpoint = new ScoringEndpoint(format, port);
        endpoint.server.listen().toCompletionStage().toCompletableFuture().join();
        return endpoint;
    }

    /** What {@code AZURE_ML_SCORING_URI} takes. */
    public String scoringUri() {
        return "http://localhost:" + server.actualPort() + ScoringRules.PATH;
    }

    /** Gives all traffic to that deployment; without a name no deployment has any. */
    public void traffic(@Nullable String deployment) {
        inTraffic = deployment == null ? "" : deployment;
    }

    /** The next requests are answered by these deployments, one each; then traffic goes on as before. */
    public void next(String... names) {
        synchronized (next) {
            for (String name : names) {
                next.add(java.util.Objects.requireNonNull(deployments.get(name), name));
            }
        }
    }

    /** From now on a deployment of that name answers so. */
    public void deploy(String name, ScoringScript script) {
        deployments.put(name, script);
    }

    /** All that the model was asked, oldest first. */
    public List<ScoringRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many requests came, whatever became of them. */
    public int count() {
        return count.get();
    }

    /** What requests have broken of the format. */
    public List<String> breaches() {
        return List.copyOf(breaches);
    }

    /** Forgets requests, breaches and what was to come next. */
    public void forget() {
        requests.clear();
        breaches.clear();
        count.set(0);
        synchronized (next) {
            next.clear();
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("did not stop within " + STOP_SECONDS + " s", e);
        }
    }

    private void handle(HttpServerRequest request) {
        count.incrementAndGet();
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        List<String> broken = ScoringRules.ofHead(request.method(), request.path(), request.headers());
        breaches.addAll(broken);
        String key = String.valueOf(request.getHeader("Authorization")).replaceFirst("^Bearer ", "");
        Optional<String> picked = Optional.ofNullable(request.getHeader("azureml-model-deployment"));
        @Nullable ScoringScript deployment = deployments.get(picked.orElse(inTraffic));
        if (!request.path().equals(ScoringRules.PATH)) {
            refuse(request, 404);
        } else if (!List.of(KEY, SECONDARY_KEY).contains(key)) {
            refuse(request, 401);
        } else if (deployment == null) {
            refuse(request, 404);
        } else {
            ask(request, body, key, picked, deployment, broken);
        }
    }

    private void ask(
            HttpServerRequest request,
            Buffer body,
            String key,
            Optional<String> picked,
            ScoringScript deployment,
            List<String> broken) {
        List<Map<String, Object>> rows = List.of();
        String method = ScoringRules.PREDICT;
        List<String> wrong;
        try {
            JsonObject json = new JsonObject(body);
            rows = format.rows(json);
            method = format.method(json);
            wrong = ScoringRules.ofRows(rows, method);
        } catch (RuntimeException e) {
            wrong = List.of("the body is not what " + format + " takes: " + e);
        }
        breaches.addAll(wrong);
        ScoringRequest asked = new ScoringRequest(format, rows, method, picked, key);
        ScoringReply reply = new ScoringReply(vertx, request, asked);
        if (!wrong.isEmpty() || !broken.isEmpty()) {
            reply.modelError(format == Format.MLFLOW ? 400 : 500, String.join("; ", wrong));
            return;
        }
        requests.add(asked);
        script(deployment).play(asked, reply);
    }

    private ScoringScript script(ScoringScript otherwise) {
        synchronized (next) {
            ScoringScript first = next.poll();
            return first == null ? otherwise : first;
        }
    }

    private static void refuse(HttpServerRequest request, int status) {
        ScoringReply.frontDoor(request.response());
        request.response().setStatusCode(status).end();
    }
}
