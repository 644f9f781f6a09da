package io.modehub.chat.models;

import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.standin.Standin;
import java.net.URI;
import java.util.List;
import java.util.Optional;

class OpenAiTurnTest extends ModelTurnContract {
    @Override
    ModelServer server(String address, List<String> models) {
        return new ModelServer.OpenAi(URI.create(address + "/v1"), Optional.of(new Secret(Standin.KEY)), models);
    }
}
