package io.modehub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hub's HTTP as one caller uses it; paths without a leading slash are below {@code /api/v1/}. */
public final class Rest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String address;
    private final Map<String, String> headers;

    Rest(String address, @Nullable String token) {
        this(address, token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    private Rest(String address, Map<String, String> headers) {
        this.address = address;
        this.headers = headers;
    }

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, String body) {
        public JsonObject json() {
            return new JsonObject(body);
        }

        public JsonArray array() {
            return new JsonArray(body);
        }

        /** The member {@code items}. */
        public JsonArray items() {
            return json().getJsonArray("items");
        }

        /** The code of a problem. */
        public String code() {
            return json().getString("code");
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** The bearer token it shows. */
    public String token() {
        return headers.getOrDefault("Authorization", "").replaceFirst("Bearer ", "");
    }

    /** The same caller with one header more. */
    public Rest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Rest(address, more);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object json) {
        return send("POST", path, text(json));
    }

    public Answer put(String path, Object json) {
        return send("PUT", path, text(json));
    }

    public Answer patch(String path, Object json) {
        return send("PATCH", path, text(json));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Any request; a body is sent as JSON unless another type was set. */
    public Answer send(String method, String path, @Nullable String body) {
        return sendBytes(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    /** Any request with a body as it is. */
    public Answer sendBytes(String method, String path, byte @Nullable [] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address + (path.startsWith("/") ? path : "/api/v1/" + path)))
                .timeout(PATIENCE)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A value as a query has it. */
    public static String encoded(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }

    private static String text(Object json) {
        if (json instanceof JsonObject object) {
            return object.encode();
        }
        return json instanceof JsonArray array ? array.encode() : json.toString();
    }
}
