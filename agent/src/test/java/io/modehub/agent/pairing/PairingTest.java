package io.modehub.agent.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.modehub.agent.config.Account;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.FlatJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PairingTest {
    private HttpServer server;
    private URI hub;
    private volatile String asked = "";
    private volatile String answer = "";
    private volatile int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/pair", exchange -> {
            asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        hub = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tradesACodeForAToken() throws Exception {
        answer = "{\"agentId\":\"a7\",\"token\":\"t\",\"more\":{\"x\":1}}";
        assertThat(Pairing.pair(hub, "CODE", "Büro", "linux", "device"))
                .isEqualTo(new Account(hub, "a7", "t", "device"));
        assertThat(FlatJson.read(asked))
                .containsEntry("code", "CODE")
                .containsEntry("name", "Büro")
                .containsEntry("platform", "linux")
                .containsEntry("deviceId", "device");
    }

    @Test
    void saysTheHubsReasonInOneSentence() {
        status = 404;
        answer =
                "{\"title\":\"Not found\",\"status\":404,\"detail\":\"the code is not valid any more; make a new one\"}";
        refusedWith("the hub did not pair this device: the code is not valid any more; make a new one");
        answer = "<html>";
        refusedWith(
                "the hub did not pair this device: it answered with HTTP status 404; check the address and the code");
        status = 200;
        refusedWith("no hub answers at " + hub);
        answer = "{}";
        refusedWith("what answers at " + hub + " is no Modehub; check the address");
    }

    @Test
    void saysWhatToCheckWhereNothingAnswers() {
        server.stop(0);
        refusedWith("no hub answers at " + hub);
    }

    private void refusedWith(String sentence) {
        assertThatThrownBy(() -> Pairing.pair(hub, "CODE", "n", "linux", "d"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(sentence);
    }
}
