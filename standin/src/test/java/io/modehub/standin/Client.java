package io.modehub.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks over plain HTTP, without any library of a model's. */
final class Client {
    static final String AZURE = "/openai/deployments/%s/chat/completions?api-version=2025-01-01-preview";
    static final String OPENAI = "/v1/chat/completions";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Standin standin;

    Client(Standin standin) {
        this.standin = standin;
    }

    /** As Azure's clients do. */
    HttpResponse<String> azure(String deployment, String body) {
        return post(AZURE.formatted(deployment), "api-key", Standin.KEY, body);
    }

    /** As OpenAI's clients do; the body names the model. */
    HttpResponse<String> openAi(String body) {
        return post(OPENAI, "Authorization", "Bearer " + Standin.KEY, body);
    }

    HttpResponse<String> post(String path, String header, String key, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(standin.address() + path))
                            .header("Content-Type", "application/json")
                            .header(header, key)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
