package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer carries, and what none does. */
class EdgesTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @RegisterExtension
    static final HubUnderTest PUBLIC_HUB = HubUnderTest.at("https://hub.example.org");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health/live", "/api/v1/me", "/api/v1/openapi.yaml", "/nothing", "/ws/live"})
    void everyAnswerHasTheUsualHeaders(String path) {
        Rest.Answer answer = HUB.nobody().get(path);

        String policy = answer.header("Content-Security-Policy");
        assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
        assertThat(policy).doesNotContain("unsafe", "*", "http:");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Permissions-Policy")).contains("microphone=()", "camera=()");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(PUBLIC_HUB.nobody().get(path).header("Strict-Transport-Security"))
                .startsWith("max-age=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS", "POST"})
    void noOtherSiteMayReadAnAnswer(String method) {
        Rest.Answer answer = HUB.nobody()
                .with("Origin", "https://evil.example")
                .with("Access-Control-Request-Method", "GET")
                .with("Access-Control-Request-Headers", "authorization")
                .send(method, "me", method.equals("POST") ? "{}" : null);

        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7:49152, 203.0.113.7",
        "2001:DB8::7, 2001:db8::7",
        "[2001:db8::7]:49152, 2001:db8::7",
        "unknown, 127.0.0.1"
    })
    void theProxysWordOnAnAddressIsTakenAndTheClientsIsNot(String said, String address) {
        Rest.Answer in = HUB.nobody()
                .with("X-Forwarded-For", "1.2.3.4, " + said)
                .post(
                        "auth/login",
                        io.vertx.core.json.JsonObject.of(
                                "email", HubUnderTest.EMAIL, "password", HubUnderTest.PASSWORD));
        Rest caller = HUB.withToken(in.json().getString("accessToken"));

        assertThat(caller.get("me/sessions").items().getJsonObject(0).getString("address"))
                .isEqualTo(address);
    }

    @Test
    void nothingOfTheApiIsKeptByACache() {
        assertThat(HUB.admin().get("me").header("Cache-Control")).isEqualTo("no-store");
    }
}
