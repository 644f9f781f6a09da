package io.modehub.doctor;

import io.modehub.chat.models.LanguageModel;
import io.modehub.chat.models.LanguageModel.Failure;
import io.modehub.chat.models.LanguageModels;
import io.modehub.chat.models.Reach;
import io.modehub.config.ModelServer;
import io.modehub.config.RemoteClassifier;
import io.modehub.config.Settings;
import io.modehub.models.remote.Answer;
import io.modehub.models.remote.Fault;
import io.modehub.models.remote.RemoteModel;
import io.modehub.models.remote.RemoteRow;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The servers that the chat and the remote classifier ask, each asked the least there is. */
final class Endpoints {
    private final Settings settings;

    Endpoints(Settings settings) {
        this.settings = settings;
    }

    List<Finding> examine() {
        Vertx vertx = Vertx.vertx();
        try {
            List<Finding> findings = new ArrayList<>();
            settings.chat()
                    .server()
                    .ifPresentOrElse(
                            server -> LanguageModels.of(vertx, settings.chat())
                                    .forEach(model -> findings.add(chat(server, model))),
                            () -> findings.add(Finding.ok("chat", "the built-in analyst, which needs no server")));
            settings.remote().ifPresent(endpoint -> findings.add(remote(vertx, endpoint)));
            return findings;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Finding chat(ModelServer server, LanguageModel model) {
        String name = model.deployment() + " at " + server.address().getHost();
        Optional<Failure> failure = Reach.of(model);
        boolean azure = server instanceof ModelServer.Azure;
        return failure.map(why -> why == Failure.RATE_LIMITED
                        ? Finding.warning("chat", name + ": busy", "raise its quota if this lasts")
                        : Finding.problem(
                                "chat",
                                name + ": " + why.name().toLowerCase(java.util.Locale.ROOT),
                                remedy(why, azure)))
                .orElseGet(() -> Finding.ok("chat", name + " answers"));
    }

    private static String remedy(Failure failure, boolean azure) {
        return switch (failure) {
            case AUTH -> "check " + (azure ? "AZURE_OPENAI_API_KEY" : "OPENAI_API_KEY");
            case MODEL_MISSING ->
                azure
                        ? "check the names in AZURE_OPENAI_DEPLOYMENTS (deployments, not models) and AZURE_OPENAI_ENDPOINT"
                        : "check the names in OPENAI_MODELS; with Ollama: ollama pull NAME";
            case TIMEOUT, UPSTREAM ->
                "check " + (azure ? "AZURE_OPENAI_ENDPOINT" : "OPENAI_BASE_URL")
                        + ", the network, and CHAT_CA_FILE if its certificate is not public";
            default -> "ask it something on the page Chat: the server refuses even a short question";
        };
    }

    private static Finding remote(Vertx vertx, RemoteClassifier endpoint) {
        RemoteModel model = new RemoteModel(vertx, endpoint);
        try {
            Answer answer = model.ask(List.of(new RemoteRow("Code", 3, 10, 1, Optional.empty())))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            String host = endpoint.uri().getHost();
            return answer.fault()
                    .map(fault -> Finding.problem("classifier", host + ": " + fault.code(), remedy(fault)))
                    .orElseGet(() -> Finding.ok("classifier", host + " answers"));
        } finally {
            model.close();
        }
    }

    private static String remedy(Fault fault) {
        return switch (fault) {
            case UNAUTHORISED -> "check AZURE_ML_KEY: the endpoint's primary or secondary key";
            case NOT_FOUND -> "check AZURE_ML_SCORING_URI with its path /score, and AZURE_ML_DEPLOYMENT";
            case UNKNOWN_CLASS, WRONG_ROWS, GARBAGE ->
                "check AZURE_ML_CLASSES (the order of the model's classes_) and AZURE_ML_FORMAT";
            case MODEL_FAILED ->
                "look into the deployment's log: its model fails on the row; AZURE_ML_FORMAT may be the other one";
            case TIMEOUT, TOO_MANY -> "give the deployment a bigger or a second instance";
            case UNAVAILABLE, CIRCUIT_OPEN -> "check that the endpoint runs and can be reached from here";
        };
    }
}
