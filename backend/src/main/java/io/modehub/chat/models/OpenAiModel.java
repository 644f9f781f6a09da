package io.modehub.chat.models;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.vertx.core.Vertx;
import java.util.Locale;

/** A model at OpenAI or at any server that speaks its format, Ollama's {@code /v1} among them. */
final class OpenAiModel implements LanguageModel {
    private static final String OPENAI = "openai.com";

    private final Vertx vertx;
    private final Transport transport;
    private final Limits limits;
    private final ModelServer.OpenAi server;
    private final String model;

    OpenAiModel(Vertx vertx, Transport transport, Limits limits, ModelServer.OpenAi server, String model) {
        this.vertx = vertx;
        this.transport = transport;
        this.limits = limits;
        this.server = server;
        this.model = model;
    }

    @Override
    public String deployment() {
        return model;
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
        Rehearsal.of(transport -> new OpenAiModel(vertx, transport, limits, server, model));
    }

    /** One for each round, since a request can't be told from another's otherwise. */
    private OpenAiStreamingChatModel library(RunningRound round, Question question) {
        OpenAiStreamingChatModelBuilder library = new OpenAiStreamingChatModelBuilder()
                .httpClientBuilder(new OpenAiWire.Builder(new OpenAiWire(round)))
                .baseUrl(server.address().toString())
                .apiKey(server.key().map(Secret::value).orElse(null))
                .modelName(model);
        // OpenAI's newer models refuse max_tokens; most other servers know nothing else.
        boolean atOpenAi = server.address().getHost().toLowerCase(Locale.ROOT).endsWith(OPENAI);
        return (atOpenAi
                        ? library.maxCompletionTokens(question.maxOutputTokens())
                        : library.maxTokens(question.maxOutputTokens()))
                .build();
    }
}
