package io.modehub.bench;

import io.modehub.activity.UserId;
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
    private final HubProcess hub;
    private final URI base;

    HubApi(HubProcess hub) {
        this.hub = hub;
        base = URI.create("http://127.0.0.1:" + hub.port() + "/api/v1/");
    }

    /** A person's agent: its id and its token. */
    record Identity(UserId person, String agentId, String token) {
        @Override
        public String toString() {
            return "Identity[" + agentId + "]";
        }
    }

    /** An access token for the person. */
    String signIn(UserId person) {
        try (People people = new People(hub.database())) {
            return post(
                            "auth/link",
                            "",
                            JsonObject.of("token", people.signInToken(person)).encode())
                    .getString("accessToken");
        }
    }

    /** Pairs so many new devices, each of a person of its own. */
    List<Identity> pair(int count) {
        List<Identity> paired = new ArrayList<>(count);
        try (People people = new People(hub.database())) {
            for (int i = 1; i <= count; i++) {
                UserId person = people.create();
                JsonObject answer = post(
                        "pair",
                        "",
                        JsonObject.of("code", people.pairingCode(person), "name", "load " + i, "platform", "simulated")
                                .encode());
                paired.add(new Identity(person, answer.getString("agentId"), answer.getString("token")));
            }
        }
        return List.copyOf(paired);
    }

    /** The answer to a GET. */
    String get(String path, String token) {
        return send(
                path,
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }

    /** The answer to a POST of JSON; without a token where that is empty. */
    JsonObject post(String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return new JsonObject(send(path, request.build()));
    }

    private String send(String path, HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
