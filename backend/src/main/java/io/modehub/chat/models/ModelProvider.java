package io.modehub.chat.models;

import io.modehub.chat.ChatEvent;
import io.modehub.chat.Provider;
import io.modehub.chat.TurnRequest;
import io.modehub.chat.analyst.Analyst;
import io.modehub.chat.tools.Language;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Language models answer, the first that can in order of preference. */
public final class ModelProvider implements Provider {
    private static final Logger LOG = LoggerFactory.getLogger(ModelProvider.class);

    private final Vertx vertx;
    private final String name;
    private final String server;
    private final List<LanguageModel> models;
    private final boolean withTools;
    private final Health health;

    /**
     * @param name {@code azure} or {@code openai}
     * @param server the host that is asked
     * @param models at least one, the preferred first
     * @param withTools whether the models can call tools; else they are given a summary of the log
     */
    public ModelProvider(
            Vertx vertx, String name, String server, List<LanguageModel> models, boolean withTools, Clock clock) {
        this.vertx = vertx;
        this.name = name;
        this.server = server;
        this.models = List.copyOf(models);
        this.withTools = withTools;
        this.health = new Health(clock);
    }

    /** Loads what the first question would have to wait for: up to a second, on a worker. */
    public void warmUp() {
        vertx.executeBlocking(() -> {
                    models.forEach(LanguageModel::warmUp);
                    Analyst.languageOf("", Language.ENGLISH);
                    return null;
                })
                .onFailure(failure -> LOG.warn("the chat's models could not be warmed up: {}", failure.toString()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String deployment() {
        return models.get(0).deployment();
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public Answering answer(TurnRequest turn, Consumer<ChatEvent> events) {
        TurnLoop loop = new TurnLoop(vertx, turn, events, new TurnLoop.Models(models, health, withTools));
        loop.start();
        return loop;
    }
}
