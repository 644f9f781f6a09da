package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.standin.Standin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiModelTlsTest extends LanguageModelContract {
    @Override
    Standin.Options options() {
        return Standin.Options.TLS;
    }

    @Override
    ModelServer server(String address, List<String> models, String key) {
        return new ModelServer.OpenAi(uri(address + "/v1"), Optional.of(new Secret(key)), models);
    }

    @Test
    void aCertificateThatNobodyTrustsIsNoConnection() {
        assertThat(hear(at(standin().address(), List.of()), question("?"))
                        .fault()
                        .failure())
                .isEqualTo(LanguageModel.Failure.UPSTREAM);
        assertThat(standin().requests()).isEmpty();
    }

    @Test
    void aCertificateForAnotherNameIsNoConnection() {
        String address = standin().address().replace("localhost", "127.0.0.1");

        assertThat(hear(at(address, trusted()), question("?")).fault().failure())
                .isEqualTo(LanguageModel.Failure.UPSTREAM);
        assertThat(standin().requests()).isEmpty();
    }
}
