package io.modehub.chat.models;

import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.standin.Standin;
import java.util.List;

class AzureModelPlainTest extends LanguageModelContract {
    @Override
    Standin.Options options() {
        return Standin.Options.PLAIN;
    }

    @Override
    ModelServer server(String address, List<String> models, String key) {
        return new ModelServer.Azure(uri(address), new Secret(key), models, "2025-01-01-preview");
    }
}
