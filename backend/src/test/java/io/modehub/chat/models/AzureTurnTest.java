package io.modehub.chat.models;

import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.standin.Standin;
import java.net.URI;
import java.util.List;

class AzureTurnTest extends ModelTurnContract {
    @Override
    ModelServer server(String address, List<String> models) {
        return new ModelServer.Azure(URI.create(address), new Secret(Standin.KEY), models, "2025-01-01-preview");
    }
}
