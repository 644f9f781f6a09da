package io.modehub.standin.scoring;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The answer to one request, with the headers that come from the front door. */
public final class ScoringReply {
    private static final String MODEL_FAILED =
            "An unexpected error occurred in scoring script. Check the logs for more info.";

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final ScoringRequest asked;

    ScoringReply(Vertx vertx, HttpServerRequest request, ScoringRequest asked) {
        this.vertx = vertx;
        this.request = request;
        this.asked = asked;
        frontDoor(request.response());
    }

    /** The headers of every answer that comes through the front door. */
    static void frontDoor(HttpServerResponse response) {
        String id = UUID.randomUUID().toString();
        response.putHeader("server", "azureml-frontdoor")
                .putHeader("x-ms-request-id", id)
                .putHeader("x-request-id", id);
    }

    /** What the model says, in its format. */
    public void results() {
        results(
                asked.method().equals(ScoringRules.PROBABILITIES)
                        ? ToyModel.probabilities(asked.rows())
                        : ToyModel.predict(asked.rows()));
    }

    /** Any results, in the model's format. */
    public void results(JsonArray results) {
        body(Json.encode(asked.format().answer(results)));
    }

    /** What the model says, as a text that holds JSON: what scripts that return {@code json.dumps(…)} answer. */
    public void doubleEncoded() {
        JsonArray results = ToyModel.probabilities(asked.rows());
        body(Json.encode(JsonObject.of("result", results).encode()));
    }

    /** Any body with status 200. */
    public void body(String body) {
        fromModel()
                .setStatusCode(200)
                .putHeader("x-ms-run-function-failed", "False")
                .end(body);
    }

    /** The container answered with that status and no result. */
    public void modelError(int status, String reason) {
        fromModel()
                .setStatusCode(424)
                .putHeader("x-ms-run-function-failed", "True")
                .putHeader("ms-azureml-model-error-statuscode", String.valueOf(status))
                .putHeader("ms-azureml-model-error-reason", reason)
                .end(JsonObject.of("message", MODEL_FAILED).encode());
    }

    /** The model took longer than the deployment lets it. */
    public void timedOut() {
        fromModel()
                .setStatusCode(408)
                .putHeader("x-ms-run-function-failed", "True")
                .end(JsonObject.of("message", "Scoring timeout after 5000 ms").encode());
    }

    /** The front door refuses; the model isn't asked. */
    public void refused(int status, String... headers) {
        HttpServerResponse response = request.response().setStatusCode(status);
        for (int i = 0; i < headers.length; i += 2) {
            response.putHeader(headers[i], headers[i + 1]);
        }
        response.end();
    }

    /** The first half of what the model says, then the connection breaks. */
    public void cut() {
        String body = Json.encode(asked.format().answer(ToyModel.predict(asked.rows())));
        fromModel().putHeader("Content-Length", String.valueOf(body.length()));
        request.response().write(body.substring(0, body.length() / 2)).onComplete(nothing -> request.connection()
                .close());
    }

    /** The connection breaks before a word. */
    public void drop() {
        request.connection().close();
    }

    /** A body of spaces that never ends. */
    public void endless() {
        fromModel().setChunked(true);
        more();
    }

    private void more() {
        if (!request.response().closed()) {
            request.response().write(" ".repeat(64 * 1024)).onSuccess(nothing -> vertx.runOnContext(again -> more()));
        }
    }

    /** The rest after a while. */
    public void after(Duration pause, Runnable rest) {
        vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS).onSuccess(nothing -> {
            if (!request.response().closed()) {
                rest.run();
            }
        });
    }

    private HttpServerResponse fromModel() {
        return request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("x-ms-run-fn-exec-ms", "12.925")
                .putHeader("x-ms-server-version", "azmlinfsrv/1.4.0")
                .putHeader("azureml-model-deployment", asked.deployment().orElse("blue"))
                .putHeader("azureml-model-session", asked.deployment().orElse("blue"));
    }
}
