package io.modehub.standin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Listens on loopback and answers as Azure OpenAI under {@code /openai} and as OpenAI under {@code /v1}. What a request
 * breaks of the format is answered with 400 and kept.
 */
public final class Standin implements AutoCloseable {
    /** The only key that is let in. */
    public static final String KEY = "standin-key-0123456789";

    private static final Pattern MARKER = Pattern.compile("\\[\\[([\\w-]+)]]");
    private static final int STOP_SECONDS = 5;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>(Scripts.all());
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final Script assistant;
    private final Optional<SelfSigned> certificate;
    private final HttpServer server;

    /**
     * How it runs.
     *
     * @param port 0: any free one
     * @param pace between the words of the assistant
     */
    public record Options(int port, boolean tls, Duration pace) {
        /** By plain HTTP, as fast as it goes. */
        public static final Options PLAIN = new Options(0, false, Duration.ZERO);

        /** By TLS, as fast as it goes. */
        public static final Options TLS = new Options(0, true, Duration.ZERO);
    }

    private Standin(Options options) {
        assistant = new Assistant(options.pace());
        certificate = options.tls() ? Optional.of(SelfSigned.in(directory())) : Optional.empty();
        HttpServerOptions http = new HttpServerOptions().setHost("127.0.0.1").setPort(options.port());
        certificate.ifPresent(made -> http.setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(made.store().toString()).setPassword(SelfSigned.PASSWORD)));
        server = vertx.createHttpServer(http).requestHandler(this::handle);
    }

    /** Listens when this returns. */
    public static Standin start(Options options) {
        Standin standin = new Standin(options);
        standin.server.listen().toCompletionStage().toCompletableFuture().join();
        return standin;
    }

    /** Scheme, host and port: what {@code AZURE_OPENAI_ENDPOINT} takes; {@code OPENAI_BASE_URL} takes it with {@code /v1}. */
    public String address() {
        return (certificate.isPresent() ? "https" : "http") + "://localhost:" + server.actualPort();
    }

    /** The certificate to trust; only with TLS. */
    public Path caFile() {
        return certificate.orElseThrow().pem();
    }

    /** From now on requests for such a deployment are answered so. */
    public void script(String deployment, Script script) {
        scripts.put(deployment, script);
    }

    /** All that came and could be read, oldest first. */
    public List<Asked> requests() {
        return List.copyOf(requests);
    }

    /** The newest. */
    public Asked lastRequest() {
        return requests.get(requests.size() - 1);
    }

    /** What requests have broken of the format. */
    public List<String> breaches() {
        return List.copyOf(breaches);
    }

    /** Forgets requests and breaches. */
    public void forget() {
        requests.clear();
        breaches.clear();
    }

    @Override
    public void close() {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("did not stop within " + STOP_SECONDS + " s", e);
        }
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer bytes) {
        Optional<Dialect> known = Dialect.of(request.path());
        JsonObject body = json(bytes);
        if (known.isEmpty() || !request.method().equals(HttpMethod.POST) || body == null) {
            breach(
                    request,
                    List.of(request.method() + " " + request.path() + " is not served, or its body is no object"));
            return;
        }
        Dialect dialect = known.get();
        String apiVersion = request.getParam("api-version", "");
        List<String> broken = Rules.breaches(dialect, apiVersion, request.headers(), body);
        if (!broken.isEmpty()) {
            breach(request, broken);
            return;
        }
        String named = dialect.deployment(request.path());
        Asked asked = new Asked(dialect, named == null ? body.getString("model") : named, body);
        requests.add(asked);
        request.response().closeHandler(nothing -> {
            if (!request.response().ended()) {
                asked.clientClosed();
            }
        });
        Reply reply = new Reply(vertx, request, asked);
        if (dialect.key(request.headers()).filter(KEY::equals).isEmpty()) {
            reply.refuse(401, ErrorBodies.wrongKey(dialect), List.of());
            return;
        }
        script(asked).play(asked, reply);
        reply.play();
    }

    private Script script(Asked asked) {
        Script byName = scripts.get(asked.model());
        if (byName != null) {
            return byName;
        }
        Matcher marker = MARKER.matcher(asked.question());
        Script marked = marker.find() ? scripts.get(marker.group(1)) : null;
        return marked == null ? assistant : marked;
    }

    private void breach(HttpServerRequest request, List<String> broken) {
        breaches.addAll(broken);
        request.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/json")
                .end(ErrorBodies.breach(String.join("; ", broken)).encode());
    }

    private static @Nullable JsonObject json(Buffer bytes) {
        try {
            return new JsonObject(bytes);
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("modehub-standin");
        } catch (IOException e) {
            throw new IllegalStateException("no directory for the certificate", e);
        }
    }
}
