package io.modehub.chat.models;

import com.azure.core.http.HttpClientProvider;
import dev.langchain4j.model.azure.AzureOpenAiStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.modehub.config.ModelServer;
import io.vertx.core.Vertx;

/** A deployment at Azure OpenAI, through langchain4j's module and Microsoft's client library. */
final class AzureModel implements LanguageModel {
    /** From this version on {@code max_completion_tokens} is known, which newer models insist on. */
    private static final String COMPLETION_TOKENS_SINCE = "2024-09-01";

    private static final String SECURE = "https:";
    private static final String PLAIN = "http:";

    private final Vertx vertx;
    private final Transport transport;
    private final Limits limits;
    private final ModelServer.Azure server;
    private final String deployment;

    AzureModel(Vertx vertx, Transport transport, Limits limits, ModelServer.Azure server, String deployment) {
        this.vertx = vertx;
        this.transport = transport;
        this.limits = limits;
        this.server = server;
        this.deployment = deployment;
    }

    @Override
    public String deployment() {
        return deployment;
    }

    @Override
    public Round ask(Question question, Listener listener) {
        RunningRound round =
                new RunningRound(vertx, transport, limits, !question.tools().isEmpty(), listener);
        return round.begin(() -> library(round, question)
                .chat(
                        ChatRequest.builder()
                                .messages(question.messages())
                                .toolSpecifications(question.tools())
                                .build(),
                        round.handler()));
    }

    @Override
    public void warmUp() {
        Rehearsal.of(transport -> new AzureModel(vertx, transport, limits, server, deployment));
    }

    /** One for each round, since a request can't be told from another's otherwise. */
    private AzureOpenAiStreamingChatModel library(RunningRound round, Question question) {
        String address = server.address().toString();
        boolean plain = address.startsWith(PLAIN);
        AzureWire wire = new AzureWire(round, plain);
        AzureOpenAiStreamingChatModel.Builder library = AzureOpenAiStreamingChatModel.builder()
                // The library sends no key over http, so it is told https and the wire puts it back.
                .endpoint(plain ? SECURE + address.substring(PLAIN.length()) : address)
                .apiKey(server.key().value())
                .serviceVersion(server.apiVersion())
                .deploymentName(deployment)
                .httpClientProvider(provider(wire))
                .maxRetries(0);
        return (server.apiVersion().compareTo(COMPLETION_TOKENS_SINCE) >= 0
                        ? library.maxCompletionTokens(question.maxOutputTokens())
                        : library.maxTokens(question.maxOutputTokens()))
                .build();
    }

    private static HttpClientProvider provider(AzureWire wire) {
        return () -> wire;
    }
}
