package io.modehub.chat;

import io.modehub.HubUnderTest;
import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.config.Settings;
import io.modehub.standin.Standin;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class AzureChatApiTest extends ModelChatApiContract {
    private static final Standin STANDIN = Standin.start(Standin.Options.PLAIN);

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.answeredBy(() -> new Settings.Chat(
            Optional.of(new ModelServer.Azure(
                    URI.create(STANDIN.address()), new Secret(Standin.KEY), List.of("gpt-4o"), "2025-01-01-preview")),
            List.of(),
            true));

    @AfterAll
    static void stop() {
        STANDIN.close();
    }

    @Override
    HubUnderTest hub() {
        return HUB;
    }

    @Override
    Standin standin() {
        return STANDIN;
    }
}
