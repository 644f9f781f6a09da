package io.modehub.chat.models;

import io.modehub.config.ModelServer;
import io.modehub.config.Settings;
import io.vertx.core.Vertx;
import java.util.List;

/** The models there are by the settings. */
public final class LanguageModels {
    private LanguageModels() {}

    /** In order of preference; none where the analyst answers. All use one HTTP client, which closes with Vert.x. */
    public static List<LanguageModel> of(Vertx vertx, Settings.Chat chat) {
        return of(vertx, chat, Limits.USUAL);
    }

    /** The same with other limits. */
    public static List<LanguageModel> of(Vertx vertx, Settings.Chat chat, Limits limits) {
        return chat.server()
                .map(server -> of(vertx, new Outbound(vertx, chat.trusted()), limits, server))
                .orElse(List.of());
    }

    private static List<LanguageModel> of(Vertx vertx, Transport transport, Limits limits, ModelServer server) {
        return server.models().stream()
                .map(name -> server instanceof ModelServer.Azure azure
                        ? new AzureModel(vertx, transport, limits, azure, name)
                        : (LanguageModel) new OpenAiModel(vertx, transport, limits, (ModelServer.OpenAi) server, name))
                .toList();
    }
}
