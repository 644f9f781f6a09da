package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.config.ModelServer;
import io.modehub.config.Secret;
import io.modehub.standin.Standin;
import java.util.List;
import org.junit.jupiter.api.Test;

class AzureModelTlsTest extends LanguageModelContract {
    @Override
    Standin.Options options() {
        return Standin.Options.TLS;
    }

    @Override
    ModelServer server(String address, List<String> models, String key) {
        return new ModelServer.Azure(uri(address), new Secret(key), models, "2025-01-01-preview");
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
