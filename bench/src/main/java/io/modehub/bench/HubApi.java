package io.modehub.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The few calls of the REST API that a load needs. Blocks. */
final class HubApi {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final String accessToken;

    /** Signs in by the hub's printed link. */
    HubApi(HubProcess hub) {
        base = URI.create("http://127.0.0.1:" + hub.port() + "/api/v1/");
        accessToken =
                post("auth/link", "", JsonObject.of("token", hub.signInToken())).getString("accessToken");
    }

    /** An agent's id and its token. */
    record Identity(String agentId, String token) {
        @Override
        public String toString() {
            return "Identity[" + agentId + "]";
        }
    }

    /** The person's access token. */
    String accessToken() {
        return accessToken;
    }

    /** Pairs so many new devices. */
    List<Identity> pair(int count) {
        List<Identity> paired = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            String code = post("agents/pairings", accessToken, new JsonObject()).getString("code");
            JsonObject answer =
                    post("pair", "", JsonObject.of("code", code, "name", "load " + i, "platform", "simulated"));
            paired.add(new Identity(answer.getString("agentId"), answer.getString("token")));
        }
        return List.copyOf(paired);
    }

    private JsonObject post(String path, String token, JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + " was answered " + answer.statusCode());
            }
            return new JsonObject(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
