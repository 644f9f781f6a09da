package io.modehub.chat.models;

import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.standin.Standin;
import java.util.List;
import java.util.Optional;

class OpenAiModelPlainTest extends LanguageModelContract {
    @Override
    Standin.Options options() {
        return Standin.Options.PLAIN;
    }

    @Override
    ModelServer server(String address, List<String> models, String key) {
        return new ModelServer.OpenAi(uri(address + "/v1"), Optional.of(new Secret(key)), models);
    }
}
